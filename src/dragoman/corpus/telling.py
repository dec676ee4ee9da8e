"""Telling receivers what watch lists found, again until it has arrived.

The plan of work is in the record (`record.alerts`): any number of processes may tell, and one that
is killed has lost nothing. A receiver folds what comes twice by the list's id and the match's `n`.
"""

from __future__ import annotations

import os
import socket
import time
from typing import TYPE_CHECKING

import msgspec

from dragoman.corpus.posting import Letter, post
from dragoman.errors import DragomanError
from dragoman.record.alerts import Alerts

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from dragoman.corpus.posting import Doors
    from dragoman.record import Store
    from dragoman.record.alerts import Alert, Found, Turn

LOOK_AGAIN = 2.0
"""Seconds after which it is looked whether another process has added reports."""


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds: to connect, for a whole post, for which a turn is held, between two tries at first
    and at most; and how many matches a post holds.
    """

    connect: float = 5.0
    total: float = 20.0
    lease: float = 60.0
    first: float = 5.0
    longest: float = 6 * 3600.0
    batch: int = 20

    def after(self, failures: int) -> float:
        """How long to wait after so many failures: twice as long each time.

        >>> [Patience().after(n) for n in (1, 2, 30)]
        [5.0, 10.0, 21600.0]
        """
        return float(min(self.first * 2 ** min(failures - 1, 30), self.longest))


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a post: `count` matches arrived, or none and why."""

    name: str
    count: int = 0
    said: str | None = None


class Teller:
    """Notes new matches of a store and posts them; `site` is where people read the record."""

    def __init__(
        self, store: Store, doors: Doors, patience: Patience | None = None, *, site: str,
        tell: Callable[[Told], None] | None = None,
    ) -> None:  # fmt: skip
        self.alerts = Alerts(store)
        self.doors = doors
        self.patience = patience or Patience()
        self.site = site.rstrip("/")
        self.tell = tell or (lambda _: None)
        self.holder = f"{socket.gethostname()}:{os.getpid()}"

    def run(self, stop: threading.Event, *, once: bool = False) -> None:
        """Work until `stop` is set; with `once`, until nothing is due."""
        while not stop.is_set():
            self.alerts.note()
            while not stop.is_set() and self.step():
                pass
            if once:
                return
            due = self.alerts.next_due()
            left = LOOK_AGAIN if due is None else min(due - time.time(), LOOK_AGAIN)
            stop.wait(max(left, 0.05))

    def step(self) -> bool:
        """Post what one list has waiting; False when nothing is due."""
        at = time.time()
        turn = self.alerts.claim(self.holder, at=at, seconds=self.patience.lease)
        if turn is None:
            return False
        found = self.alerts.found(turn.alert, after=turn.alert.sent, limit=self.patience.batch)
        if not found:  # somebody took the list away
            return True
        letter = letter_of(turn.alert, found, self.site)
        try:
            place = self.doors.place_of(turn.url)
            post(place, turn.url, letter, secret=turn.secret, seconds=self.patience.total)
        except DragomanError as error:
            self._put_off(turn, str(error))
            return True
        self.alerts.arrived(turn, found[-1].n)
        self.tell(Told(name=turn.alert.name, count=len(found)))
        return True

    def _put_off(self, turn: Turn, said: str) -> None:
        due = time.time() + self.patience.after(turn.alert.failures + 1)
        self.alerts.failed(turn, said, due=due)
        self.tell(Told(name=turn.alert.name, said=said))


def letter_of(alert: Alert, found: tuple[Found, ...], site: str) -> Letter:
    """The post of some matches of a list: the same bytes whenever it is made."""
    body = {
        "type": "dragoman.matches",
        "timestamp": found[-1].at,
        "data": {
            "list": {"id": alert.id, "name": alert.name, "query": alert.query},
            "matches": [{**one.as_record(), "url": f"{site}{one.path}"} for one in found],
        },
    }
    name = f"{alert.id}-{found[0].n}-{found[-1].n}"
    return Letter(id=name, body=msgspec.json.encode(body))
