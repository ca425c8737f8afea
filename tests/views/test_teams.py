"""Setting a team up: step by step, carried in the view, told to nobody before the end."""

from typing import Any

import pytest

from domain.people import Language
from domain.set_up import MOST_PEOPLE, SetUpDraft
from tests.views.screens import HOSTILE, draft, reader
from views import fields, names, safe, teams
from views.metadata import LIMIT, MetadataTooLongError, pack, unpack

WHOLE = SetUpDraft(
    id="team-id",
    name="Eastside",
    word_en="a neighbor",
    word_es="alguien del barrio",
    people=("U1", "U2", "U3"),
    leads=("U1",),
    coordinates=("U2",),
    may_be_asked=("U2", "U3"),
    zone="America/Chicago",
    number="410-555-0100",
    server_role="IT",
)


def by_id(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if "block_id" in block}


def test_a_draft_comes_through_a_view_as_it_was() -> None:
    """Nothing of it is stored anywhere else."""
    assert teams.unpack(teams.pack(WHOLE)) == WHOLE
    assert teams.unpack("") == SetUpDraft()
    assert teams.unpack("not ours") == SetUpDraft()


@pytest.mark.parametrize("text", ["Eastside", *HOSTILE])
def test_sixty_people_with_the_longest_texts_fit(text: str) -> None:
    """Whatever was typed, in Slack's 3,000 characters, with everyone in every role."""
    filled = draft(text)
    assert len(filled.people) == len(filled.leads) == len(filled.may_be_asked) == MOST_PEOPLE
    assert safe.units(teams.pack(filled)) <= LIMIT
    assert teams.unpack(teams.pack(filled)) == filled


def test_what_is_too_long_to_carry_is_an_error_of_ours() -> None:
    """It is never cut silently."""
    with pytest.raises(MetadataTooLongError):
        pack(x="y" * LIMIT)
    assert unpack("[1]") == {}
    assert unpack("{") == {}


def test_each_step_shows_what_was_filled_in() -> None:
    """Back loses nothing."""
    who = reader(Language.EN)
    first = by_id(teams.name_step(who, WHOLE))
    assert first[fields.TEAM]["element"]["initial_value"] == "Eastside"
    assert first[fields.WORD_EN]["element"]["initial_value"] == "a neighbor"
    assert first[fields.WORD_ES]["element"]["initial_value"] == "alguien del barrio"
    assert by_id(teams.people_step(who, WHOLE))[fields.PEOPLE]["element"]["initial_users"] == [
        "U1",
        "U2",
        "U3",
    ]
    roles = by_id(teams.roles_step(who, WHOLE, [("U1", "Ann"), ("U2", "Ben"), ("U3", "Cy"), ("U9", "Zed")]))
    options = [option["value"] for option in roles[fields.LEADS]["element"]["options"]]
    assert options == ["U1", "U2", "U3"]
    initial = [option["value"] for option in roles[fields.MAY_BE_ASKED]["element"]["initial_options"]]
    assert initial == ["U2", "U3"]
    details = by_id(teams.details_step(who, WHOLE))
    assert details[fields.ZONE]["element"]["initial_option"]["value"] == "America/Chicago"


def test_the_zone_begins_with_the_admins_own() -> None:
    """Also where it is not among the common ones."""
    options = by_id(teams.details_step(reader(Language.EN), SetUpDraft()))[fields.ZONE]["element"]
    assert options["initial_option"]["value"] == "America/New_York"
    far = reader(Language.ES)
    far = type(far)(Language.ES, "America/Boise")
    listed = by_id(teams.details_step(far, SetUpDraft()))[fields.ZONE]["element"]
    assert listed["options"][0]["value"] == listed["initial_option"]["value"] == "America/Boise"


def test_every_zone_of_the_united_states_is_there() -> None:
    """From Puerto Rico to Guam."""
    element = by_id(teams.details_step(reader(Language.EN), SetUpDraft()))[fields.ZONE]["element"]
    listed = {option["value"] for option in element["options"]}
    assert {"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"} <= listed
    assert {"America/Los_Angeles", "America/Anchorage", "America/Adak", "Pacific/Honolulu"} <= listed
    assert {"America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago"} <= listed
    assert len(listed) == len(element["options"]) <= 100


def test_someone_taken_out_loses_their_roles() -> None:
    """Going back to the people and taking one out leaves nobody with a role who is not invited."""
    view = {
        "private_metadata": teams.pack(WHOLE),
        "state": {"values": {"people": {"teams.people:people": {"selected_users": ["U1", "U3"]}}}},
    }
    left = teams.draft_of(view)
    assert (left.people, left.leads, left.coordinates, left.may_be_asked) == (
        ("U1", "U3"),
        ("U1",),
        (),
        ("U3",),
    )
    assert left.name == "Eastside"


@pytest.mark.parametrize(
    ("step", "changed", "wrong"),
    [
        (names.TEAMS_NAME, {}, set()),
        (names.TEAMS_NAME, {"name": ""}, {fields.TEAM}),
        (names.TEAMS_NAME, {"word_en": "our Clients"}, {fields.WORD_EN}),
        (names.TEAMS_NAME, {"word_es": "una paciente"}, {fields.WORD_ES}),
        (names.TEAMS_NAME, {"word_en": "", "word_es": ""}, set()),
        (names.TEAMS_PEOPLE, {}, set()),
        (names.TEAMS_PEOPLE, {"people": ()}, {fields.PEOPLE}),
        (names.TEAMS_PEOPLE, {"people": ("U1",) * (MOST_PEOPLE + 1)}, {fields.PEOPLE}),
        (names.TEAMS_ROLES, {}, set()),
        (names.TEAMS_DETAILS, {}, set()),
        (names.TEAMS_DETAILS, {"number": ""}, set()),
        (names.TEAMS_DETAILS, {"number": "ask Ann"}, {fields.NUMBER}),
        (names.TEAMS_DETAILS, {"server_role": ""}, {fields.SERVER}),
    ],
)
def test_what_has_to_be_mended_is_said_where_it_stands(
    step: str, changed: dict[str, Any], wrong: set[str]
) -> None:
    """By block_id, in both languages; each is a block of that step."""
    filled = SetUpDraft(**({name: getattr(WHOLE, name) for name in WHOLE.__slots__} | changed))
    for language in Language:
        assert set(teams.errors(reader(language), step, filled)) == wrong


def test_the_summary_shows_the_whole() -> None:
    """Everything that will be so, before it is; who coordinates if nobody was named."""
    told = str(teams.summary(reader(Language.EN), WHOLE))
    for part in (
        "Eastside",
        "a neighbor",
        "alguien del barrio",
        "<@U1>, <@U2>, <@U3>",
        "Chicago: Central Time",
        "tel:4105550100",
        "IT",
    ):
        assert part in told
    nobody = SetUpDraft(name="Eastside", people=("U1",), zone="UTC", server_role="IT")
    told = str(teams.summary(reader(Language.EN), nobody))
    assert "*Coordinates:* you" in told
    assert "*A person answers at:* none" in told
