"""The faults that can be injected into a request, and what is answered then."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body, Refusal, no_credentials
from hubspot_facade.sandbox.protocol.numerals import measure, natural
from hubspot_facade.sandbox.state.limits import refused

LIMITS = {"429": "ten_secondly_rolling", "429-search": "secondly", "429-daily": "daily"}
ENVELOPES = {
    "423": ("The resource is locked.", "LOCKED"),
    "477": ("Portal migration in progress", "MIGRATION_IN_PROGRESS"),
    "500": ("internal error", None),
    "503": ("Service unavailable", "SERVICE_UNAVAILABLE"),
}
PAGES = {
    "502": "Bad Gateway",
    "504": "Gateway Time-out",
    "521": "Web server is down",
    "522": "Connection timed out",
    "523": "Origin is unreachable",
    "524": "A timeout occurred",
}
AFTER_WRITE = ("502-after-write", "504-after-write")
BROKEN = ("drop", "drop-after-write", "truncate", "invalid-json")
MEASURED = {"latency": "seconds", "slow-body": "seconds", "partial": "inputs", "clock": "seconds"}
"""Faults that are written with a number behind `=`, and what it counts."""
NAMES = (*LIMITS, "401", *ENVELOPES, *PAGES, *AFTER_WRITE, *BROKEN, *MEASURED)
LONGEST_WAIT, LONGEST_HEADER = 86_400, 200
ANSWER = "answer"
"""A status and body of the caller's own."""


class FaultError(ValueError):
    """A fault that is written wrongly. `key` is the entry's key that is to blame, if one is."""

    def __init__(self, message: str, key: str | None = None) -> None:
        super().__init__(message)
        self.key = key


class Given(Refusal):
    """An answer of the caller's own: `body` as it is, or HubSpot's envelope."""

    def __init__(self, status: int, given: Any) -> None:
        super().__init__(status, phrase(status))
        self._given = given

    def body(self, correlation_id: str) -> Any:
        """The body that was given."""
        return super().body(correlation_id) if self._given is None else self._given


@dataclass(slots=True)
class Fault:
    """One fault of one request. `seconds` may stand beside any fault: its answer comes that much later."""

    name: str
    seconds: float = 0.0
    retry_after: str | None = None
    inputs: int = 1
    status: int = 0
    body: Any = None

    def before(self) -> Refusal | None:
        """What is answered in place of carrying the request out; None when it is carried out."""
        refusal = self._refusal()
        return None if refusal is None else self._timed(refusal)

    def _refusal(self) -> Refusal | None:
        if self.name in LIMITS:
            return refused(LIMITS[self.name])
        if self.name in ENVELOPES:
            message, category = ENVELOPES[self.name]
            headers = {"retry-after": "1"} if self.name == "477" else {}
            return Refusal(int(self.name), message, category=category, headers=headers)
        if self.name in PAGES:
            return _page(self.name)
        if self.name == ANSWER:
            return Given(self.status, self.body)
        return no_credentials() if self.name == "401" else None

    def after(self) -> Refusal | None:
        """What is answered once the request was carried out; None for its own answer."""
        return self._timed(_page(self.name[:3])) if self.name in AFTER_WRITE else None

    def _timed(self, refusal: Refusal) -> Refusal:
        if self.retry_after is not None:
            refusal.headers["retry-after"] = self.retry_after
        return refusal


def parse(text: str) -> Fault:
    """A fault from its written form (`429; retry-after=2`); FaultError for one that is not known."""
    first, *rest = (part.strip() for part in text.split(";"))
    name, equals, amount = (part.strip() for part in first.partition("="))
    if name not in NAMES:
        raise FaultError(f"unknown fault {text[:80]!r}: one of {', '.join(NAMES)}", "fault")
    fault = Fault(name)
    if equals and name not in MEASURED:
        raise FaultError(f"fault {text!r}: {name} takes no number", "fault")
    if amount:
        unit = MEASURED[name]
        setattr(fault, unit, _measured(text, amount, unit))
    for option in rest:
        key, _, value = (part.strip() for part in option.partition("="))
        if key != "retry-after":
            raise FaultError(f"fault {text!r}: unknown option {key!r}, only retry-after is known", "fault")
        fault.retry_after = checked_header(value)
    check_seconds(fault)
    return fault


def checked_header(value: str) -> str:
    """The value of Retry-After; FaultError for what no header can hold."""
    if not (value.isascii() and value.isprintable() and len(value) <= LONGEST_HEADER):
        raise FaultError(f"retry-after must be a line of ASCII, not {value[:80]!r}", "retry_after")
    return value


def check_seconds(fault: Fault) -> None:
    """FaultError for a wait that is negative, or longer than anybody waits; a clock jumps either way and further."""
    if fault.name != "clock" and not 0 <= fault.seconds <= LONGEST_WAIT:
        raise FaultError(f"seconds must be 0 or more, and at most {LONGEST_WAIT}, not {fault.seconds}", "seconds")


def _measured(text: str, amount: str, unit: str) -> float:
    try:
        number = natural(amount) if unit == "inputs" else measure(float(amount))
    except ValueError:
        number = None
    if number is None:
        raise FaultError(f"fault {text[:80]!r}: {amount[:40]!r} is not a number of {unit}", "fault")
    return number


def of_status(status: int, *, after_write: bool, body: Any) -> Fault:
    """The fault that answers a status: HubSpot's own words for those that it has, `body` for any."""
    if not 300 <= status <= 599:
        raise FaultError(f"status {status} is not a failure: 300 to 599", "status")
    if after_write:
        if f"{status}-after-write" not in AFTER_WRITE or body is not None:
            raise FaultError("only 502 and 504 come after the write, and as HTML pages", "after_write")
        return Fault(f"{status}-after-write")
    if body is None and str(status) in NAMES:
        return Fault(str(status))
    return Fault(ANSWER, status=status, body=body)


def phrase(status: int) -> str:
    """What a status is called."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return f"status {status}"


def shown(fault: Fault) -> Body:
    """The fault as the admin endpoint answers it."""
    entry: Body = {"fault": fault.name}
    if fault.name == ANSWER:
        entry = {"status": fault.status} | ({} if fault.body is None else {"body": fault.body})
    if fault.seconds:
        entry["seconds"] = fault.seconds
    if fault.retry_after is not None:
        entry["retryAfter"] = fault.retry_after
    if fault.name == "partial":
        entry["inputs"] = fault.inputs
    return entry


def _page(status: str) -> Refusal:
    title = f"{status} {PAGES[status]}"
    return Refusal(
        int(status),
        page=f"<html>\n<head><title>{title}</title></head>\n<body>\n<center><h1>{title}</h1></center>\n"
        "<hr><center>cloudflare</center>\n</body>\n</html>\n",
    )
