"""Setting a team up, joining it, and the way to being a teammate people can ask."""

import asyncio

from care import leaving, people, teams
from care.errors import NotAllowed
from care.readers import reader_by_id
from domain.ids import new_id
from domain.people import Profile
from domain.scenes import Reader
from domain.set_up import SetUpDraft
from handlers.desk import Desk
from handlers.effects import replace, show
from handlers.home import draw_home
from handlers.router import Handler
from handlers.touch import Answer, Touch
from storage import UnitOfWork
from views import fields, names
from views import taking_out as out_views
from views import teams as views
from views.parts import View


async def begin(touch: Touch, desk: Desk) -> Answer:
    """An admin begins to set a team up. Nothing is stored before the last step."""
    reader = await desk.do(touch, _reader_if_admin, desk.admins)
    draft = SetUpDraft(id=new_id(), zone=reader.zone)
    return Answer.then(show(touch, views.name_step(reader, draft)))


async def step(touch: Touch, desk: Desk) -> Answer:
    """A step was filled in: what is amiss is said at its input, or the next step comes."""
    reader = await desk.do(touch, _reader_if_admin, desk.admins)
    draft = views.draft_of(touch.view or {})
    wrong = views.errors(reader, touch.name, draft)
    if wrong:
        return Answer.errors(wrong)
    if touch.name == names.TEAMS_PEOPLE:
        cannot = [one.slack_user for one in await _profiles(desk, draft) if not one.active]
        if cannot:
            return Answer.errors(views.cannot_be_invited(reader, cannot))
    return Answer.update(await _step(desk, reader, _AFTER[touch.name], draft))


async def back(touch: Touch, desk: Desk) -> Answer:
    """One step back, with what was filled in so far."""
    reader = await desk.do(touch, _reader_if_admin, desk.admins)
    draft = views.draft_of(touch.view or {})
    wanted = touch.value if touch.value in _AFTER else names.TEAMS_NAME
    return Answer.then(replace(touch, await _step(desk, reader, wanted, draft)))


async def finish(touch: Touch, desk: Desk) -> Answer:
    """Set it up: make the team and invite its people."""
    reader = await desk.do(touch, _reader_if_admin, desk.admins)
    draft = views.draft_of(touch.view or {})
    for profile in await _profiles(desk, draft):
        await desk.seam.do(people.meet, profile)
    await desk.do(touch, teams.set_up, draft, desk.admins, desk.now())
    return Answer.update(views.done(reader, draft), draw_home(touch, desk))


async def join(touch: Touch, desk: Desk) -> Answer:
    """Yes, count me in."""
    await desk.do(touch, teams.join, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def decline(touch: Touch, desk: Desk) -> Answer:
    """Not for me."""
    await desk.do(touch, teams.decline, touch.value)
    return Answer.then(draw_home(touch, desk))


async def leave(touch: Touch, desk: Desk) -> Answer:
    """Leave a team, without a reason."""
    await desk.do(touch, teams.leave, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def ask_yes(touch: Touch, desk: Desk) -> Answer:
    """Yes, people can ask me."""
    await desk.do(touch, teams.agree_to_be_asked, touch.value, yes=True)
    return Answer.then(draw_home(touch, desk))


async def ask_no(touch: Touch, desk: Desk) -> Answer:
    """No, not me."""
    await desk.do(touch, teams.agree_to_be_asked, touch.value, yes=False)
    return Answer.then(draw_home(touch, desk))


async def ring(touch: Touch, desk: Desk) -> Answer:
    """Send me a test."""
    await desk.do(touch, teams.ring, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def rang(touch: Touch, desk: Desk) -> Answer:
    """I heard it."""
    await desk.do(touch, teams.rang, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def stop_asking(touch: Touch, desk: Desk) -> Answer:
    """Do not ask me any more."""
    await desk.do(touch, teams.stop_being_asked, touch.value, desk.now())
    return Answer.then(draw_home(touch, desk))


async def taking_out(touch: Touch, desk: Desk) -> Answer:
    """Open the screen on which a person is taken out."""
    scene = await desk.do(touch, leaving.scene_of, desk.admins)
    return Answer.then(show(touch, out_views.taking_out(scene)))


async def take_out(touch: Touch, desk: Desk) -> Answer:
    """Take a person out: one action, no reason."""
    slack_user = fields.text(touch.filled, fields.WHOM)
    reader = (await desk.do(touch, leaving.scene_of, desk.admins)).reader
    await desk.do(touch, leaving.take_out, slack_user, desk.admins, desk.now())
    return Answer.update(out_views.taken_out(reader), draw_home(touch, desk))


async def bring_back(touch: Touch, desk: Desk) -> Answer:
    """Invite somebody again who was taken out."""
    await desk.do(touch, leaving.bring_back, touch.value, desk.admins)
    scene = await desk.do(touch, leaving.scene_of, desk.admins)
    return Answer.then(replace(touch, out_views.taking_out(scene)), draw_home(touch, desk))


_AFTER = {
    names.TEAMS_NAME: names.TEAMS_PEOPLE,
    names.TEAMS_PEOPLE: names.TEAMS_ROLES,
    names.TEAMS_ROLES: names.TEAMS_DETAILS,
    names.TEAMS_DETAILS: names.TEAMS_FINISH,
}


async def _step(desk: Desk, reader: Reader, name: str, draft: SetUpDraft) -> View:
    match name:
        case names.TEAMS_PEOPLE:
            return views.people_step(reader, draft)
        case names.TEAMS_ROLES:
            shown = [(one.slack_user, one.name) for one in await _profiles(desk, draft)]
            return views.roles_step(reader, draft, shown)
        case names.TEAMS_DETAILS:
            return views.details_step(reader, draft)
        case names.TEAMS_FINISH:
            return views.summary(reader, draft)
        case _:
            return views.name_step(reader, draft)


async def _profiles(desk: Desk, draft: SetUpDraft) -> list[Profile]:
    """Ask Slack who the chosen people are; nobody is stored by that."""
    return list(await asyncio.gather(*(desk.profile(slack_user) for slack_user in draft.people)))


def _reader_if_admin(work: UnitOfWork, person_id: str, admins: frozenset[str]) -> Reader:
    person = work.people.by_id(person_id)
    if person is None or not teams.may_set_up(person, admins):
        raise NotAllowed("not an admin")
    return reader_by_id(work, person_id)


HANDLERS: dict[str, Handler] = {
    names.TEAMS_SET_UP: begin,
    names.TEAMS_NAME: step,
    names.TEAMS_PEOPLE: step,
    names.TEAMS_ROLES: step,
    names.TEAMS_DETAILS: step,
    names.TEAMS_FINISH: finish,
    names.TEAMS_BACK: back,
    names.TEAMS_TAKE_OUT: taking_out,
    names.TEAMS_OUT: take_out,
    names.TEAMS_BRING_BACK: bring_back,
    names.TEAMS_JOIN: join,
    names.TEAMS_DECLINE: decline,
    names.TEAMS_LEAVE: leave,
    names.TEAMS_ASK_YES: ask_yes,
    names.TEAMS_ASK_NO: ask_no,
    names.TEAMS_RING: ring,
    names.TEAMS_RANG: rang,
    names.TEAMS_STOP_ASKING: stop_asking,
}
