"""One question to each of the two of an accepted call: have you found each other?"""

from domain.scenes import MeetingScene, MeetingState
from views import after_yes, names, safe
from views.parts import Block, actions, button, context, section
from words import words


def meeting(scene: MeetingScene) -> list[Block]:
    """Return the card's blocks, without the footer. The other's name stands there only while it is asked."""
    say = words(scene.reader.language)
    if scene.state is not MeetingState.ASK or scene.other_slack is None:
        state = MeetingState.OVER if scene.state is MeetingState.ASK else scene.state
        return [section(say(f"meeting-{state}"))]
    who = safe.mention(scene.other_slack)
    when = "soon" if scene.soon else "later"
    row = [button(names.SUPPORT_MET, say(f"meeting-yes-{when}"), scene.request_id, style="primary")]
    if scene.is_asker:
        row.append(button(names.SUPPORT_OTHERS, say("meeting-ask-others"), scene.request_id))
    else:
        row.append(button(names.SUPPORT_PASS, say("meeting-cannot"), f"{scene.request_id}|0"))
    asked = [say(f"meeting-ask-{when}", who=who)]
    if scene.soon:
        asked += after_yes.chat_line(scene.workspace, scene.other_slack, scene.reader.language)
    told = [section("\n".join(asked)), actions(row, "meeting")]
    return [*told, context(say("meeting-no-answer"))] if scene.soon else told
