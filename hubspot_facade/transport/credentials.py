"""The credential that is sent with a request, and what of it must not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubspot_facade.basic_errors import TOKEN_WANTED, ConfigurationError
from hubspot_facade.light_dataclasses import dataclass
from hubspot_facade.transport.secrets import Secrets

if TYPE_CHECKING:
    from hubspot_facade.config import Configuration
    from hubspot_facade.transport.access import Access
    from hubspot_facade.transport.request import Request

KEY_PARAMETER = "hapikey"
NO_TOKEN = "/oauth/"  # noqa: S105 # where such paths begin, no secret


@dataclass()
class Credential:
    """What is added to a request: headers and query parameters."""

    headers: dict[str, str]
    query: list[tuple[str, str]]


def credential_of(request: Request, configuration: Configuration) -> Credential:
    """The developer API key for what belongs to an app, if the client has one; else the access token.

    OAuth needs neither. ConfigurationError says what to set if a request needs what the client does not have.
    """
    if request.url is not None:
        return Credential({}, [])
    if request.app_level and configuration.developer_key:
        return Credential({}, [(KEY_PARAMETER, configuration.developer_key)])
    token = configuration.access_token
    if isinstance(token, str) and token:
        return Credential({"authorization": f"Bearer {token}"}, [])
    if request.path.startswith(NO_TOKEN) or any(name == KEY_PARAMETER for name, _ in request.query):
        return Credential({}, [])
    if not isinstance(token, str):
        return Credential({}, [])  # its header comes with `Access`
    wanted = TOKEN_WANTED
    if request.app_level:
        wanted = "HUBSPOT_DEVELOPER_API_KEY, or pass developer_key=…"
    raise ConfigurationError(f"{request.method} {request.path} needs a credential: set {wanted}")


@dataclass()
class Outgoing:
    """A request with what is sent along and what must not be shown of it, determined once.

    `access` is where its token comes from, if that is asked for each time.
    """

    request: Request
    credential: Credential
    secrets: Secrets
    access: Access | None = None


def outgoing(request: Request, configuration: Configuration) -> Outgoing:
    """The request, ready to be sent by a client with this configuration. ConfigurationError as in `credential_of`."""
    token = configuration.access_token
    secrets = Secrets(request, (token if isinstance(token, str) else "", configuration.developer_key))
    credential = credential_of(request, configuration)
    if isinstance(token, str) or request.url is not None or credential.query or request.path.startswith(NO_TOKEN):
        return Outgoing(request, credential, secrets)
    from hubspot_facade.transport.access import Access  # for tokens that change

    return Outgoing(request, credential, secrets, Access(token, credential.headers, secrets))
