"""Where tokens are kept: what a store must do, and the one in memory."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, Protocol, Self, runtime_checkable

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.transport.process import PerProcess

if TYPE_CHECKING:
    from collections.abc import Generator
    from contextlib import AbstractContextManager

    from hubspot_facade.auth.tokens import Tokens


@runtime_checkable
class TokenStore(Protocol):
    """Keeps the tokens of an app's portals. A key is text: the app's client id, a slash, the portal's id.

    Its methods are called from any thread, and block. `Tokens.to_json` and `Tokens.from_json` make text of tokens and
    back. docs/auth.md has an example.
    """

    def load(self, key: str) -> Tokens | None:
        """The tokens of this key, None where there are none."""
        ...

    def save(self, key: str, tokens: Tokens) -> None:
        """Keep them in place of those before; when it returns, no crash loses them."""
        ...

    def delete(self, key: str) -> None:
        """Forget the tokens of this key, if there are any."""
        ...

    def lock(self, key: str, wait: float) -> AbstractContextManager[None]:
        """Keeps all others who use the store, in whatever process, from refreshing this key meanwhile.

        TimeoutError when that takes longer than `wait` seconds. What dies while it holds the lock must not hold it
        for good.
        """
        ...


class MemoryStore(PerProcess):
    """Tokens in the memory of one process, gone with it.

    A copy is the same store. It cannot be pickled: another process would refresh for itself, and lose what it got.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tokens: dict[str, Tokens] = {}
        self._locks: dict[str, threading.Lock] = {}

    def load(self, key: str) -> Tokens | None:
        """The tokens of this key, None where there are none."""
        return self._tokens.get(key)

    def save(self, key: str, tokens: Tokens) -> None:
        """Keep them in place of those before."""
        self._tokens[key] = tokens

    def delete(self, key: str) -> None:
        """Forget the tokens of this key, if there are any."""
        self._tokens.pop(key, None)

    @contextmanager
    def lock(self, key: str, wait: float) -> Generator[None]:
        """Keeps other threads from refreshing this key; TimeoutError after `wait` seconds."""
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        if not lock.acquire(timeout=wait):
            raise TimeoutError
        try:
            yield
        finally:
            lock.release()

    def __repr__(self) -> str:
        return f"<MemoryStore, {len(self._tokens)} portals>"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise ConfigurationError(
            "tokens in memory belong to one process: give OAuthCredentials a store that processes share, "
            "such as store=SQLiteStore(path)"
        )

    def _forked(self) -> None:
        self._locks = {}  # a thread of the parent's may hold one
