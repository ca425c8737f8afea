"""The check-in that somebody asked for. It names no flow, and silence means nothing (field.md 11)."""

from domain.scenes import FollowUpScene
from views import names
from views.parts import Block, actions, button, section
from words import words


def follow_up(scene: FollowUpScene) -> list[Block]:
    """Return a check-in's blocks, without the footer."""
    say = words(scene.reader.language)
    if scene.answered:
        return [section(say("follow-up-answered"))]
    fine = button(names.FOLLOW_UPS_FINE, say("follow-up-fine"), scene.follow_up_id)
    stop = button(
        names.FOLLOW_UPS_STOP, say("follow-up-stop"), scene.follow_up_id, label=say("follow-up-stop-label")
    )
    return [section(say("follow-up-asked")), actions([fine, stop], "follow_up")]
