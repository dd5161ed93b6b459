"""One run of a mirror: its client, its file, its options, and the account that it keeps of its parts."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import (
    BadRequest,
    Forbidden,
    HubSpotError,
    InputError,
    MirrorError,
    MissingEndpoint,
    MissingScopes,
    NotFound,
    PortalMoving,
    RateLimited,
    TransportError,
    Unauthorized,
)
from hubspot_facade.mirror.layout import PARTS
from hubspot_facade.mirror.report import MirrorReport, Part, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from datetime import datetime

    from hubspot_facade.client import HubSpot
    from hubspot_facade.mirror.database import Database
    from hubspot_facade.mirror.report import Report

# What the other parts would meet too.
_FINAL = (InputError, TransportError, Unauthorized, RateLimited, PortalMoving, MirrorError)


@dataclass(frozen=True, slots=True)
class Kind:
    """An object type: its table, its id in HubSpot's paths, its label; whether it was asked for by name."""

    table: str
    type_id: str
    label: str = ""
    custom: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What a run is to do: see `mirror`."""

    properties: Mapping[str, Sequence[str]]
    associations: str
    lists: bool
    full: bool


@dataclass(slots=True)
class Run:
    """One run."""

    hs: HubSpot
    database: Database
    choices: Choices
    report: MirrorReport
    tell: Report
    now: Callable[[], datetime]
    read: dict[str, Kind] = field(default_factory=dict[str, Kind])
    """The types whose records were read, by table."""

    @contextmanager
    def part(self, name: str, *, needed: bool = False, optional: bool = False) -> Generator[Part]:
        """Do one part. What fails in it ends this part alone, unless all others would fail, too.

        A part that is `needed` fails where the token may not read it, instead of being missing; one that is
        `optional` is unavailable where HubSpot does not know it.
        """
        part = Part(name)
        self.report.parts.append(part)
        started = self.now()
        try:
            yield part
        except Forbidden as error:
            part.outcome = "failed" if needed else "missing"
            part.scopes = error.scopes if isinstance(error, MissingScopes) else ()
            part.error = str(error)
        except _FINAL as error:
            part.outcome, part.error = "failed", str(error)
            raise
        except HubSpotError as error:
            unknown = optional and isinstance(error, BadRequest | NotFound | MissingEndpoint)
            part.outcome = "unavailable" if unknown and not needed else "failed"
            part.error = str(error)
        except BaseException:
            part.outcome = "interrupted"
            raise
        finally:
            self._keep(part, started)
            self.tell(Progress(name, part.written, ended=True))

    def _keep(self, part: Part, started: datetime) -> None:
        row: list[Any] = [self.report.run, part.name, started, self.now(), part.outcome, part.written, part.removed]
        row += [part.rows, part.checkpoint, part.error, [*part.scopes] or None, part.note]
        try:
            with self.database.transaction():
                self.database.put(PARTS, [row])
        except MirrorError:
            if part.error is None:  # otherwise that is what has to be said
                raise
