"""A process of its own that writes until it is done or killed. Run by the tests, as `python -m`.

`count`: counts one up in a person's row, so many times, beginning again when somebody else was quicker.
`halves`: writes two rows in each unit of work, without end.
`open`: writes, does not commit, says so, and waits to be killed.
"""

import sys
from dataclasses import replace
from datetime import date

from domain.clock import SystemClock
from storage import Storage
from storage.errors import Stale

TODAY = date(2026, 3, 4)


def count(storage: Storage, person_id: str, times: int) -> None:
    for _ in range(times):
        while True:
            try:
                with storage.work() as work:
                    person = work.people.by_id(person_id)
                    assert person is not None
                    work.people.save(replace(person, limits_seen=person.limits_seen + 1))
                    work.commit()
                break
            except Stale:
                continue


def halves(storage: Storage, person_id: str) -> None:
    number = 0
    while True:
        number += 1
        with storage.work() as work:
            work.notes.keep(person_id, f"one {number}", TODAY)
            work.notes.keep(person_id, f"two {number}", TODAY)
            work.commit()
        print(number, flush=True)  # noqa: T201 - the test reads how far it came


def leave_open(storage: Storage, person_id: str) -> None:
    with storage.work() as work:
        work.notes.keep(person_id, "never committed", TODAY)
        print("written", flush=True)  # noqa: T201 - the test waits for it
        sys.stdin.read()


def main(data: str, keys: str, hearth_key: str, what: str, person_id: str, times: str) -> None:
    # Not by `open`: on SQLite its lock keeps a second bot away, and here it is just such a one that writes.
    storage = Storage(data, keys, hearth_key, SystemClock())
    match what:
        case "count":
            count(storage, person_id, int(times))
        case "halves":
            halves(storage, person_id)
        case "open":
            leave_open(storage, person_id)
    storage.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
