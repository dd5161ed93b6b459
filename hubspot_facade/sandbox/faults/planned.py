"""Faults planned for requests to come.

An entry is JSON (`retryAfter`), TOML (`retry_after`) or the arguments of `Sandbox.fail`. It says what happens to which
requests:

    fault        one of the names in `hubspot_facade.sandbox.faults`, or in its place
    status       any status of failure; `body` is answered with it when given, `after_write` has it come after the write
    policy       which limit a 429 names: TEN_SECONDLY_ROLLING, SECONDLY (search) or DAILY
    method       a method, or several
    path         shell wildcards, `*` crosses slashes; without the query
    times        how many requests it is injected into: 1 by default, -1 for all
    skip         how many matching requests pass before
    nth          only the matching requests of these numbers, counted from 1
    probability  how likely it is for a matching request; drawn from a seed, so that a run can be repeated
    retry_after  the Retry-After header, in seconds
    seconds      how long `latency` and `slow-body` take, how far `clock` jumps, how late anything else is answered
    inputs       how many inputs of a batch fail by `partial`

Entries are tried in the order in which they were planned; the first that applies is injected.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import measure
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object

from .fault import LIMITS, Fault, FaultError, check_seconds, checked_header, of_status, parse, shown

POLICIES = {policy.upper(): name for name, policy in LIMITS.items()}
KEYS = (
    "fault",
    "status",
    "policy",
    "body",
    "after_write",
    "method",
    "path",
    "times",
    "skip",
    "nth",
    "probability",
    "retry_after",
    "seconds",
    "inputs",
)


@dataclass(slots=True)
class Planned:
    """A fault that waits for requests. `hits` counts those that it was injected into."""

    fault: Fault
    methods: tuple[str, ...] = ()
    path: str | None = None
    times: int = 1
    skip: int = 0
    nth: tuple[int, ...] = ()
    probability: float = 1.0
    chance: random.Random = field(default_factory=random.Random, repr=False)
    seen: int = 0
    hits: int = 0

    @property
    def spent(self) -> bool:
        """Whether it is injected into no further request."""
        return self.times == self.hits or bool(self.nth and self.seen >= max(self.nth))

    def applies(self, method: str, path: str) -> bool:
        """Whether it is injected into this request, which is counted where it matches."""
        if self.methods and method not in self.methods:
            return False
        if self.path is not None and not fnmatchcase(path, self.path):
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.nth and self.seen not in self.nth):
            return False
        if self.probability < 1 and self.chance.random() >= self.probability:
            return False
        self.hits += 1
        return True

    def body(self) -> Body:
        """The plan as the admin endpoint answers it; `times` and `skip` are those that are left."""
        match: Body = {}
        if self.methods:
            match["method"] = self.methods[0] if len(self.methods) == 1 else list(self.methods)
        if self.path is not None:
            match["path"] = self.path
        left = self.times if self.times < 0 else self.times - self.hits
        entry: Body = {"match": match, **shown(self.fault), "times": left, "skip": max(0, self.skip - self.seen)}
        if self.nth:
            entry["nth"] = list(self.nth)
        if self.probability < 1:
            entry["probability"] = self.probability
        return entry


class Faults:
    """The faults of requests to come. The same seed and the same requests give the same faults."""

    def __init__(self, seed: int | None = None) -> None:
        self.planned: list[Planned] = []
        self.seed = seed or 0
        self._count = 0
        self._standing: list[Body] = []

    def plan(self, entry: Body) -> Planned:
        """Set a fault for coming requests; FaultError names the key that is wrong."""
        planned = planned_of(entry)
        self._count += 1
        planned.chance = random.Random(f"{self.seed}:{self._count}")  # noqa: S311 - chance, not secrecy
        self.planned.append(planned)
        return planned

    def stand(self, entries: list[Body], seed: int | None = None) -> None:
        """Plan these now and again at every reset: the entries of a file."""
        if seed is not None:
            self.seed = seed
        self._standing = entries
        self.reset()

    def reset(self) -> None:
        """As at the start."""
        self.clear()
        for entry in self._standing:
            self.plan(entry)

    def clear(self) -> None:
        """Drop all faults."""
        self.planned.clear()
        self._count = 0

    def choose(self, method: str, path: str, header: str | None) -> Fault | None:
        """The fault of this request, or None."""
        if header:
            return parse(header)
        for planned in list(self.planned):
            applies = planned.applies(method, path)
            if planned.spent:
                self.planned.remove(planned)
            if applies:
                return planned.fault
        return None


# -- reading entries -----------------------------------------------------------------------------------------


def planned_of(entry: Body) -> Planned:
    """A planned fault from an entry, every key checked."""
    given = _keys(entry)
    nth = tuple(_whole(one, "nth", least=1) for one in _several(given.get("nth")))
    times = _whole(given.get("times", len(nth) or 1), "times", least=-1)
    if times == 0:
        raise FaultError("times must be 1 or more, or -1 for all", "times")
    probability = _number(given.get("probability", 1), "probability")
    if not 0 < probability <= 1:
        raise FaultError("probability must be above 0 and at most 1", "probability")
    methods = tuple(_method(one) for one in _several(given.get("method")))
    path = given.get("path")
    if path is not None and (not isinstance(path, str) or path[:1] not in ("/", "*")):
        raise FaultError(f"path must be text that begins with / or *, not {path!r}", "path")
    skip = _whole(given.get("skip", 0), "skip", least=0)
    return Planned(_fault(given), methods, path, times, skip, nth, probability)


def _keys(entry: Body) -> Body:
    """The entry's keys in one spelling, those of `match` among them; what is null is left out."""
    match: Any = entry.get("match")
    if match is not None and not is_object(match):
        raise FaultError("match must have method and path", "match")
    flat = {**{name: value for name, value in entry.items() if name != "match"}, **(match or {})}
    given = {_snake(name): value for name, value in flat.items() if value is not None}
    unknown = next((name for name in given if name not in KEYS), None)
    if unknown is not None:
        raise FaultError(f"unknown key {unknown!r}: one of {', '.join(KEYS)}", unknown)
    return given


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: "_" + found.group().lower(), name)


