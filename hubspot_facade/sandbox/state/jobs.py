"""How far jobs have come: imports, exports and tasks, which a setting has take several looks."""

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .portal import Portal


class Stage(Enum):
    """Where a job is."""

    WAITING = "behind others"
    RUNNING = "under way"
    ENDED = "at its end"


class Jobs:
    """The jobs of one kind, of which so many run at once. Every look at one of them is time that passes for all."""

    def __init__(self, portal: "Portal", kind: str, at_once: int) -> None:
        self._portal = portal
        self._shelf = portal.shelf(f"job:{kind}")
        self._at_once = at_once

    def begin(self, id_: str) -> None:
        """A job that takes as many looks as the setting says."""
        self._shelf.put(id_, {"looks": self._portal.job_looks})

    def stage(self, id_: str) -> Stage:
        """Where a job is, without any time passing."""
        open_ = self._open()
        if id_ not in open_:
            return Stage.ENDED
        return Stage.RUNNING if open_.index(id_) < self._at_once else Stage.WAITING

    def look(self, id_: str) -> Stage:
        """Where a job is; time passes for those that run."""
        stage = self.stage(id_)
        for each in self._open()[: self._at_once]:
            left = self._shelf.get(each)["looks"]
            self._shelf.put(each, {"looks": left - 1})
        return stage

    def end(self, id_: str) -> None:
        """End a job at once."""
        self._shelf.put(id_, {"looks": 0})

    def _open(self) -> list[str]:
        return [id_ for id_, job in self._shelf.all().items() if job["looks"] > 0]
