"""Setting a team up: four short steps and a look at the whole, before anyone hears of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from debrief_flows.model import DEFAULT_SOMEONE
from domain.people import Language
from domain.scenes import Reader
from domain.set_up import MOST_PEOPLE, SetUpDraft
from views import fields, metadata, names, safe
from views.parts import (
    SELECT_OPTIONS,
    Block,
    View,
    actions,
    button,
    context,
    entry,
    modal,
    option,
    pick_from_list,
    section,
    write,
)
from views.zones import zone_label, zone_options
from words import words

STEPS = (names.TEAMS_NAME, names.TEAMS_PEOPLE, names.TEAMS_ROLES, names.TEAMS_DETAILS)
NAME = 60
WORD = 40
NUMBER = 30
ROLE = 60
ZONE = 75
NOT_FOR_PEOPLE = re.compile(
    r"\b(clients?|patients?|cases?|addicts?|client[ea]s?|pacientes?|casos?|adict[oa]s?)\b", re.IGNORECASE
)
"""Words for people that this bot does not use (field.md 40)."""


def name_step(reader: Reader, draft: SetUpDraft) -> View:
    """Return step 1: the team's name, and its own words for those it serves."""
    say = words(reader.language)
    name = write(_field(names.TEAMS_NAME, fields.TEAM), draft.name, limit=NAME)
    own_words = (("en", fields.WORD_EN, draft.word_en), ("es", fields.WORD_ES, draft.word_es))
    inputs = [
        entry(say("steps-name"), name, block_id=fields.TEAM, hint=say("steps-name-hint"), optional=False),
        *(
            entry(
                say(f"steps-word-{language}"),
                write(_field(names.TEAMS_NAME, field), word, limit=WORD),
                block_id=field,
                hint=say(f"steps-word-{language}-hint"),
            )
            for language, field, word in own_words
        ),
    ]
    return _step(reader, draft, names.TEAMS_NAME, "steps-intro", inputs)


def people_step(reader: Reader, draft: SetUpDraft) -> View:
    """Return step 2: who is invited."""
    say = words(reader.language)
    people: Block = {
        "type": "multi_users_select",
        "action_id": _field(names.TEAMS_PEOPLE, fields.PEOPLE),
        "max_selected_items": MOST_PEOPLE,
    }
    if draft.people:
        people["initial_users"] = list(draft.people)
    picked = entry(
        say("steps-people"), people, block_id=fields.PEOPLE, hint=say("steps-people-hint"), optional=False
    )
    return _step(reader, draft, names.TEAMS_PEOPLE, "steps-people-what", [picked], back=names.TEAMS_NAME)


def roles_step(reader: Reader, draft: SetUpDraft, people: Sequence[tuple[str, str]]) -> View:
    """Return step 3: who leads, who coordinates, who may be asked. `people` are (Slack id, name)."""
    say = words(reader.language)
    known = [(slack, name) for slack, name in people if slack in draft.people][:SELECT_OPTIONS]
    options = [option(safe.typed_plain(name, 75), slack) for slack, name in known]
    chosen = {
        fields.LEADS: draft.leads,
        fields.COORDINATES: draft.coordinates,
        fields.MAY_BE_ASKED: draft.may_be_asked,
    }
    inputs = [
        entry(
            say(f"steps-{field}"),
            _people_list(_field(names.TEAMS_ROLES, field), options, picked, say("steps-nobody")),
            block_id=field,
            hint=say(f"steps-{field}-hint"),
        )
        for field, picked in chosen.items()
    ]
    return _step(reader, draft, names.TEAMS_ROLES, "steps-roles-what", inputs, back=names.TEAMS_PEOPLE)


