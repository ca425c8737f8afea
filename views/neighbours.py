"""Neighbour teams, for who coordinates a team: the other team's name, where it stands, and nobody on it."""

from domain.scenes import NeighbourScene, NeighboursScene, Standing
from views import fields, metadata, names, safe
from views.parts import (
    Block,
    View,
    actions,
    ask_first,
    button,
    context,
    divider,
    entry,
    modal,
    option,
    pick_from_list,
    section,
)
from words import words

TEAM_NAME = 80
SHOWN = 30
OFFERED = 100


def neighbours(scene: NeighboursScene) -> View:
    """Return the screen: what it is, how it stands with each, and a team to ask."""
    say = words(scene.reader.language)
    team = safe.typed_mrkdwn(scene.team_name, TEAM_NAME)
    blocks = [section(say("neighbours-what", team=team)), context(say("neighbours-own-yes"))]
    for place, one in enumerate(scene.neighbours[:SHOWN]):
        blocks += [divider(), *_one(one, f"{place}")]
    if not scene.proposable:
        blocks += [divider(), context(say("neighbours-none-left"))]
        return modal(scene.reader.language, say("neighbours-title"), blocks)
    options = [option(safe.typed_plain(name, 75), team_id) for team_id, name in scene.proposable[:OFFERED]]
    picker = pick_from_list(names.with_suffix(names.NEIGHBOURS_PROPOSE, fields.TEAM), options)
    asked = entry(say("neighbours-which"), picker, block_id=fields.TEAM, optional=False)
    return modal(
        scene.reader.language,
        say("neighbours-title"),
        [*blocks, divider(), asked],
        submit=say("neighbours-propose"),
        callback_id=names.NEIGHBOURS_PROPOSE,
        metadata=metadata.pack(**{metadata.TEAM: scene.team_id}),
    )


def neighbour_card(scene: NeighbourScene) -> list[Block]:
    """Return a coordinator's card: the question, or what became of it."""
    blocks = _one(scene, "card")
    if scene.standing is Standing.THEIRS:
        blocks.append(context(words(scene.reader.language)("neighbours-own-yes")))
    return blocks


def _one(scene: NeighbourScene, place: str) -> list[Block]:
    say = words(scene.reader.language)
    team, other = (safe.typed_mrkdwn(name, TEAM_NAME) for name in (scene.team_name, scene.other_name))
    standing = scene.standing.value.replace("_", "-")
    blocks = [section(say(f"neighbours-{standing}", team=team, other=other))]
    row = _buttons(scene)
    return [*blocks, actions(row, f"neighbour:{place}")] if row else blocks


def _buttons(scene: NeighbourScene) -> list[Block]:
    say = words(scene.reader.language)
    value = f"{scene.team_id}|{scene.other_id}"
    match scene.standing:
        case Standing.THEIRS:
            return [
                button(names.NEIGHBOURS_AGREE, say("neighbours-agree"), value, style="primary"),
                button(names.NEIGHBOURS_DECLINE, say("neighbours-decline"), value),
            ]
        case Standing.AGREED:
            text = say("neighbours-end")
            sure = ask_first(text, say("neighbours-end-what"), text, say("cancel"))
            return [button(names.NEIGHBOURS_END, text, value, confirm=sure)]
        case Standing.OURS:
            return [button(names.NEIGHBOURS_END, say("neighbours-take-back"), value)]
        case _:
            return []
