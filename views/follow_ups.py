"""The check-in: how is it now? It names neither flow nor call; silence means nothing (field.md 11, 35)."""

from domain.scenes import FollowUpScene
from views import names
from views.parts import Block, actions, button, section
from words import words


def follow_up(scene: FollowUpScene) -> list[Block]:
    """Return a check-in's blocks, without the footer: a person first, then the doors, then a rest.

    The doors open in a window, so that the chat names no flow.
    """
    say = words(scene.reader.language)
    if scene.answered:
        told = say("follow-up-answered")
        return [section(f"{told} {say('follow-up-rests')}" if scene.can_be_asked and scene.rests else told)]
    person = button(names.with_suffix(names.SUPPORT_OPEN, "top"), say("footer-person"), style="primary")
    quiet = button(names.DOORS_OPEN, say("home-doors"))
    fine = button(names.FOLLOW_UPS_FINE, say("follow-up-fine"), scene.follow_up_id)
    last = []
    if scene.can_be_asked and not scene.rests:
        last.append(button(names.FOLLOW_UPS_REST, say("follow-up-rest"), scene.follow_up_id))
    if scene.can_be_asked:
        last.append(button(names.SCHEDULE_OPEN, say("hours-mine")))
    last.append(
        button(
            names.FOLLOW_UPS_STOP,
            say("follow-up-stop"),
            scene.follow_up_id,
            label=say("follow-up-stop-label"),
        )
    )
    return [
        section(say("follow-up-asked")),
        actions([person, quiet, fine], "follow_up"),
        actions(last, "rest"),
    ]
