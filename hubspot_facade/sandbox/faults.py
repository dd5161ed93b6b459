"""Faults on request, so that a client's retries meet something real.

A fault is named by the request header `X-Sandbox-Fault`, or set beforehand for the next requests that match:

    POST /_sandbox/faults  {"match": {"method": "POST", "path": "/crm/*/objects/contacts*"}, "fault": "429", "times": 2}
    GET  /_sandbox/faults      those that are still to come
    DELETE /_sandbox/faults    none any more

`match` may be left out, as may either of its keys; `path` is matched by shell wildcards (`*` crosses slashes),
without the query. `times` is 1 unless given; -1 is for ever. `"skip": n` lets the first n matching requests through.
`"retryAfter": seconds` adds a Retry-After header to what is answered. In the header the same is written
`429; retry-after=2`.

    429, 429-search, 429-daily     the limit's body; nothing is done
    401                            a token that is not known; nothing is done
    423, 477, 500, 503             HubSpot's body; nothing is done
    502, 504, 521, 523, 524        an HTML page; nothing is done
    502-after-write, 504-after-write   the request is carried out, then the page is answered
    drop                           the connection is cut before the request is carried out
    drop-after-write               the request is carried out, then the connection is cut
    truncate                       the request is carried out, half of the answer comes, then the connection is cut
    invalid-json                   the request is carried out, the answer breaks off inside its JSON, in full length
    latency=SECONDS                the answer waits
    slow-body=SECONDS              the answer's body comes in ten parts over this time
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import cast

from .errors import Body, Refusal, no_credentials, validation
from .limits import refused

PAGES = ("502", "504", "521", "523", "524")
AFTER_WRITE = ("502-after-write", "504-after-write")
TIMED = ("latency", "slow-body")
NAMES = (
    "429",
    "429-search",
    "429-daily",
    "401",
    "423",
    "477",
    "500",
    "503",
    *PAGES,
    *AFTER_WRITE,
    "drop",
    "drop-after-write",
    "truncate",
    "invalid-json",
)


@dataclass(slots=True)
class Fault:
    """One fault as it befalls one request."""

    name: str
    seconds: float = 0.0
    retry_after: str | None = None

    def before(self) -> Refusal | None:
        """What is answered in place of carrying the request out; None when it is carried out."""
        refusal: Refusal | None = None
        match self.name:
            case "429":
                refusal = refused("ten_secondly_rolling")
            case "429-search":
                refusal = refused("secondly")
            case "429-daily":
                refusal = refused("daily")
            case "401":
                refusal = no_credentials()
            case "423":
                refusal = Refusal(423, "The resource is locked.", category="LOCKED")
            case "477":
                refusal = Refusal(477, "Portal migration in progress", category="MIGRATION_IN_PROGRESS")
                refusal.headers["retry-after"] = "1"
            case "500":
                refusal = Refusal(500, "internal error")
            case "503":
                refusal = Refusal(503, "Service unavailable", category="SERVICE_UNAVAILABLE")
            case name if name in PAGES:
                refusal = _page(int(name))
            case _:
                return None
        return self._timed(refusal)

    def after(self) -> Refusal | None:
        """What is answered once the request was carried out; None for its own answer."""
        return self._timed(_page(int(self.name[:3]))) if self.name in AFTER_WRITE else None

    def _timed(self, refusal: Refusal) -> Refusal:
        if self.retry_after is not None:
            refusal.headers["retry-after"] = self.retry_after
        return refusal


@dataclass(slots=True)
class Planned:
    """A fault that waits for requests."""

    fault: Fault
    method: str | None
    path: str | None
    times: int
    skip: int

    def body(self) -> Body:
        """The plan as the admin endpoint answers it."""
        match: Body = {}
        if self.method is not None:
            match["method"] = self.method
        if self.path is not None:
            match["path"] = self.path
        return {"match": match, "fault": self.fault.name, "times": self.times, "skip": self.skip}


class Faults:
    """The faults that are to befall coming requests."""

    def __init__(self) -> None:
        self.planned: list[Planned] = []

    def plan(self, given: Body) -> Planned:
        """Set a fault for coming requests."""
        match = cast(Body, given.get("match") or {})
        method, path = match.get("method"), match.get("path")
        fault = parse(str(given.get("fault") or ""))
        if given.get("retryAfter") is not None:
            fault.retry_after = str(given["retryAfter"])
        if given.get("seconds") is not None:
            fault.seconds = float(given["seconds"])
        planned = Planned(
            fault,
            None if method is None else str(method).upper(),
            None if path is None else str(path),
            int(given.get("times", 1)),
            int(given.get("skip", 0)),
        )
        self.planned.append(planned)
        return planned

    def clear(self) -> None:
        """No faults any more."""
        self.planned.clear()

    def befall(self, method: str, path: str, header: str | None) -> Fault | None:
        """The fault of this request, or None."""
        if header:
            return parse(header)
        for planned in self.planned:
            if planned.method not in (None, method):
                continue
            if planned.path is not None and not fnmatchcase(path, planned.path):
                continue
            if planned.skip > 0:
                planned.skip -= 1
                continue
            planned.times -= 1
            if planned.times == 0:
                self.planned.remove(planned)
            return planned.fault
        return None


def parse(text: str) -> Fault:
    """A fault from its written form; 400 for one that is not known."""
    first, *rest = (part.strip() for part in text.split(";"))
    name, _, seconds = first.partition("=")
    options = {part.partition("=")[0]: part.partition("=")[2] for part in rest}
    if name not in NAMES and name not in TIMED:
        raise validation(f"unknown fault {text!r}: one of {', '.join((*NAMES, *TIMED))}")
    try:
        return Fault(name, float(seconds or 0), options.get("retry-after"))
    except ValueError:
        raise validation(f"fault {text!r}: {seconds!r} is no number of seconds") from None


def _page(status: int) -> Refusal:
    titles = {502: "Bad Gateway", 504: "Gateway Time-out", 521: "Web server is down", 523: "Origin is unreachable"}
    title = f"{status} {titles.get(status, 'A timeout occurred')}"
    return Refusal(
        status,
        page=f"<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n"
        "<hr><center>cloudflare</center>\n</body>\n</html>\n",
    )
