"""The portals of one sandbox: each with its own data, all with one clock and the same limits."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from hubspot_facade.sandbox.protocol.numerals import measure, natural
from hubspot_facade.sandbox.state.portal import PORTAL_ID, Portal
from hubspot_facade.sandbox.state.settings import Settings
from hubspot_facade.sandbox.state.store import MEMORY
from hubspot_facade.sandbox.state.tokens import Token, Tokens
from hubspot_facade.sandbox.webhooks.delivery import Outbox

LAST = 2**31 - 1
"""The highest id that a portal may have."""


class Portals(Mapping[int, Portal]):
    """Portals by id. The first one is there from the beginning; the others are opened when first wanted.

    In a file each further portal has one of its own, `portal.db.123` beside `portal.db`, and is found there again.
    """

    def __init__(self, first: Portal, settings: Settings) -> None:
        self.first = first
        self._portals = {first.id: first}
        self._settings = settings
        self.tokens = Tokens()
        self.tokens.load(first)
        try:
            for id_ in _ids_beside(first.store.path):
                self.open(id_)
        except BaseException:
            self.close()
            raise

    def __getitem__(self, id_: int) -> Portal:
        return self._portals[id_]

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._portals))

    def __len__(self) -> int:
        return len(self._portals)

    def open(self, id_: int) -> Portal:
        """The portal with an id, an empty one when it is new; ValueError for an id that none has."""
        if not 1 <= id_ <= LAST:
            raise ValueError(f"a portal's id is 1 or more, and at most {LAST}, not {id_}")
        found = self._portals.get(id_)
        if found is None:
            path = self.first.store.path
            found = Portal(
                MEMORY if path == MEMORY else f"{path}.{id_}",
                clock=self.first.clock,
                seed=None if self.first.seed is None else self.first.seed + id_,
                portal_id=id_,
                settings=self._settings,
                developer=self.first,
            )
            found.service(Outbox)  # from now on it reports what happens
            self._portals[id_] = found
            self.tokens.load(found)
        return found

    def new_token(
        self, portal: int | None = None, *, scopes: list[str] | None = None, life: float | None = None
    ) -> Token:
        """A token of a portal, which is opened for it; by default for all scopes and without expiry."""
        if life is not None and measure(life) is None:
            raise ValueError(f"a token's life must be a number of seconds, not {life!r}")
        home = self.first if portal is None else self.open(portal)
        expires = None if life is None else home.now() + round(life * 1000)
        text = self.first.identities.token()
        return self.tokens.add(Token(text, home.id, None if scopes is None else tuple(scopes), expires))

    def apply(self, settings: Settings) -> None:
        """Other settings, for every portal."""
        self._settings = settings
        for portal in self.values():
            portal.apply(settings)

    def reset(self) -> None:
        """Empty every portal; they and the tokens stay."""
        for portal in self.values():
            with portal.store.lock:
                portal.reset()
                portal.service(Outbox).forget()
        self.tokens.write()
        self.first.clock.offset = 0.0

    def forget(self) -> None:
        """Back to one portal, and to no tokens but the first; databases in files stay where they are."""
        with self.first.store.lock:
            for id_ in [one for one in self._portals if one != self.first.id]:
                portal = self._portals.pop(id_)
                portal.service(Outbox).close()
                portal.store.close()
                self.tokens.forget(id_)
            for token in self.tokens:
                self.tokens.drop(token.text)

    def close(self) -> None:
        """Stop delivering and close the databases."""
        for portal in self.values():
            portal.service(Outbox).close()
            portal.store.close()


def _ids_beside(path: str) -> list[int]:
    if path == MEMORY:
        return []
    name = Path(path).name
    beside = (one.name.removeprefix(f"{name}.") for one in Path(path).parent.iterdir())
    ids = {natural(one, LAST): one for one in beside}
    return sorted(id_ for id_, text in ids.items() if id_ and id_ != PORTAL_ID and str(id_) == text)
