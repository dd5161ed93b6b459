"""Files fetched from a URL: only from public addresses, unless the portal allows any; that goes for redirects too."""

import http.client
import ipaddress
import re
import socket
import ssl
from urllib.parse import urljoin, urlsplit

from . import errors
from .addresses import is_public

SECONDS = 5.0
MOST = 64 * 1024 * 1024
HOPS = 5
MOVED = (301, 302, 303, 307, 308)
_NUMBER = re.compile(r"(0x[0-9a-f]*|\d+)\Z")
LOCAL = (".local", ".localhost", ".internal")


def check(url: str) -> None:
    """Refuses what is no http(s) URL, and what names a private address outright."""
    host, _ = _place(url)
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(LOCAL):
        raise errors.private_address(url)
    try:
        ipaddress.ip_address(name)
    except ValueError:
        # a number such as 2130706433 or 0x7f.1 is an address to the resolver, whose answer is what counts
        if _NUMBER.match(name.rpartition(".")[2]):
            raise errors.private_address(url) from None
        return
    if not is_public(name):
        raise errors.private_address(url)


def fetch(url: str, *, private: bool) -> tuple[bytes, str]:
    """Content and media type; OSError when the server does not answer with a file."""
    for _ in range(HOPS):
        if not private:
            check(url)
        answer = _ask(url, private=private)
        if isinstance(answer, tuple):
            return answer
        url = urljoin(url, answer)
    raise ConnectionError("the server redirects too often")


def _ask(url: str, *, private: bool) -> tuple[bytes, str] | str:
    """What lies at a URL, or where it says that it lies."""
    parts = urlsplit(url)
    host, port = _place(url)
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
        if answer.status in MOVED and answer.headers["location"]:
            return str(answer.headers["location"])
        if answer.status != http.client.OK:
            raise ConnectionError(f"the server answered {answer.status}")
        content = answer.read(MOST + 1)
        if len(content) > MOST:
            raise ConnectionError("the file is too large")
        return content, answer.headers.get_content_type()
    except (http.client.HTTPException, ValueError) as error:
        raise ConnectionError(str(error)) from error
    finally:
        connection.close()


def _place(url: str) -> tuple[str, int]:
    """Host and port of an http(s) URL; refuses any other."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise errors.private_address(url) from None
    if parts.scheme not in ("http", "https") or not host:
        raise errors.private_address(url)
    return host, port


def _address(url: str, host: str, port: int, *, private: bool) -> str:
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise ConnectionError(str(error)) from error
    if not private and not all(map(is_public, found)):
        raise errors.private_address(url)
    return found[0]
