"""Pages of the requests that were answered."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.serving.requestlog import Logged, Message

from .links import Links
from .records import missing
from .rendering import render

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend

SIZE = 50
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
STATUSES = ("2xx", "3xx", "4xx", "5xx")
LONGEST = 100_000
"""Characters of a body that a page shows."""


class Requests:
    """The pages of one sandbox's log."""

    def __init__(self, backend: "Backend") -> None:
        self._backend = backend

    def all(self, request: Request) -> Answer:
        """The requests, newest first."""
        links = Links.of(request)
        method, status = request.text("method") or "", request.text("status") or ""
        words = (request.text("q") or "").strip()
        refresh = request.text("refresh") or ""
        found = [one for one in reversed(self._backend.log.entries) if _matches(one, method, status, words.lower())]
        given = request.text("page") or "1"
        page = natural(given, 10**9) or 1
        pages = max(1, -(-len(found) // SIZE))
        page = min(max(1, page), pages)

        def to_page(number: int) -> str:
            return links.requests(method=method, status=status, q=words, page=number)

        return render(
            "requests.html",
            links,
            entries=found[(page - 1) * SIZE : page * SIZE],
            total=len(found),
            page=page,
            pages=pages,
            to_page=to_page,
            method=method,
            status=status,
            words=words,
            methods=METHODS,
            statuses=STATUSES,
            refresh=refresh == "2",
            live=links.requests(method=method, status=status, q=words, refresh="2"),
            still=links.requests(method=method, status=status, q=words),
        )

    def one(self, request: Request) -> Answer:
        """One request with its bodies."""
        number = request.params["number"]
        log = self._backend.log
        found = log.find(natural(number) or 0)
        if found is None:
            return missing(request, "This request is no longer in the log.")
        return render(
            "request.html",
            Links.of(request),
            entry=found,
            sent=_body(found.sent),
            answered=_body(found.answered),
            before=log.find(found.number - 1),
            after=log.find(found.number + 1),
        )


def _matches(entry: Logged, method: str, status: str, words: str) -> bool:
    return (
        (not method or entry.method == method)
        and (not status or str(entry.status).startswith(status[:1]))
        and all(word in f"{entry.path}?{entry.query} {entry.correlation_id}".lower() for word in words.split())
    )


def _body(message: Message | None) -> dict[str, str]:
    """A body's text, or why there is none, and its media type."""
    if message is None or not message.size:
        return {"text": "", "note": "No body.", "type": ""}
    kind = message.type.partition(";")[0]
    if message.content is None:
        return {"text": "", "note": f"{message.size:,} bytes, no longer kept.", "type": kind}
    text = message.text()
    if text is None:
        return {"text": "", "note": f"{message.size:,} bytes that are not text.", "type": kind}
    note = "" if len(text) <= LONGEST else f"The first {LONGEST:,} of {len(text):,} characters."
    return {"text": text[:LONGEST], "note": note, "type": kind}