def details_step(reader: Reader, draft: SetUpDraft) -> View:
    """Return step 4: the zone, a number where a human answers, who runs this server."""
    say = words(reader.language)
    options = zone_options(reader.language, reader.zone)
    zone = pick_from_list(_field(names.TEAMS_DETAILS, fields.ZONE), options, draft.zone or reader.zone)
    number = write(_field(names.TEAMS_DETAILS, fields.NUMBER), draft.number, limit=NUMBER)
    role = write(_field(names.TEAMS_DETAILS, fields.SERVER), draft.server_role, limit=ROLE)
    inputs = [
        entry(say("steps-zone"), zone, block_id=fields.ZONE, optional=False),
        entry(say("steps-number"), number, block_id=fields.NUMBER, hint=say("steps-number-hint")),
        entry(
            say("steps-server"), role, block_id=fields.SERVER, hint=say("steps-server-hint"), optional=False
        ),
    ]
    return _step(reader, draft, names.TEAMS_DETAILS, "steps-details-what", inputs, back=names.TEAMS_ROLES)


def summary(reader: Reader, draft: SetUpDraft) -> View:
    """Return the whole, to look at before anything is made or anyone is told."""
    say = words(reader.language)
    none = say("steps-none")
    coordinates = safe.some_mentions(draft.coordinates) or say("steps-you")
    told = {
        "name": safe.typed_mrkdwn(draft.name, NAME),
        "word": " · ".join(
            safe.typed_mrkdwn(own or DEFAULT_SOMEONE[language], WORD)
            for language, own in ((Language.EN, draft.word_en), (Language.ES, draft.word_es))
        ),
        "people": safe.some_mentions(draft.people),
        "leads": safe.some_mentions(draft.leads) or none,
        "coordinates": coordinates,
        "may_be_asked": safe.some_mentions(draft.may_be_asked) or none,
        "zone": safe.escape(zone_label(draft.zone, reader.language)),
        "number": safe.tel(draft.number) or none,
        "server": safe.typed_mrkdwn(draft.server_role, ROLE) or none,
    }
    lines = [say(f"summary-{part}", value=value) for part, value in told.items()]
    half = 6  # people and roles hold many mentions, so they stand in a paragraph of their own
    blocks = [section("\n".join(lines[:half])), section("\n".join(lines[half:]))]
    blocks += [context(say("summary-what-next")), _back(reader, names.TEAMS_DETAILS)]
    return modal(
        reader.language,
        say("summary-title"),
        blocks,
        submit=say("summary-do"),
        close=say("cancel"),
        callback_id=names.TEAMS_FINISH,
        metadata=pack(draft),
    )


def done(reader: Reader, draft: SetUpDraft) -> View:
    """Return that the team stands."""
    say = words(reader.language)
    told = section(say("set-up-stands", team=safe.typed_mrkdwn(draft.name, NAME)))
    return modal(reader.language, say("set-up-done-title"), [told, section(say("set-up-done"))])


def draft_of(view: Mapping[str, Any]) -> SetUpDraft:
    """Return the draft that a view carries, with what was just filled in. Takes Slack's view object.

    Someone taken out of `people` loses their roles with it.
    """
    before = unpack(view.get("private_metadata", ""))
    filled = fields.read(view)

    def typed(field: str, limit: int, old: str) -> str:
        return safe.typed_plain(fields.text(filled, field), limit) if field in filled else old

    def several(field: str, old: tuple[str, ...]) -> tuple[str, ...]:
        return fields.several(filled, field) if field in filled else old

    people = several(fields.PEOPLE, before.people)
    return SetUpDraft(
        id=before.id,
        name=typed(fields.TEAM, NAME, before.name),
        word_en=typed(fields.WORD_EN, WORD, before.word_en),
        word_es=typed(fields.WORD_ES, WORD, before.word_es),
        people=people,
        leads=_among(several(fields.LEADS, before.leads), people),
        coordinates=_among(several(fields.COORDINATES, before.coordinates), people),
        may_be_asked=_among(several(fields.MAY_BE_ASKED, before.may_be_asked), people),
        zone=typed(fields.ZONE, ZONE, before.zone),
        number=typed(fields.NUMBER, NUMBER, before.number),
        server_role=typed(fields.SERVER, ROLE, before.server_role),
    )


def errors(reader: Reader, callback_id: str, draft: SetUpDraft) -> dict[str, str]:
    """Return what has to be mended in the step that was submitted: block_id to a sentence."""
    say = words(reader.language)
    look = {names.TEAMS_NAME: _in_name, names.TEAMS_PEOPLE: _in_people, names.TEAMS_DETAILS: _in_details}
    found = look[callback_id](draft) if callback_id in look else {}
    return {field: say(text_id, most=MOST_PEOPLE) for field, text_id in found.items()}