def _fault(given: Body) -> Fault:
    """What an entry injects: what happens, then what its other keys change about that."""
    fault = _cause(given)
    for key, change in CHANGES.items():
        if key in given:
            change(fault, given[key])
    check_seconds(fault)
    return fault


def _cause(given: Body) -> Fault:
    """The fault of the name, or of the status; a policy alone means 429."""
    if "fault" not in given:
        if "status" not in given and "policy" not in given:
            raise FaultError("say what happens: fault or status", "fault")
        after = given.get("after_write", False) is True
        return of_status(_whole(given.get("status", 429), "status"), after_write=after, body=given.get("body"))
    if "status" in given:
        raise FaultError("say either fault or status", "status")
    for key in ("body", "after_write"):
        if key in given:
            raise FaultError(f"{key} goes with status, not with fault", key)
    return parse(str(given["fault"]))


def _set_policy(fault: Fault, value: Any) -> None:
    policy = str(value).upper()
    if policy not in POLICIES or fault.name not in LIMITS:
        raise FaultError(f"policy goes with 429 and is one of {', '.join(POLICIES)}", "policy")
    fault.name = POLICIES[policy]


def _set_retry_after(fault: Fault, value: Any) -> None:
    fault.retry_after = checked_header(str(value))


def _set_seconds(fault: Fault, value: Any) -> None:
    fault.seconds = _number(value, "seconds")


def _set_inputs(fault: Fault, value: Any) -> None:
    fault.inputs = _whole(value, "inputs", least=1)


CHANGES: dict[str, Callable[[Fault, Any], None]] = {
    "policy": _set_policy,
    "retry_after": _set_retry_after,
    "seconds": _set_seconds,
    "inputs": _set_inputs,
}


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if is_list(value) else [value]


def _method(value: Any) -> str:
    if not isinstance(value, str) or not value.isalpha():
        raise FaultError(f"method must be like GET or POST, not {value!r}", "method")
    return value.upper()


def _whole(value: Any, key: str, least: int | None = None) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise FaultError(f"{key} must be a whole number, not {value!r}", key)
    if least is not None and value < least:
        raise FaultError(f"{key} must be {least} or more, not {value}", key)
    return value


def _number(value: Any, key: str) -> float:
    number = measure(value)
    if number is None:
        raise FaultError(f"{key} must be a number, not {value!r}", key)
    return number
