"""The things that an operation's sample refers to, created on an account under a name prefix, and deleted again.

The sandbox's sample portal is a list of requests (`hubspot_facade/sandbox/samples/portal.toml`). Those that a payload
needs are sent to the account, and the sample's ids in the payload are replaced by the ids that the account gave.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from scripts.record.changes import Change, leaves

Send = Callable[[str, str, Any], tuple[int, Any]]
"""From method, path and JSON to status and decoded body."""

# Words of a payload's field or an operation's method that say what an id identifies.
_WORDS = {
    "record 0-5": "ticket",
    "record 0-8": "line_item",
    "record 0-48": "call|0-48|engagement",
    "record 0-3": "deal|0-3",
    "record 0-7": "product",
    "record 0-2": "compan",
    "record 0-1": "contact|vid",
    "list": "list",
    "marketing_email": "email|content_id",
    "marketing_email_revision": "revision",
    "marketing_event": "event",
    "comment": "comment",
    "blog_post": "blog|post",
    "file": "file",
}
_TITLES = frozenset(
    ("name", "dealname", "subject", "hs_name", "event_name", "eventName", "label", "title", "model", "slug")
)
_OWN = frozenset(("externalEventId", "external_event_id"))  # names that an integration gives
_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+\w+\Z")


class Impossible(Exception):  # noqa: N818 # reads as what it is
    """The account refuses to create something that an operation needs."""


@dataclass(frozen=True)
class Step:
    """One request of the sample portal. `makes` is the kind of thing and its name in the samples, if it creates any."""

    method: str
    path: str
    body: Any
    makes: tuple[str, str] | None

    def refers_to(self, name: str) -> bool:
        """Whether its path or body refers to a thing of this name."""
        return name in self.path.split("/") or any(str(value) == name for _, value in leaves(self.body or {}))


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """The requests of the sample portal that create things which can be deleted again, or connect such things."""
    text = (files("hubspot_facade.sandbox.samples") / "portal.toml").read_text(encoding="utf-8")
    given = [_step(each) for each in tomllib.loads(text)["step"] if "form" not in each]
    return tuple(step for step in given if step.makes is None or collection(step.path) is not None)


def _step(given: dict[str, Any]) -> Step:
    method, _, path = given["request"].partition(" ")
    numbers, body = given.get("numbers", {}), given.get("body")
    makes = next(((kind, str(number)) for kind, number in numbers.items()), None)
    if makes is None and "uuid" in given:
        makes = (path.split("/")[2], given["uuid"])
    elif makes is None and body and method == "POST" and "/properties/" in path:
        makes = ("property", body["name"])
    return Step(method, path, body, makes)


class Belongings:
    """The things of one operation on one account."""

    def __init__(self, send: Send, prefix: str, owner: str = "") -> None:
        self._send = send
        self._prefix = prefix
        self._ids: dict[tuple[str, str], str] = {}
        self._owner = owner

    def prepare(self, payload: dict[str, Any], hint: str) -> dict[str, Any]:
        """Create what the payload refers to; the payload with the account's ids and prefixed names and addresses.

        Raises Impossible if the account refuses something.
        """
        fields = " ".join(str(step) for at, _ in leaves(payload) for step in at)
        for step in needed(payload, f"{hint} {fields}"):
            path = "/".join(self._of(part, step.path) for part in step.path.split("/"))
            status, body = self._send(step.method, path, self._translated(step.body or {}, step.path) or None)
            if status >= 400:
                raise Impossible(f"{step.method} {path} was answered {status}")
            if step.makes:
                self._ids[step.makes] = _id(body) or self._prefix + step.makes[1]
        return dict(self._translated(payload, hint))

    def _translated(self, value: Any, hint: str) -> Any:
        for at, leaf in list(leaves(value)):
            new: Any = self._of(str(leaf), f"{'.'.join(str(step) for step in at)} {hint}")
            if new == str(leaf) and (at[-1] in _OWN or self._is_title(value, at)):
                new = self._prefix + str(leaf)
            if new != str(leaf):
                value = _put(value, at, int(new) if isinstance(leaf, int) and new.isdigit() else new)
        return value

    def _of(self, text: str, hint: str) -> str:
        """The account's value for one of the samples'."""
        kinds = [kind for kind, name in self._ids if name == text]
        near = [kind for kind in kinds if re.search(_WORDS.get(kind, kind), hint)]
        if kinds:
            return self._ids[(near or kinds)[0], text]
        if text == "12345" and "owner" in hint:
            return self._owner or text
        return self._prefix + text if _is_address(text) else text

    @staticmethod
    def _is_title(value: Any, at: tuple[str | int, ...]) -> bool:
        holder = value
        for step in at[:-1]:
            holder = holder[step]
        if at[-1] == "value" and isinstance(holder, dict):
            return str(holder.get("name") or holder.get("property")) in _TITLES
        return at[-1] in _TITLES and "value" not in holder


def needed(payload: dict[str, Any], hint: str) -> list[Step]:
    """The steps whose things a payload names, those that these name, and those that connect them.

    If several kinds of things have the same id, those that the hint refers to are meant.
    """
    wanted = {str(value) for _, value in leaves(payload)}
    names = {step.makes[1] for step in steps() if step.makes} | {name for step in steps() for name in _own_names(step)}
    found: list[Step] = []
    for step in reversed(steps()):
        speaks_of = {name for name in names if step.refers_to(name)}
        if step.makes is None:
            if speaks_of and speaks_of <= wanted and all(_ties(step, name, hint) for name in speaks_of):
                found.insert(0, step)
        elif (step.makes[1] in wanted and _is_near(step.makes, hint)) or _own_names(step) & wanted:
            found.insert(0, step)
            wanted |= speaks_of
    return found


def _kinds(name: str, hint: str) -> list[str]:
    """The kinds of things with this name; only those that the hint refers to, if it refers to any."""
    kinds = [step.makes[0] for step in steps() if step.makes and step.makes[1] == name]
    return [kind for kind in kinds if re.search(_WORDS.get(kind, kind), hint)] or kinds


def _is_near(thing: tuple[str, str], hint: str) -> bool:
    return thing[0] in _kinds(thing[1], hint)


def _ties(step: Step, name: str, hint: str) -> bool:
    kinds = _kinds(name, step.path)
    return not kinds or any(_is_near((kind, name), hint) for kind in kinds)


def _own_names(step: Step) -> set[str]:
    """Other identifiers of the thing that a step creates: a contact's address, an event's external id."""
    is_contact = step.path.endswith("/contacts")
    return {
        str(value) for at, value in leaves(step.body or {}) if (is_contact and _is_address(value)) or at[-1] in _OWN
    }


def _is_address(value: str | int) -> bool:
    return isinstance(value, str) and _ADDRESS.match(value) is not None


def _put(value: Any, at: tuple[str | int, ...], new: Any) -> Any:
    if isinstance(value, list):
        return Change(("list", *at), new).of({"list": value})["list"]
    return Change(at, new).of(value)


def _id(body: Any) -> str | None:
    if not isinstance(body, dict):
        return None
    inner = body.get("list")
    found = inner.get("listId") if isinstance(inner, dict) else body.get("id") or body.get("objectId")
    return str(found or body.get("name") or "") or None


# -- deleting ----------------------------------------------------------------------------------------------------

_BASE = r"(?P<base>{})(?:/batch/(?:create|upsert)|/clone|/ab-test/create-variation|/upsert)?/?\Z"
_COLLECTIONS = [
    re.compile(_BASE.format(pattern))
    for pattern in (
        r"/crm/(?:objects/[\d-]+|v3/objects)/[\w-]+",
        r"/crm/(?:lists/[\d-]+|v3/lists)",
        r"/crm/(?:pipelines/[\d-]+|v3/pipelines)/[\w-]+",
        r"/crm/(?:properties/[\d-]+|v3/properties)/[\w-]+(?:/groups)?",
        r"/marketing/(?:campaigns|emails)/[\d-]+|/marketing/v3/(?:campaigns|emails)",
        r"/cms/(?:blogs/[\d-]+|v3/blogs)/posts",
        r"/files/(?:[\d-]+|v3)/files",
    )
]
_EVENTS = re.compile(
    r"(?P<base>/marketing/(?:marketing-events/[\d-]+|v3/marketing-events))/events(?:/upsert|/[^/]+)?/?\Z"
)


def collection(path: str) -> re.Match[str] | None:
    """The match of a path that creates things; a thing's id is appended to its group `base` to delete it."""
    return _EVENTS.match(path) or next((found for one in _COLLECTIONS if (found := one.match(path))), None)


def removals(method: str, path: str, status: int, body: Any) -> Iterator[str]:
    """The paths to DELETE for what an answered request has created. Of upserts, only what they report as new."""
    if status not in (200, 201, 207) or method not in ("POST", "PUT") or not isinstance(body, dict):
        return
    matched, event = collection(path), path.find("marketing-events") > 0
    if matched is None or (method == "PUT" and not event):
        return
    for one in body.get("results", [body]) if "/batch/" in path or "/upsert" in path else [body]:
        made = one.get("objectId") if event else _id(one) if "/properties/" not in path else one.get("name")
        if made and one.get("new", True):
            yield f"{matched['base']}/{made}"
