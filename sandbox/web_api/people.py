"""auth.test, users.* and dnd.*: who the bot is, who is there, and whether a phone is quiet."""

from sandbox import cast
from sandbox.payloads import user_json
from sandbox.phone import quiet_hours
from sandbox.web_api.calling import ApiRefusedError, Call, Method
from sandbox.world import Json, User


def auth_test(call: Call) -> Json:
    """auth.test."""
    world = call.workspace.world
    return {
        "url": f"{call.workspace.base}/",
        "team": cast.TEAM_NAME,
        "user": world.bot.name.lower(),
        "team_id": cast.TEAM_ID,
        "user_id": world.bot.id,
        "bot_id": cast.BOT_ID,
        "is_enterprise_install": False,
    }


def users_info(call: Call) -> Json:
    """users.info."""
    call.need("users:read")
    now = call.workspace.clock.now()
    return {"user": user_json(call.user(), now, with_locale=call.flag("include_locale"))}


def users_list(call: Call) -> Json:
    """users.list, with cursor and limit."""
    call.need("users:read")
    now, everybody = call.workspace.clock.now(), list(call.workspace.world.users.values())
    start, limit = call.number("cursor", 0), call.number("limit", 0) or len(everybody)
    page, after = everybody[start : start + limit], start + limit
    locale = call.flag("include_locale")
    return {
        "members": [user_json(user, now, with_locale=locale) for user in page],
        "cache_ts": int(now.timestamp()),
        "response_metadata": {"next_cursor": str(after) if after < len(everybody) else ""},
    }


def _dnd(user: User, call: Call) -> Json:
    """The schedule of another person; their snooze is hidden from an app."""
    hours = quiet_hours(user, call.workspace.clock.now())
    if hours is None:  # Slack answers 1 for both when there is no schedule
        return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(hours.start.timestamp()),
        "next_dnd_end_ts": int(hours.end.timestamp()),
    }


def dnd_info(call: Call) -> Json:
    """dnd.info."""
    call.need("dnd:read")
    return _dnd(call.user(), call)


def dnd_team_info(call: Call) -> Json:
    """dnd.teamInfo, for at most 50 people."""
    call.need("dnd:read")
    named = [name for name in call.text("users", needed=True).split(",") if name]
    if len(named) > 50:
        raise ApiRefusedError("too_many_users")
    users = call.workspace.world.users
    return {"users": {name: _dnd(users[name], call) for name in named if name in users}}


METHODS: dict[str, Method] = {
    "auth.test": auth_test,
    "users.info": users_info,
    "users.list": users_list,
    "dnd.info": dnd_info,
    "dnd.teamInfo": dnd_team_info,
}
