"""What a client reads once and keeps: a step of a plan whose answer is shared by all who ask for it.

Whoever asks first reads, the others wait for that answer: threads of a client, and tasks of an event loop. A read that
fails is kept by nobody. Copies of a client share what is kept; another process reads for itself.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from hubspot_facade.transport.process import PerProcess

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Hashable

    from hubspot_facade.plans.plan import Plan

_NOTHING: Any = object()


class SharedRead:
    """A step that is answered from what is kept under `key`, else by the plan that `read` makes.

    `instead_of` is a kept answer that will not do: it is read anew, unless somebody else has done so meanwhile. With
    `refresh` it is read anew in any case.
    """

    def __init__(
        self,
        key: Hashable,
        read: Callable[[], Plan[Any]],
        *,
        instead_of: object = _NOTHING,
        refresh: bool = False,
    ) -> None:
        self.key = key
        self.read = read
        self._instead_of = instead_of
        self._refresh = refresh
        self.was_read = False  # by this very step, so that no newer answer is to be had

    def __iter__(self) -> Generator[SharedRead, Any, Any]:
        return (yield self)

    def serves(self, kept: object) -> bool:
        """Whether what is kept is an answer to this step."""
        return not self._refresh and kept is not _NOTHING and kept is not self._instead_of


class Kept(SharedRead):
    """A step that is answered from what is kept under `key`, and by None if nothing is."""

    def __init__(self, key: Hashable) -> None:
        super().__init__(key, _nothing_to_read)


def _nothing_to_read() -> Plan[Any]:
    raise AssertionError("what is only looked up is never read")


class SharedReads(PerProcess):
    """What one client, and those made of it, keep."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[Hashable, Any] = {}
        self._locks: dict[Hashable, list[Any]] = {}  # with how many want each

    def answer(self, step: SharedRead, run: Callable[[Plan[Any]], Any]) -> Any:
        """The step's answer in a thread; one thread at a time reads what a key stands for."""
        found = self._kept.get(step.key, _NOTHING)
        if step.serves(found):
            return found
        if isinstance(step, Kept):
            return None
        with self._turn(step.key, threading.RLock) as turn, turn:
            found = self._kept.get(step.key, _NOTHING)
            if not step.serves(found):
                found = self._kept[step.key] = run(step.read())
                step.was_read = True
            return found

    async def answer_async(self, step: SharedRead, run: Callable[[Plan[Any]], Awaitable[Any]]) -> Any:
        """The step's answer in a task; one task of an event loop at a time reads what a key stands for."""
        import anyio  # comes with httpx
        import anyio.lowlevel

        found = self._kept.get(step.key, _NOTHING)
        if step.serves(found):
            return found
        if isinstance(step, Kept):
            return None
        with self._turn((step.key, anyio.lowlevel.current_token()), anyio.Lock) as turn:
            async with turn:
                found = self._kept.get(step.key, _NOTHING)
                if not step.serves(found):
                    found = self._kept[step.key] = await run(step.read())
                    step.was_read = True
                return found

    @contextmanager
    def _turn(self, key: Hashable, make: Callable[[], Any]) -> Generator[Any]:
        """The lock of those who want this key, as long as any of them does."""
        with self._lock:
            entry = self._locks.setdefault(key, [make(), 0])
            entry[1] += 1
        try:
            yield entry[0]
        finally:
            with self._lock:
                entry[1] -= 1
                if not entry[1] and self._locks.get(key) is entry:
                    del self._locks[key]

    def __copy__(self) -> SharedReads:
        return self

    def __deepcopy__(self, _memo: object) -> SharedReads:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return SharedReads, ()

    def _forked(self) -> None:
        self._locks = {}  # a thread of the parent may hold one
