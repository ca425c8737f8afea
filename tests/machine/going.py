"""How somebody is gone, and comes back."""

from collections.abc import Callable, Mapping
from typing import Any

from care import leaving, my_data, people, teams
from tests.machine.house import EAST, ERIKA, profile
from tests.machine.planning import Does


def _deactivated(here: Does, user: str, dies: bool) -> None:
    """The account is gone, and Slack says so."""
    here.house.slack.deactivated.add(user)
    here.does(dies, people.account_changed, profile(user, active=False), here.house.clock.now())


def _deactivated_in_silence(here: Does, user: str, _dies: bool) -> None:
    """The account is gone, and the bot is not told: the next call to it finds out."""
    here.house.slack.deactivated.add(user)


def _leaves_the_team(here: Does, user: str, dies: bool) -> None:
    here.does(dies, teams.leave, here.house.id_of(user), EAST, here.house.clock.now())


def _is_not_to_be_asked(here: Does, user: str, dies: bool) -> None:
    here.does(dies, teams.stop_being_asked, here.house.id_of(user), EAST, here.house.clock.now())


def _taken_out(here: Does, user: str, dies: bool) -> None:
    admin = here.house.id_of(ERIKA)
    here.does(dies, leaving.take_out, admin, user, (ERIKA,), here.house.clock.now())


def _forgotten(here: Does, user: str, dies: bool) -> None:
    """Everything is deleted, in the two units of work that it takes; or the bot dies between the end of the
    key and the end of the rows."""
    person, now = here.house.person(user), here.house.clock.now()
    if person is None:
        return
    here.house.do(my_data.take_leave, person.id, now)
    if dies:
        here.house.storage.keys.delete([person.id])
        here.does(True, my_data.take_leave, person.id, now)
        assert here.house.person(user) is None, "their key is gone, and they are still there"
        return
    for _, ts in here.house.do(my_data.delete_everything, person.id, now):
        here.house.slack.delete(ts)


def _tidies_up(here: Does, user: str, _dies: bool) -> None:
    """The bot's cards are deleted from somebody's chat."""
    for _, ts in here.house.do(my_data.clear_cards, here.house.id_of(user)):
        here.house.slack.delete(ts)


def _comes_back(here: Does, user: str, _dies: bool) -> None:
    here.house.slack.deactivated.discard(user)
    here.house.slack.refuses.discard(user)
    here.does(False, people.account_changed, profile(user), here.house.clock.now())
    here.house.comes_back(user)


GOING: Mapping[str, Callable[[Any, str, bool], None]] = {
    "deactivated": _deactivated,
    "deactivated in silence": _deactivated_in_silence,
    "leaves the team": _leaves_the_team,
    "is not to be asked": _is_not_to_be_asked,
    "taken out": _taken_out,
    "forgotten": _forgotten,
    "tidies up": _tidies_up,
    "comes back": _comes_back,
}
