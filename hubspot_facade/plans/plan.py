"""Plans: what an operation does, written as a generator that yields calls and receives parsed answers.

A plan does no I/O. A single call is a plan already, so an operation that is one call just returns it::

    def get(self, record_id: Id) -> Plan[Record]:
        return calls.get_by_id("contacts", str(record_id))

    def exists(self, email: str) -> Plan[bool]:
        try:
            yield from calls.get_by_id("contacts", email, id_property="email")
        except NotFound:
            return False
        return True
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeAlias, TypeVar

from hubspot_facade.basic_errors import HubSpotError
from hubspot_facade.light_dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from hubspot_facade.transport.clock import Clock

    # A part of an answer that must be there, or a function that raises DecodeError if what it looks for is missing.
    Need: TypeAlias = str | Callable[[Any], object]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class HaltError(HubSpotError):
    """Raised by a plan of a group for an error that the others would meet too; `error` is that error."""

    def __init__(self, error: HubSpotError) -> None:
        super().__init__(str(error))
        self.error = error


class Plan(Protocol[T_co]):
    """A generator of calls, or a single call; its result is the operation's result."""

    def __iter__(self) -> Generator[Any, Any, T_co]:
        """Run from the start: yields steps, receives answers, returns the result."""
        ...


class CheckedCall:
    """A call with the parts of its answer that its plan needs; `expectations` checks them.

    Once it is answered, `date` is the answer's header of that name: the time by HubSpot's clock.
    """

    __slots__ = ("date", "needs")
    needs: tuple[Need, ...]
    date: str | None


def needing(call: Plan[T], *needs: Need) -> Plan[T]:
    """The call, whose answer is an UnreadableAnswer without these parts; plans of several calls declare their own."""
    if isinstance(call, CheckedCall):
        call.needs += needs
    return call


class Together:
    """Calls, or plans of a few calls, that may run at the same time.

    The result has an entry for each, in their order: its answer, or the error it raised. After a `HaltError`,
    a plan that has not begun yields `NotSent`.
    """

    def __init__(self, calls: Sequence[Plan[Any]]) -> None:
        self.calls = calls

    def __iter__(self) -> Generator[Together, list[Any], list[Any]]:
        return (yield self)


class Flow:
    """Plans that a driver asks for one after the other, and rows that it reads for them: the sans-io half of a stream.

    The driver reads `rows` while the flow `wants` them, runs what `next` gives, at most `width` at a time (by default
    as many as calls of a group), and reports each as `over`, all in one thread or task. It ends when nothing is
    wanted, to be run, or under way. If it is interrupted, what is under way is reported before that is raised.
    """

    rows: Any = ()
    width: int | None = None
    seen: Any = None  # what sees the answers (`SeesAnswers`): each plan then has a deadline of its own

    def __iter__(self) -> Generator[Flow, None, None]:
        yield self

    def wants(self) -> bool:
        """Whether it takes another row."""
        return False

    def take(self, row: Any) -> bool:
        """Take the next row; the result is whether a plan can go."""
        raise NotImplementedError

    def end(self) -> None:
        """Note that there are no more rows."""

    def next(self) -> Plan[Any] | None:
        """A plan to run now."""
        raise NotImplementedError

    def over(self, plan: Any, error: HubSpotError | None) -> None:
        """Note that a plan is over, with this error if it raised one."""
        raise NotImplementedError


class Done(Generic[T]):
    """A plan with nothing to do: its result is known."""

    def __init__(self, value: T) -> None:
        self.value = value

    def __iter__(self) -> Generator[Any, Any, T]:
        return self.value
        yield  # makes this a generator


@dataclass(frozen=True)
class Look:
    """What came of a `Later`: an answer or an error, and what the clock said.

    `began` (before the pause) and `ended` are moments of the clock in seconds, `chance` is a random number below 1.
    """

    answer: Any
    error: HubSpotError | None
    began: float
    ended: float
    chance: float


class Later:
    """A plan that runs after a pause of some seconds, with a deadline of its own, for what takes longer than one.

    The result is a `Look`. An interruption (Ctrl-C, a cancelled task) gets the `note`.
    """

    def __init__(self, plan: Plan[Any], *, after: float = 0.0, note: str = "") -> None:
        self.plan = plan
        self.after = after
        self._note = note

    def __iter__(self) -> Generator[Later, Look, Look]:
        return (yield self)

    @contextmanager
    def noted(self) -> Generator[None]:
        """Add the note to what interrupts this."""
        try:
            yield
        except BaseException as interruption:
            if self._note and not isinstance(interruption, Exception):
                interruption.add_note(self._note)
            raise

    def look(self, clock: Clock, began: float, answer: Any = None, error: HubSpotError | None = None) -> Look:
        """The result, now."""
        return Look(answer, error, began, clock.monotonic(), clock.random())


class Report:
    """A call of a caller's function, which the asynchronous client awaits if it returns an awaitable."""

    def __init__(self, function: Callable[[Any], object], value: Any) -> None:
        self.function = function
        self.value = value

    def __iter__(self) -> Generator[Report, Any, Any]:
        return (yield self)
