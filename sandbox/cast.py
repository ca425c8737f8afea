"""The people of the sandbox: a small, made-up team in Maryland. No one here is real."""

from sandbox.world import Dnd, User

TEAM_ID = "T0SANDBOX"
TEAM_NAME = "Sandbox"
TEAM_DOMAIN = "sandbox"
BOT_USER_ID = "U0HEARTH"
BOT_ID = "B0HEARTH"
APP_ID = "A0HEARTH"
CHANNEL_ID = "C0PEERTEAM"
CHANNEL_NAME = "peer-team"

ANA = "U0ANA"
DEE = "U0DEE"
SAM = "U0SAM"
ROSA = "U0ROSA"
JO = "U0JO"
MORGAN = "U0MORGAN"
ERIKA = "U0ERIKA"
TONI = "U0TONI"
KIT = "U0KIT"


def cast() -> list[User]:
    """A fresh copy of everybody, in the order in which the page shows them."""
    return [
        User(ANA, "Ana Torres", "Specialist on the street team. Her Slack is in Spanish.", locale="es-MX"),
        User(DEE, "Dee Walker", "Specialist in the emergency department, mostly nights."),
        User(SAM, "Sam Okafor", "Teammate one can ask. Twelve years a peer."),
        User(ROSA, "Rosa Méndez", "Teammate one can ask, in Spanish or English.", locale="es-US"),
        User(
            JO,
            "Jo Lind",
            "Teammate one can ask, works from Chicago. Quiet hours 22:00 to 07:00.",
            tz="America/Chicago",
            dnd=Dnd(enabled=True, start="22:00", end="07:00"),
        ),
        User(MORGAN, "Morgan Hale", "Leads the team."),
        User(ERIKA, "Erika Stone", "Admin of the workspace.", is_admin=True),
        User(TONI, "Toni Reyes", "Left the program; the account is deactivated.", deleted=True),
        User(KIT, "Kit Brooks", "In the workspace, in no team."),
    ]


def channel_members() -> list[str]:
    """Who is in #peer-team at the start, beside the bot."""
    return [ANA, DEE, SAM, ROSA, JO, MORGAN, ERIKA]
