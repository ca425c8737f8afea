"""The screen on which a person is taken out, in one action and without a reason (field.md 38)."""

from domain.scenes import Reader, TakingOutScene
from views import fields, names, safe
from views.parts import Block, View, button, context, divider, entry, modal, section
from words import words

SHOWN = 30


def taking_out(scene: TakingOutScene) -> View:
    """Return the screen: whom, what it does, and those who were taken out, each with the way back."""
    say = words(scene.reader.language)
    who: Block = {
        "type": "users_select",
        "action_id": names.with_suffix(names.TEAMS_OUT, fields.WHOM),
    }
    blocks = [
        section(say("out-what")),
        entry(say("out-whom"), who, block_id=fields.WHOM, optional=False),
        context(say("out-no-reason")),
        *_out_now(scene),
    ]
    return modal(
        scene.reader.language,
        say("out-title"),
        blocks,
        submit=say("out-do"),
        close=say("cancel"),
        callback_id=names.TEAMS_OUT,
    )


def taken_out(reader: Reader) -> View:
    """Return that it is done."""
    say = words(reader.language)
    return modal(reader.language, say("out-title"), [section(say("out-done"))])


def _out_now(scene: TakingOutScene) -> list[Block]:
    if not scene.out:
        return []
    say = words(scene.reader.language)
    rows = [
        section(
            safe.mention(slack),
            button(names.TEAMS_BRING_BACK, say("out-back"), person_id, label=say("out-back-label")),
            f"out:{person_id}",
        )
        for person_id, slack in scene.out[:SHOWN]
    ]
    return [divider(), section(f"*{say('out-now')}*"), *rows]
