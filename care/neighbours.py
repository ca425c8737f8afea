"""Neighbour teams: proposed by one team's coordinator, agreed by the other's, ended by either at any time.

A coordinator's word lets teams be neighbours; it lets nobody be asked. For that each says on their own that
people outside their team may ask them (issue 3). Coordinators learn the other team's name and nobody on it.
"""

from collections.abc import Iterable

from care.errors import NothingThere, NotYours
from care.leaving import coordinates
from care.readers import reader_of
from domain.cards import CardKind, Priority
from domain.neighbours import Neighbours, NeighbourState
from domain.people import Person, Team
from domain.scenes import NeighbourScene, NeighboursScene, Standing
from storage import UnitOfWork


def neighbours_of_team(work: UnitOfWork, person_id: str, team_id: str) -> NeighboursScene:
    """Return where it stands with other teams. Raises `NotYours` for who does not coordinate this team."""
    person, team = _keeper(work, person_id, team_id)
    others = [other for other in work.teams.all() if other.id != team_id]
    scenes = [_scene(work, person, team, other) for other in others]
    open_to = {Standing.NONE, Standing.OUR_NO}
    return NeighboursScene(
        reader=reader_of(work, person),
        team_id=team.id,
        team_name=team.name,
        neighbours=tuple(one for one in scenes if one.standing is not Standing.NONE),
        proposable=tuple((one.other_id, one.other_name) for one in scenes if one.standing in open_to),
    )


def propose(work: UnitOfWork, person_id: str, team_id: str, other_id: str) -> None:
    """Ask another team's coordinators. Where they have asked us, that is a yes to them. After their no it is
    theirs to ask, so that nobody is asked again and again. Raises `NotYours`, `NothingThere`."""
    _keeper(work, person_id, team_id)
    if work.teams.by_id(other_id) is None or other_id == team_id:
        raise NothingThere("no such team")
    match standing(work.neighbours.between(team_id, other_id), team_id):
        case Standing.THEIRS:
            agree(work, person_id, team_id, other_id)
        case Standing.NONE | Standing.OUR_NO:
            _put(work, Neighbours(team_id, other_id, NeighbourState.PROPOSED))
            _tell(work, other_id, team_id)


def agree(work: UnitOfWork, person_id: str, team_id: str, other_id: str) -> None:
    """Say yes to what another team proposed; whoever proposed is told. Anything else stays as it is."""
    _answer(work, person_id, team_id, other_id, NeighbourState.AGREED)


def decline(work: UnitOfWork, person_id: str, team_id: str, other_id: str) -> None:
    """Say not now, without a reason."""
    _answer(work, person_id, team_id, other_id, NeighbourState.DECLINED)


def end(work: UnitOfWork, person_id: str, team_id: str, other_id: str) -> None:
    """Be neighbours no longer, or take back what one proposed: from now on nobody more is asked."""
    _keeper(work, person_id, team_id)
    where = standing(work.neighbours.between(team_id, other_id), team_id)
    if where in {Standing.AGREED, Standing.OURS}:
        work.neighbours.end(team_id, other_id)
        _redraw(work, team_id, other_id)


def standing(pair: Neighbours | None, team_id: str) -> Standing:
    """Return where it stands between two teams, as this one of them sees it."""
    if pair is None:
        return Standing.NONE
    if pair.state is NeighbourState.AGREED:
        return Standing.AGREED
    ours = pair.proposed_by == team_id
    if pair.state is NeighbourState.PROPOSED:
        return Standing.OURS if ours else Standing.THEIRS
    return Standing.THEIR_NO if ours else Standing.OUR_NO


def names_of(work: UnitOfWork, team_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the names of these teams, by name."""
    return tuple(sorted(team.name for one in team_ids if (team := work.teams.by_id(one))))


def card_scene(work: UnitOfWork, subject: str, person: Person) -> NeighbourScene | None:
    """Return what a coordinator's card says now; nothing is open on it for who coordinates no more."""
    team_id, _, other_id = subject.partition("|")
    team, other = work.teams.by_id(team_id), work.teams.by_id(other_id)
    if team is None or other is None:
        return None
    scene = _scene(work, person, team, other)
    member = work.teams.member(team_id, person.id)
    if member is None or not coordinates(member):
        return NeighbourScene(scene.reader, team.id, team.name, other.id, other.name, Standing.NONE)
    return scene


def _scene(work: UnitOfWork, person: Person, team: Team, other: Team) -> NeighbourScene:
    where = standing(work.neighbours.between(team.id, other.id), team.id)
    return NeighbourScene(reader_of(work, person), team.id, team.name, other.id, other.name, where)


def _answer(work: UnitOfWork, person_id: str, team_id: str, other_id: str, state: NeighbourState) -> None:
    _keeper(work, person_id, team_id)
    if standing(work.neighbours.between(team_id, other_id), team_id) is not Standing.THEIRS:
        _redraw(work, team_id, other_id)
        return
    _put(work, Neighbours(other_id, team_id, state))
    _tell(work, other_id, team_id)


def _put(work: UnitOfWork, pair: Neighbours) -> None:
    work.neighbours.put(pair)
    _redraw(work, pair.proposed_by, pair.other)


def _tell(work: UnitOfWork, team_id: str, other_id: str) -> None:
    """Let a team's coordinators have a card about another team. One that stands there changes in silence."""
    for person_id in _coordinators(work, team_id):
        subject = f"{team_id}|{other_id}"
        work.cards.want(
            f"neighbour:{subject}:{person_id}", CardKind.NEIGHBOUR, person_id, subject, Priority.REST
        )


def _redraw(work: UnitOfWork, team_id: str, other_id: str) -> None:
    for one, two in ((team_id, other_id), (other_id, team_id)):
        for person_id in _coordinators(work, one):
            work.cards.bump(f"neighbour:{one}|{two}:{person_id}", Priority.REST)


def _coordinators(work: UnitOfWork, team_id: str) -> list[str]:
    return [member.person_id for member in work.teams.members(team_id) if coordinates(member)]


def _keeper(work: UnitOfWork, person_id: str, team_id: str) -> tuple[Person, Team]:
    person, team = work.people.by_id(person_id), work.teams.by_id(team_id)
    member = work.teams.member(team_id, person_id)
    if person is None:
        raise NothingThere("this person is not known any more")
    if team is None or member is None or not coordinates(member):
        raise NotYours("does not coordinate this team")
    return person, team
