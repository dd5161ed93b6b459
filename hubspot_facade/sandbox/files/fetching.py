"""Files fetched from a URL: only from public addresses, unless the portal allows any; redirects are not followed."""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from . import errors

SECONDS = 5.0
MOST = 64 * 1024 * 1024
LOCAL = (".local", ".localhost", ".internal")


def check(url: str) -> None:
    """Refuses what is no http(s) URL, and what names a private address outright."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host:
        raise errors.private_address(url)
    if host == "localhost" or host.endswith(LOCAL):
        raise errors.private_address(url)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return
    if not address.is_global:
        raise errors.private_address(url)


def fetch(url: str, *, private: bool) -> tuple[bytes, str]:
    """Content and media type; OSError when the server does not answer with a file."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    # the address that was checked is the one connected to, whatever the name resolves to later
    address = _address(url, host, port, private=private)
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    raw = socket.create_connection((address, port), timeout=SECONDS)
    if parts.scheme == "https":
        raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    connection.sock = raw
    try:
        connection.request("GET", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        answer = connection.getresponse()
        if answer.status != http.client.OK:
            raise ConnectionError(f"the server answered {answer.status}")
        content = answer.read(MOST + 1)
        if len(content) > MOST:
            raise ConnectionError("the file is too large")
        return content, answer.headers.get_content_type()
    except http.client.HTTPException as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


def _address(url: str, host: str, port: int, *, private: bool) -> str:
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not private and not all(ipaddress.ip_address(one.partition("%")[0]).is_global for one in found):
        raise errors.private_address(url)
    return found[0]
