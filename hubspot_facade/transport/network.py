"""Proxies, certificates and HTTP library of a client: checked when configured, and in the form that sending takes."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import unquote, urlsplit

from hubspot_facade.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

    Verify: TypeAlias = bool | str | os.PathLike[str] | ssl.SSLContext
    _Path: TypeAlias = str | os.PathLike[str]
    Cert: TypeAlias = _Path | tuple[_Path, _Path] | tuple[_Path, _Path, str]

_LIBRARIES = ("httpx", "httpx2")
_SCHEMES = ("http", "https", "socks5", "socks5h")
_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy")


def checked_proxy(proxy: object) -> str | None:
    """The URL of a proxy. ConfigurationError never repeats one that may hold a password."""
    if proxy is None:
        return None
    text = proxy.strip() if isinstance(proxy, str) else ""
    shown = f", not {type(proxy).__name__}" if not isinstance(proxy, str) else "" if "@" in text else f", not {text!r}"
    problem = ConfigurationError(f"proxy must be like http://proxy.example.com:3128{shown[:200]}")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise problem from None
    if parts.scheme not in _SCHEMES or not parts.hostname or port == 0 or not text.isascii() or not text.isprintable():
        raise problem
    if parts.path.strip("/") or parts.query or parts.fragment or " " in text:
        raise problem
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError("proxy: SOCKS needs a separate package: pip install 'httpx[socks]'")
    return text


def proxy_secrets(proxy: str) -> list[str]:
    """What must not be shown of a proxy's URL: its password, in every form in which it may be written."""
    parts = urlsplit(proxy)
    user, password = parts.username or "", parts.password or ""
    if not user and not password:
        return []
    sent = f"{unquote(user)}:{unquote(password)}"
    hidden = [password, unquote(password)] if password else [user, unquote(user)]
    return [*hidden, parts.netloc.rpartition("@")[0], sent, b64encode(sent.encode()).decode()]


def environment_proxies() -> list[str]:
    """The proxies that the environment names."""
    return [value for name, value in os.environ.items() if name.lower() in _PROXY_VARIABLES and value]


def environment_secrets() -> list[str]:
    """What must not be shown of the proxies that the environment names, which httpx follows."""
    found: list[str] = []
    for value in environment_proxies():
        if "@" in value:
            try:
                found += proxy_secrets(value if "://" in value else f"http://{value}")
            except ValueError:  # it cannot be used either
                found.append(value)
    return found


def checked_verify(verify: object) -> bool | str | ssl.SSLContext:
    """True, False, the absolute path of certificates to trust, or a context of the caller's; or ConfigurationError."""
    if isinstance(verify, bool):
        return verify
    import ssl

    if isinstance(verify, ssl.SSLContext):
        return verify
    path = _path(verify, "verify", "True, False, the path of certificates to trust or an ssl.SSLContext")
    _check(path, None)
    return path


def checked_cert(cert: object, verify: object) -> tuple[str, ...] | None:
    """The absolute paths of a client certificate and its key, and the key's password; or ConfigurationError."""
    if cert is None:
        return None
    expected = "the path of a client certificate, or (certificate, key) or (certificate, key, password)"
    paths: list[object] = list(cast("tuple[object, ...]", cert)) if isinstance(cert, tuple) else [cert]
    if len(paths) not in (1, 2, 3):
        raise ConfigurationError(f"cert must be {expected}")
    if not isinstance(verify, bool | str):
        raise ConfigurationError("cert: load the client certificate into the ssl.SSLContext that verify is")
    checked = tuple(_path(each, "cert", expected) for each in paths[:2])
    if len(paths) == 3:
        if not isinstance(password := paths[2], str):
            raise ConfigurationError(f"cert: the key's password must be text, not {type(password).__name__}")
        checked = (*checked, password)
    _check(None, checked)
    return checked


def checked_library(name: object) -> str:
    """The name of an HTTP library that is installed; or ConfigurationError."""
    if not isinstance(name, str) or name not in _LIBRARIES:
        raise ConfigurationError(f"http_library must be one of {', '.join(_LIBRARIES)}, not {str(name)[:80]!r}")
    if find_spec(name) is None:
        raise ConfigurationError(f"http_library: {name} is needed: pip install 'hubspot-facade[{name}]'")
    return name


def _path(given: Any, name: str, expected: str) -> str:
    try:
        path = cast("object", os.fspath(given))
    except TypeError:
        path = None
    if not isinstance(path, str) or not path:
        raise ConfigurationError(f"{name} must be {expected}, not {type(given).__name__}")
    return os.path.abspath(path)  # a worker may be elsewhere


@lru_cache(maxsize=16)
def _check(trusted: str | None, cert: tuple[str, ...] | None) -> None:
    """Check that the files can be used; only once, as copies of a configuration are checked like new ones."""
    import ssl

    if trusted is not None:
        trusting(trusted)
    if cert is not None:
        load_cert(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), cert)


def trusted(verify: Any) -> bool | ssl.SSLContext:
    """A checked `verify` as httpx takes it; with a client certificate to present, a path becomes a context."""
    return trusting(verify) if isinstance(verify, str) else verify


def trusting(path: str) -> ssl.SSLContext:
    """A context that trusts the certificates in this file or directory, and no others."""
    import ssl

    where: Any = {"capath" if os.path.isdir(path) else "cafile": path}
    try:
        return ssl.create_default_context(**where)
    except (OSError, ValueError) as problem:  # of which SSLError is one
        raise ConfigurationError(f"verify: {path!r} has no certificates that can be used: {problem}") from problem


def load_cert(context: ssl.SSLContext, cert: Any) -> None:
    """Make a context present a client certificate, as `checked_cert` returns it."""
    certificate: str = cert[0]
    key, password = [*cert[1:], None, None][:2]
    try:
        context.load_cert_chain(certificate, key, password or "")  # without one, a terminal would be asked for it
    except (OSError, ValueError) as problem:
        files = " and ".join(repr(each) for each in (certificate, key) if each)
        raise ConfigurationError(f"cert: {files} cannot be used: {problem}") from problem
