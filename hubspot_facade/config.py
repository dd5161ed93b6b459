"""How a client is set up: arguments first, then the environment, then defaults."""

from __future__ import annotations

import ipaddress
import os
import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from hubspot_facade.basic_errors import ConfigurationError
from hubspot_facade.late import late_module
from hubspot_facade.light_dataclasses import dataclass, field
from hubspot_facade.transport.checks import count, seconds
from hubspot_facade.transport.pacing import Limits
from hubspot_facade.transport.policy import RetryPolicy
from hubspot_facade.version import __version__
from hubspot_facade.wire.ids import is_token

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubspot_openapi.runtime import Operation

    from hubspot_facade.transport import access, hooks, network
    from hubspot_facade.transport import headers as given_headers
    from hubspot_facade.transport.access import AccessToken
    from hubspot_facade.transport.hooks import EventHooks
    from hubspot_facade.transport.network import Cert, Verify
else:  # for settings that most programs leave as they are
    access = late_module("hubspot_facade.transport.access")
    given_headers = late_module("hubspot_facade.transport.headers")
    hooks = late_module("hubspot_facade.transport.hooks")
    network = late_module("hubspot_facade.transport.network")

DEFAULT_BASE_URL = "https://api.hubapi.com"
DEFAULT_FORMS_URL = "https://api.hsforms.com"
DEFAULT_EDITION = "2026-03"
DEFAULT_TIMEOUT = 60.0
DEFAULT_LIBRARY = "httpx"
_HOST = r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?"
_PLAIN = frozenset(f"{ascii_letters}{digits}:/._~%@!$&'()*+,;=[]-")
DEFAULT_ANSWER_LIMIT = 100_000_000
_YES = frozenset(("1", "true", "yes", "on"))


def _no_hooks() -> EventHooks:
    return {}


@dataclass(frozen=True)
class Configuration:
    """Everything a client needs to know; picklable, with token and key left out of its repr.

    `timeout` is in seconds for each of connecting, sending and receiving, `deadline` for a whole operation; None waits
    for ever. `answer_limit` is in bytes, None accepts any size. Plain http to another machine is a ConfigurationError
    unless `allow_http` is set, and so is anything that cannot be used. `forms_url` is the host that takes submissions
    of forms. `headers` are sent with every request to HubSpot. `proxy` is a URL, `verify` the certificates to trust,
    `cert` a client's own, `http_library` the name of what sends: httpx or httpx2.
    """

    access_token: AccessToken = field(default="", repr=False)
    base_url: str = DEFAULT_BASE_URL
    api_version: str = DEFAULT_EDITION
    timeout: float | None = DEFAULT_TIMEOUT
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    limits: Limits = field(default_factory=Limits)
    user_agent: str = f"hubspot-facade/{__version__}"
    developer_key: str = field(default="", repr=False)
    allow_http: bool = False
    deadline: float | None = None
    answer_limit: int | None = DEFAULT_ANSWER_LIMIT
    forms_url: str = DEFAULT_FORMS_URL
    proxy: str | None = field(default=None, repr=False)  # may hold a password, as `cert` may
    verify: Verify = True
    cert: Cert | None = field(default=None, repr=False)
    event_hooks: EventHooks = field(default_factory=_no_hooks, repr=False, hash=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False, hash=False)  # may hold secrets
    http_library: str = DEFAULT_LIBRARY

    def __post_init__(self) -> None:
        if self.timeout is not None:
            seconds("timeout", self.timeout)
        if self.deadline is not None:
            seconds("deadline", self.deadline)
        if self.answer_limit is not None:
            count("answer_limit", self.answer_limit, least=1)
        _check_flag(self.allow_http)
        checked: dict[str, Any] = {
            "access_token": _access_token(self.access_token),
            "developer_key": _secret(self.developer_key, "developer API key"),
            "base_url": _base_url(self.base_url, "base_url"),
            "forms_url": _base_url(self.forms_url, "forms_url"),
            "api_version": _edition(self.api_version),
            "retries": _retries(self.retries),
            "limits": _limits(self.limits),
            "user_agent": _user_agent(self.user_agent),
        }
        if self.proxy is not None:
            checked["proxy"] = network.checked_proxy(self.proxy)
        if self.verify is not True or self.cert is not None:
            checked["verify"] = verify = network.checked_verify(self.verify)
            checked["cert"] = network.checked_cert(self.cert, verify)
        if self.headers != {}:
            checked["headers"] = given_headers.checked_headers(self.headers)
        if self.event_hooks != {}:
            checked["event_hooks"] = hooks.checked_hooks(self.event_hooks)
        if self.http_library != DEFAULT_LIBRARY:
            network.checked_library(self.http_library)
        for name, value in checked.items():
            object.__setattr__(self, name, value)  # the class is frozen
        self._refuse_plain_http()

    @property
    def is_local(self) -> bool:
        """Whether requests go to a sandbox on this machine, by no proxy."""
        return self.proxy is None and _is_this_machine(urlsplit(self.base_url).hostname or "")

    def _refuse_plain_http(self) -> None:
        for name, url in (("base_url", self.base_url), ("forms_url", self.forms_url)):
            parts = urlsplit(url)
            if parts.scheme != "http" or self.allow_http:
                continue
            if _is_this_machine(parts.hostname or ""):
                if self.proxy is None or _is_this_machine(urlsplit(self.proxy).hostname or ""):
                    continue
                raise ConfigurationError(
                    f"{name} is plain http, so that the proxy and others on the way to it can read the access token: "
                    "use https, or pass allow_http=True or set HUBSPOT_ALLOW_HTTP=1"
                )
            raise ConfigurationError(
                f"{name} http://{parts.hostname} is plain http, so that others on the way can read the access token: "
                "use https, or pass allow_http=True or set HUBSPOT_ALLOW_HTTP=1 for a sandbox in your own network"
            )

    @property
    def editions(self) -> tuple[str, ...]:
        """The client's edition, then those that stand in for it where it lacks a call; see `editions_for`."""
        return editions_for(self.api_version)


