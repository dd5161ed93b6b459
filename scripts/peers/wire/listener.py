"""A server on loopback that answers `{}` to every request and keeps them, in one form for all clients."""

from __future__ import annotations

import json
import threading
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Request = dict[str, Any]


def request_of(method: str, target: str, content_type: str, content: bytes) -> Request:
    """A request as data: path with one way of escaping, query as pairs sorted by name, body decoded."""
    parts = urlsplit(target)
    path = "/".join(quote(unquote(segment), safe="@:,") for segment in parts.path.split("/"))
    query = sorted(([*pair] for pair in parse_qsl(parts.query, keep_blank_values=True)), key=itemgetter(0))
    return {"method": method, "path": path, "query": query, "body": _body(content_type, content)}


def _body(content_type: str, content: bytes) -> Any:
    if not content:
        return None
    if content_type.startswith("application/x-www-form-urlencoded"):
        return {"form": sorted([name, value] for name, value in parse_qsl(content.decode(), keep_blank_values=True))}
    if content_type.startswith("multipart/"):
        message = BytesParser(policy=HTTP).parsebytes(f"content-type: {content_type}\r\n\r\n".encode() + content)
        return {"multipart": dict(sorted(_part(part) for part in message.iter_parts()))}
    return _decoded(content.decode())


def _part(part: Any) -> tuple[str, Any]:
    name = part.get_param("name", header="content-disposition")
    content = part.get_payload(decode=True).decode()
    if part.get_filename():
        return name, {"filename": part.get_filename(), "content": content}
    return name, _decoded(content)  # options may be spaced in any way


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


class Listener:
    """`with Listener() as listener:` listens at `listener.url`; `listener.heard` are the requests."""

    def __init__(self) -> None:
        self.heard: list[Request] = []
        heard = self.heard

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or every answer waits for 40 ms

            def _take(self) -> None:
                content = self.rfile.read(int(self.headers.get("content-length") or 0))
                heard.append(request_of(self.command, self.path, self.headers.get("content-type") or "", content))
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _take  # noqa: N815 # http.server's names

            def log_message(self, format: str, *args: Any) -> None:
                """Be quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Listener:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