def _in_name(draft: SetUpDraft) -> dict[str, str]:
    own = {fields.WORD_EN: draft.word_en, fields.WORD_ES: draft.word_es}
    wrong = {field: "steps-word-other" for field, word in own.items() if NOT_FOR_PEOPLE.search(word)}
    return wrong if draft.name else {fields.TEAM: "steps-name-missing", **wrong}


def _in_people(draft: SetUpDraft) -> dict[str, str]:
    if not draft.people:
        return {fields.PEOPLE: "steps-people-missing"}
    return {fields.PEOPLE: "steps-people-many"} if len(draft.people) > MOST_PEOPLE else {}


def _in_details(draft: SetUpDraft) -> dict[str, str]:
    wrong = {}
    if draft.number and not safe.can_be_dialled(draft.number):
        wrong[fields.NUMBER] = "steps-number-wrong"
    if not draft.server_role:
        wrong[fields.SERVER] = "steps-server-missing"
    return wrong


def cannot_be_invited(reader: Reader, slacks: Sequence[str]) -> dict[str, str]:
    """Return that some of the picked are no longer in the workspace, at the input they were picked in."""
    return {fields.PEOPLE: words(reader.language)("steps-people-gone", count=len(slacks))}


def pack(draft: SetUpDraft) -> str:
    """Return the draft as metadata. Roles are places in the list of people, so that 60 people fit."""
    place = {slack: number for number, slack in enumerate(draft.people)}
    return metadata.pack(
        s=draft.id,
        n=draft.name,
        w=draft.word_en,
        v=draft.word_es,
        p=list(draft.people),
        l=[place[slack] for slack in draft.leads if slack in place],
        c=[place[slack] for slack in draft.coordinates if slack in place],
        a=[place[slack] for slack in draft.may_be_asked if slack in place],
        z=draft.zone,
        t=draft.number,
        r=draft.server_role,
    )


def unpack(packed: str) -> SetUpDraft:
    """Return the draft from metadata; an empty one where there is none that we packed."""
    told: dict[str, Any] = metadata.unpack(packed)
    people = tuple(str(slack) for slack in told.get("p", ()))
    roles = {
        name: tuple(people[place] for place in told.get(key, ()) if 0 <= place < len(people))
        for name, key in (("leads", "l"), ("coordinates", "c"), ("may_be_asked", "a"))
    }
    return SetUpDraft(
        id=str(told.get("s", "")),
        name=str(told.get("n", "")),
        word_en=str(told.get("w", "")),
        word_es=str(told.get("v", "")),
        people=people,
        zone=str(told.get("z", "")),
        number=str(told.get("t", "")),
        server_role=str(told.get("r", "")),
        **roles,
    )


def _step(
    reader: Reader, draft: SetUpDraft, callback_id: str, what: str, inputs: Sequence[Block], back: str = ""
) -> View:
    say = words(reader.language)
    blocks = [section(say(what)), *inputs, *([_back(reader, back)] if back else [])]
    return modal(
        reader.language,
        say("steps-title", step=STEPS.index(callback_id) + 1),
        blocks,
        submit=say("next"),
        close=say("cancel"),
        callback_id=callback_id,
        metadata=pack(draft),
    )


def _back(reader: Reader, to: str) -> Block:
    return actions([button(names.TEAMS_BACK, words(reader.language)("back"), to)], "ways")


def _field(name: str, field: str) -> str:
    return names.with_suffix(name, field)


def _people_list(action_id: str, options: Sequence[Block], chosen: Sequence[str], empty: str) -> Block:
    initial = [item for item in options if item["value"] in set(chosen)]
    block: Block = {
        "type": "multi_static_select",
        "action_id": action_id,
        "options": list(options),
        "placeholder": {"type": "plain_text", "text": empty},
    }
    return block | ({"initial_options": initial} if initial else {})


def _among(chosen: Sequence[str], people: Sequence[str]) -> tuple[str, ...]:
    return tuple(slack for slack in chosen if slack in people)
