"""The system's keyring, if there is one that keeps secrets secret."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.cli.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICE = "hubspot-facade"
INSTEAD = (
    "set HUBSPOT_ACCESS_TOKEN for each program instead, or install a keyring of the system (Secret Service, KWallet, …)"
)
_SAFE = ("macOS", "Windows", "SecretService", "libsecret", "kwallet")  # the modules of keyring.backends that encrypt


class Keyring:
    """JSON by name in the system's keyring. CommandError where there is none, or it fails."""

    def __init__(self) -> None:
        try:
            import keyring
        except ModuleNotFoundError:
            raise CommandError("the package keyring is missing: pip install 'hubspot-facade[cli]'") from None
        self._backend: Any = keyring.get_keyring()
        refuse(self._backend)

    def get(self, name: str) -> dict[str, Any] | None:
        """What is kept under a name."""
        text = self._do("get_password", name)
        if text is None:
            return None
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise CommandError(f"the keyring's entry {name!r} is not of this command: delete it there")
        return cast("dict[str, Any]", found)

    def put(self, name: str, data: dict[str, Any]) -> None:
        """Keep this in place of what was there."""
        self._do("set_password", name, json.dumps(data))

    def drop(self, name: str) -> None:
        """Forget what is kept under a name, if anything is."""
        if self._do("get_password", name) is not None:
            self._do("delete_password", name)

    def _do(self, action: str, *arguments: str) -> Any:
        try:
            return getattr(self._backend, action)(SERVICE, *arguments)
        except Exception as error:  # of the system's own, as many kinds as there are back ends
            raise CommandError(f"the system's keyring fails ({type(error).__name__}): {INSTEAD}") from None


def refuse(backend: object) -> None:
    """CommandError for a back end that keeps nothing, or that may keep plain text."""
    for one in _parts(backend):
        module = type(one).__module__
        known = module.startswith("keyring.backends.") and module.removeprefix("keyring.backends.").startswith(_SAFE)
        if not known:
            raise CommandError(f"{_kind(module)} ({module}.{type(one).__qualname__}), so no token is kept: {INSTEAD}")


def _kind(module: str) -> str:
    if module.startswith(("keyring.backends.fail", "keyring.backends.null")):
        return "there is no keyring on this system"
    return "the keyring that is set up may write secrets as plain text"


def _parts(backend: object) -> Iterator[object]:
    """The back ends behind one that asks several in turn."""
    inner: Any = getattr(backend, "backends", None)
    if type(backend).__module__ == "keyring.backends.chainer" and inner:
        for each in inner:
            yield from _parts(each)
    else:
        yield backend
