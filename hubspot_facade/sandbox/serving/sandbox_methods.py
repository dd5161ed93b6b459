"""What a program does with a sandbox that runs: settings, failures, tokens, time, data."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from hubspot_facade.sandbox.faults import Planned
from hubspot_facade.sandbox.state.portal import Portal

from .app import Application
from .portals import Portals
from .requestlog import Logged


class SandboxMethods(ABC):
    """The controls of a sandbox; RuntimeError unless it is started."""

    @property
    @abstractmethod
    def application(self) -> Application:
        """The ASGI application."""

    @property
    def token(self) -> str:
        """A token that the sandbox accepts."""
        return self.application.token

    @property
    def portal(self) -> Portal:
        """The state, for tests that look behind the API."""
        return self.application.portal

    def reset(self) -> None:
        """Empty portals, see `Application.reset`."""
        self.application.reset()

    def configure(self, **changes: Any) -> None:
        """Other settings from now on, by the names of `Settings`: `sandbox.configure(tier="free", scopes=True)`."""
        self.application.configure(**changes)

    @property
    def requests(self) -> list[Logged]:
        """The requests answered since the start or the last reset, oldest first, the admin's own left out."""
        return list(self.application.log.entries)

    @property
    def portals(self) -> Portals:
        """Every portal by its id; `portals.open(id)` makes one."""
        return self.application.portals

    def new_token(
        self, *, portal: int | None = None, scopes: Iterable[str] | None = None, life: float | None = None
    ) -> str:
        """A further token: of another portal, with fewer scopes, or one that expires after `life` seconds.

        Scopes that are named here are checked, whether or not the sandbox checks those of other tokens. A portal that
        is not there yet is made.
        """
        named = None if scopes is None else list(scopes)
        return self.portals.new_token(portal, scopes=named, life=life).text

    def fail(
        self,
        method: str | Sequence[str] | None = None,
        path: str | None = None,
        *,
        fault: str | None = None,
        status: int | None = None,
        body: Any = None,
        after_write: bool | None = None,
        policy: str | None = None,
        retry_after: float | None = None,
        seconds: float | None = None,
        inputs: int | None = None,
        times: int | None = None,
        skip: int | None = None,
        nth: int | Sequence[int] | None = None,
        probability: float | None = None,
    ) -> Planned:
        """Have coming requests fail: `sandbox.fail("POST", "/crm/*/contacts", status=429, times=2)`.

        The arguments are those of `hubspot_facade.sandbox.faults.planned`. What comes back counts, in `hits`, the
        requests that failed because of it. FaultError says what is wrong with an argument.
        """
        entry: dict[str, Any] = {
            "method": method if method is None or isinstance(method, str) else list(method),
            "path": path,
            "fault": fault,
            "status": status,
            "body": body,
            "after_write": after_write,
            "policy": policy,
            "retry_after": retry_after,
            "seconds": seconds,
            "inputs": inputs,
            "times": times,
            "skip": skip,
            "nth": nth if nth is None or isinstance(nth, int) else list(nth),
            "probability": probability,
        }
        return self.application.faults.plan(entry)

    def advance(self, seconds: float) -> None:
        """Have the sandbox's clock jump."""
        self.portal.clock.advance(seconds)

    def load_samples(self) -> None:
        """Put the records that the sample payloads of the named operations refer to into the portal, with their ids.

        Nothing happens the second time. A `Refusal` leaves when the portal has something of the same name.
        """
        self.application.load_samples()

    def seed(self, *, contacts: int = 1000, seed: int = 0) -> dict[str, int]:
        """Fill the portal with so many made-up contacts, and companies, deals, tickets, activities, owners and lists in
        proportion; how many records of each type were made. The same `seed` makes the same portal.
        """
        return self.application.seed(self.portal, contacts=contacts, seed=seed)

    def snapshot(self, name: str) -> None:
        """Keep everything that is in the sandbox under a name, see `snapshots`."""
        self.application.snapshots.take(name)

    def restore(self, name: str) -> None:
        """Put everything back to how it was at a snapshot; a `Refusal` when there is none of the name."""
        self.application.snapshots.restore(name)
