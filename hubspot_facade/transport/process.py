"""What belongs to one process: locks, and what they guard.

A forked child has its parent's memory and none of its threads: a lock that one of them held is never released, and a
connection that it continues to use gives it answers to its parent's requests. So no lock of ours is held across a fork,
and the child creates anew what it must not share.
"""

from __future__ import annotations

import os
import threading
from weakref import WeakSet


class PerProcess:
    """Has a lock, and in a forked child discards what belongs to its parent."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        _owners.add(self)

    def _forked(self) -> None:
        """In a forked child: discard what belongs to the parent. No other thread runs yet."""


_owners: WeakSet[PerProcess] = WeakSet()
_forking = threading.RLock()
_held: list[PerProcess] = []


def _before() -> None:
    _forking.acquire()
    _held[:] = _owners
    for owner in _held:
        owner._lock.acquire()  # pyright: ignore[reportPrivateUsage] # its module's own


def _in_parent() -> None:
    for owner in _held:
        owner._lock.release()  # pyright: ignore[reportPrivateUsage] # its module's own
    _held.clear()
    _forking.release()


def _in_child() -> None:
    global _forking
    _held.clear()
    _forking = threading.RLock()
    for owner in list(_owners):
        owner._lock = threading.RLock()  # pyright: ignore[reportPrivateUsage] # its module's own
        owner._forked()  # pyright: ignore[reportPrivateUsage] # its module's own


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