def configure(
    access_token: AccessToken | None = None,
    *,
    base_url: str | None = None,
    forms_url: str | None = None,
    api_version: str | None = None,
    timeout: float | None = DEFAULT_TIMEOUT,
    retries: int | RetryPolicy | None = None,
    limits: Limits | None = None,
    developer_key: str | None = None,
    require_token: bool = True,
    allow_http: bool | None = None,
    deadline: float | None = None,
    answer_limit: int | None = DEFAULT_ANSWER_LIMIT,
    headers: Mapping[str, str] | None = None,
    event_hooks: EventHooks | None = None,
    proxy: str | None = None,
    verify: Verify = True,
    cert: Cert | None = None,
    http_library: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Configuration:
    """A checked configuration; ConfigurationError says what to set when something is missing or wrong."""
    token = _given_or_set("access_token", access_token, environ, "HUBSPOT_ACCESS_TOKEN")
    key = _given_or_set("developer_key", developer_key, environ, "HUBSPOT_DEVELOPER_API_KEY")
    if require_token and not token and not key:
        raise ConfigurationError(
            "no access token: pass access_token=… or set HUBSPOT_ACCESS_TOKEN (private app or service key token, pat-…)"
            ", or try it on `hubspot-facade sandbox`"
        )
    base = base_url or environ.get("HUBSPOT_BASE_URL") or DEFAULT_BASE_URL
    # a replacement of HubSpot takes submissions itself, so that they, and the token, do not go elsewhere
    here = DEFAULT_FORMS_URL if _base_url(base, "base_url") == DEFAULT_BASE_URL else base
    return Configuration(
        access_token=token,
        base_url=base,
        forms_url=forms_url or environ.get("HUBSPOT_FORMS_URL") or here,
        api_version=api_version or environ.get("HUBSPOT_API_VERSION") or DEFAULT_EDITION,
        timeout=timeout,
        retries=_retries(retries),
        limits=Limits() if limits is None else limits,
        developer_key=key,
        deadline=deadline,
        answer_limit=answer_limit,
        headers={} if headers is None else headers,
        event_hooks={} if event_hooks is None else event_hooks,
        proxy=proxy,
        verify=verify,
        cert=cert,
        http_library=http_library or environ.get("HUBSPOT_HTTP_LIBRARY") or DEFAULT_LIBRARY,
        allow_http=environ.get("HUBSPOT_ALLOW_HTTP", "").strip().lower() in _YES if allow_http is None else allow_http,
    )


def given(configuration: object, arguments: Mapping[str, Any]) -> Configuration | None:
    """A configuration passed to a client; ConfigurationError for anything else, and if its `arguments` set more."""
    if configuration is not None and not isinstance(configuration, Configuration):
        raise ConfigurationError(f"configuration must be a Configuration, not {type(configuration).__name__}")
    if configuration is not None:
        usual: dict[str, Any] = {"access_token": None, **(configure.__kwdefaults__ or {})}
        others = [name for name, value in usual.items() if name in arguments and arguments[name] != value]
        if others:
            raise ConfigurationError(f"{', '.join(others)} cannot be passed besides configuration: set them in it")
    return configuration


def _check_flag(allow_http: object) -> None:
    if not isinstance(allow_http, bool):
        raise ConfigurationError(f"allow_http must be True or False, not {type(allow_http).__name__}")


def _user_agent(text: object) -> str:
    if not isinstance(text, str) or not text.strip() or not text.isascii() or not text.isprintable():
        raise ConfigurationError("user_agent must be one printable line of ASCII")
    return text.strip()


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_loopback or address.is_unspecified


def _access_token(given: object) -> AccessToken:
    """A token, or what gives one each time that it is asked: a callable or credentials."""
    if given is None or isinstance(given, str):
        return _secret(given, "access token")
    if isinstance(given, access.Credentials):
        return given
    if callable(given):
        return cast("Callable[[], str]", given)  # what it gives is checked each time
    return _secret(given, "access token")


def _given_or_set(name: str, value: Any, environ: Mapping[str, str], variable: str) -> Any:
    """A credential: the argument, else the variable's. An empty argument is refused, since the variable's may be of
    another account.
    """
    if isinstance(value, str) and not value.strip():
        raise ConfigurationError(f"{name} is empty: pass a value, or leave it out to use {variable}")
    noun = "access token" if name == "access_token" else "developer API key"
    if value is None:
        return _secret(environ.get(variable), f"{noun} in {variable}")
    return _access_token(value) if name == "access_token" else _secret(value, noun)


def _secret(text: object, noun: str) -> str:
    if text is not None and not isinstance(text, str):
        raise ConfigurationError(f"the {noun} must be text, not {type(text).__name__}")
    secret = (text or "").strip()
    if secret and not is_token(secret):
        from hubspot_facade.transport.odd_secrets import odd_secret

        raise ConfigurationError(odd_secret(secret, noun))
    return secret


def _base_url(given: object, name: str) -> str:
    text = given.strip() if isinstance(given, str) else ""
    shown = f"{text[:200]!r}" if isinstance(given, str) else type(given).__name__
    # not repeated if it may contain a password
    but = "" if "@" in text else f", not {shown}"
    problem = ConfigurationError(f"{name} must be like {DEFAULT_BASE_URL}{but}")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise problem from None
    if parts.username or parts.password:
        raise ConfigurationError(f"{name} must not hold a user name or password")
    if parts.scheme not in ("http", "https") or not _is_host(parts.hostname) or port == 0:
        raise problem
    if parts.query or parts.fragment or not text.isascii() or not text.isprintable() or not _PLAIN.issuperset(text):
        raise problem
    return text.rstrip("/")


def _is_host(name: str | None) -> bool:
    """An address, or labels of letters, digits, hyphens and the underscores of container names."""
    return bool(name) and (":" in str(name) or re.fullmatch(_HOST, str(name)) is not None)


def _edition(name: object) -> str:
    import hubspot_openapi

    known = hubspot_openapi.editions()
    if not isinstance(name, str) or name not in known:
        raise ConfigurationError(f"api_version {str(name)[:80]!r} is not one of {', '.join(known)}")
    return name


def editions_for(edition: str) -> tuple[str, ...]:
    """An edition, then those that stand in for it if it lacks a call, the best first.

    Those are the older ones, nearest first, then the newer ones, nearest first. No beta stands in for a stable edition:
    neither an edition nor, see `may_stand_in`, a call. ConfigurationError lists the editions for an unknown one.
    """
    import hubspot_openapi

    oldest_first = tuple(hubspot_openapi.editions())
    at = oldest_first.index(_edition(edition))
    others = (*reversed(oldest_first[:at]), *oldest_first[at + 1 :])
    return edition, *(each for each in others if is_beta(edition) or not is_beta(each))


def may_stand_in(operation: Operation, edition: str) -> bool:
    """Whether a call may be used for an edition: its own always, another edition's beta only for a beta."""
    return operation.edition == edition or not operation.beta or is_beta(edition)


def is_beta(edition: str) -> bool:
    """Whether HubSpot may change or withdraw an edition without notice."""
    return edition.endswith("-beta")


def _retries(retries: object) -> RetryPolicy:
    if isinstance(retries, RetryPolicy):
        return retries
    if retries is None:
        return RetryPolicy()
    count("retries", retries, least=0)
    return RetryPolicy(retries=retries)  # type: ignore[arg-type] # counted


def _limits(limits: object) -> Limits:
    if not isinstance(limits, Limits):
        raise ConfigurationError(f"limits must be a Limits, not {type(limits).__name__}")
    return limits
