"""Profiles: named accounts in the keyring, and which of them a command works with."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubspot_facade.auth.credentials import OAuthCredentials
from hubspot_facade.auth.sqlite_store import SQLiteStore
from hubspot_facade.auth.tokens import Tokens
from hubspot_facade.cli.auth.keyring import Keyring
from hubspot_facade.cli.failure import CommandError
from hubspot_facade.cli.typed_names import NOT_LOGGED_IN

if TYPE_CHECKING:
    from collections.abc import Generator

DEFAULT = "default"
_CREDENTIALS = ("HUBSPOT_ACCESS_TOKEN", "HUBSPOT_DEVELOPER_API_KEY")
_INDEX = "profiles of hubspot-facade"  # keyrings do not list what they keep


@dataclass(frozen=True, slots=True)
class Profile:
    """An account, and how to get at it: by a token, or by OAuth, whose tokens are an entry of their own."""

    name: str
    portal_id: int
    base_url: str
    token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)


class Profiles:
    """The profiles in a keyring."""

    def __init__(self, keyring: Keyring | None = None) -> None:
        self.keyring = keyring or Keyring()

    def names(self) -> list[str]:
        """All of them, in the order of the alphabet."""
        return sorted(self._index()["names"])

    def current(self) -> str | None:
        """The one that `auth use` or the last login chose."""
        current: str | None = self._index()["current"]
        return current

    def get(self, name: str) -> Profile:
        """A profile; CommandError where there is none of the name."""
        found = self.keyring.get(f"profile {name}") if name in self._index()["names"] else None
        if found is None:
            known = ", ".join(self.names()) or "none yet"
            raise CommandError(
                f"there is no profile {name!r}; profiles: {known}. `hubspot-facade auth login` makes one"
            )
        return Profile(**found)

    def put(self, profile: Profile) -> None:
        """Keep a profile, and work with it from now on."""
        self.keyring.put(f"profile {profile.name}", asdict(profile))
        names = {*self._index()["names"], profile.name}
        self.keyring.put(_INDEX, {"names": sorted(names), "current": profile.name})

    def use(self, name: str) -> Profile:
        """Work with this one from now on."""
        profile = self.get(name)
        self.keyring.put(_INDEX, {**self._index(), "current": name})
        return profile

    def drop(self, name: str) -> Profile:
        """Forget a profile and its tokens."""
        profile = self.get(name)
        if profile.client_id:
            self.keyring.drop(f"{profile.client_id}/{profile.portal_id}")
        self.keyring.drop(f"profile {name}")
        index = self._index()
        left = [each for each in index["names"] if each != name]
        self.keyring.put(_INDEX, {"names": left, "current": None if index["current"] == name else index["current"]})
        return profile

    def access_token(self, profile: Profile) -> Any:
        """What `HubSpot(access_token=…)` takes for it."""
        if profile.token:
            return profile.token
        store = KeyringStore(self.keyring)
        return OAuthCredentials(profile.client_id, profile.client_secret, store=store, portal_id=profile.portal_id)

    def _index(self) -> dict[str, Any]:
        return self.keyring.get(_INDEX) or {"names": [], "current": None}


class KeyringStore:
    """Tokens in the keyring. Processes wait for each other by leases in a file, which holds no token."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def load(self, key: str) -> Tokens | None:
        """The tokens of this key, None where there are none."""
        found = self._keyring.get(key)
        return None if found is None else Tokens.from_json(found["tokens"])

    def save(self, key: str, tokens: Tokens) -> None:
        """Keep them in place of those before."""
        self._keyring.put(key, {"tokens": tokens.to_json()})

    def delete(self, key: str) -> None:
        """Forget the tokens of this key, if there are any."""
        self._keyring.drop(key)

    @contextmanager
    def lock(self, key: str, wait: float) -> Generator[None]:
        """Keeps other processes of this user from refreshing this key; TimeoutError after `wait` seconds."""
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "hubspot-facade"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with SQLiteStore(folder / "leases.db").lock(key, wait):
            yield


def settings_of(profile: str | None, base_url: str | None) -> dict[str, Any]:
    """Token and `base_url` of a client: of the profile named, of HUBSPOT_PROFILE's, or of the one that is in use.

    A token in the environment comes before the one that is in use. A profile's token goes to the profile's server:
    CommandError for another one.
    """
    name = profile or os.environ.get("HUBSPOT_PROFILE")
    plain = {"base_url": base_url}
    if not name and any(map(os.environ.get, _CREDENTIALS)):
        return plain
    try:
        profiles = Profiles()
        current = name or profiles.current()
    except CommandError:
        if name:
            raise
        return plain  # there is no keyring, and nobody asked for one
    if not current:
        return plain
    chosen = profiles.get(current)
    asked = base_url or os.environ.get("HUBSPOT_BASE_URL") or chosen.base_url
    if asked.rstrip("/") != chosen.base_url:
        if not name:
            return plain
        raise CommandError(f"profile {current!r} is of {chosen.base_url}, and its token does not go to another server")
    return {"access_token": profiles.access_token(chosen), "base_url": chosen.base_url}


def client_options(
    profile: str | None,
    base_url: str | None,
    api_version: str | None,
    *,
    allow_http: bool = False,
    require_token: bool = True,
) -> dict[str, Any]:
    """What a command makes its client with, from the options of every command; CommandError if that is wrong."""
    settings = settings_of(profile, base_url)
    if require_token and not any((settings.get("access_token"), *map(os.environ.get, _CREDENTIALS))):
        raise CommandError(NOT_LOGGED_IN)
    return {"api_version": api_version, "allow_http": allow_http or None, "require_token": require_token, **settings}
