"""HubSpot's refusals, as sentences for people.

Errors keep what HubSpot wrote, in `message` and `errors`; `str()` uses these sentences. HubSpot puts the facts in
several places: in `message`, in a JSON array inside `message`, in `errors`, in `context`, or nowhere at all; and it
lists every option of a property that was given a wrong value.
"""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.light_dataclasses import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_ITEMS, MOST_OPTIONS, LONGEST = 10, 5, 300
NEAR = 0.6
# What a context says of the input itself, which its outcome or the request names.
_OF_INPUT = {"id", "ids", "index", "input", "existingId", "objectId", "objectWriteTraceId", "propertyName"}

_GENERIC = re.compile(
    r"(bad request|validation error|there was a problem with the request|property values were not valid"
    r"|errors found processing batch update|invalid input|null)?[.:\s]*\Z",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"(allowed options|Valid options are)[^\[]*\[")
_LABELLED = re.compile(r'label: "((?:[^"\\]|\\.)*)"\s*value: "((?:[^"\\]|\\.)*)"')
_GIVEN = re.compile(r"\A(.{0,200}?) (?:was|is) not ", re.DOTALL)
_NOT_LONG = re.compile(r"\A(.{0,200}) was not a valid long\.?\Z", re.DOTALL)
_NOT_UNIQUE = re.compile(r"Unable to perform \S+ by non-unique \S+ property (\S+) in portal ID \d+")
_PORTAL = re.compile(r"\. Portal \d+, object type [\d-]+\Z")


@dataclass(frozen=True)
class ErrorItem:
    """One entry of an error body's `errors`; any part may be absent."""

    message: str = ""
    code: str | None = None
    category: str | None = None
    sub_category: str | None = None
    status: str | None = None
    where: str | None = None
    id: str | None = None
    context: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def __str__(self) -> str:
        return item_sentence(self)

    def to_dict(self) -> dict[str, Any]:
        """The item in HubSpot's spelling, without absent parts."""
        named = {
            "status": self.status,
            "category": self.category,
            "subCategory": self.sub_category,
            "message": self.message,
            "code": self.code,
            "in": self.where,
            "id": self.id,
            "context": dict(self.context) or None,
        }
        return {name: value for name, value in named.items() if value is not None}


def reason(message: str, errors: Sequence[ErrorItem] = (), context: Mapping[str, Any] | None = None) -> str:
    """Why HubSpot refused, a sentence per field, and what only the context says; empty if it does not say."""
    said = _reason(message, errors)
    return with_facts(said, context or {}) if said else said


def _reason(message: str, errors: Sequence[ErrorItem]) -> str:
    head, sentences = parts(message, errors)
    shown = sentences[:MOST_ITEMS]
    if len(sentences) > MOST_ITEMS:
        shown.append(f"and {len(sentences) - MOST_ITEMS} more")
    # a generic message repeats the status, others what one of the sentences says: neither is a reason of its own
    superfluous = _GENERIC.match(head) or any(head.rstrip(". ") in each for each in shown)
    return "; ".join(filter(None, ("" if superfluous else head, *shown)))


def parts(message: str, errors: Sequence[ErrorItem] = ()) -> tuple[str, list[str]]:
    """The message without the JSON in it, and the sentences in addition to it."""
    head, inside = _parted(message)
    sentences = [item_sentence(each) for each in errors] or inside
    return shorten(head), [each for each in dict.fromkeys(sentences) if each and each not in head]


def item_sentence(item: ErrorItem) -> str:
    """One entry of `errors`: the field, what is wrong with it, and HubSpot's code."""
    named: object = item.context.get("propertyName") or item.where
    if isinstance(named, list | tuple):
        named = ", ".join(map(str, cast("Sequence[object]", named)))
    _, inside = _parted(item.message)
    if inside:
        return reason(item.message)
    code = item.code or (None if item.category == "VALIDATION_ERROR" else item.category)
    return with_facts(_sentence(named, item.message, code) or code or "", item.context)


def facts_of(context: Mapping[str, Any], text: str, *, with_ids: bool = False) -> list[str]:
    """What the context says and the text does not: which properties are missing, for example."""
    facts = list[str]()
    left_out = _OF_INPUT - {"id", "ids"} if with_ids else _OF_INPUT
    for name, given in context.items():
        several = cast("list[object]", given if isinstance(given, list) else [given])
        values = [str(each) for each in several if isinstance(each, str | int)]
        new = [each for each in values if each and each not in text and not any(each in fact for fact in facts)]
        if name not in left_out and new:
            more = f" and {len(new) - MOST_OPTIONS} more" if len(new) > MOST_OPTIONS else ""
            facts.append(f"{name}: {shorten(', '.join(new[:MOST_OPTIONS]))}{more}")
    return facts


def with_facts(text: str, context: Mapping[str, Any], *, with_ids: bool = False) -> str:
    """The text, followed by what the context alone says."""
    facts = facts_of(context, text, with_ids=with_ids)
    return f"{text.rstrip('.')} ({'; '.join(facts)})" if text and facts else text


def _sentence(name: object, text: str, code: object) -> str:
    text = _NOT_LONG.sub(
        lambda found: f"{found[1]!r} is neither a number nor a date (2026-03-04, or milliseconds since 1970)",
        shorten(_PORTAL.sub("", text.strip())),
    )
    if not text:
        return ""
    start = f"{name}: " if isinstance(name, str) and name and f'"{name}"' not in text else ""
    return f"{start}{text.rstrip('.')} ({code})" if isinstance(code, str) and code not in text else f"{start}{text}"


def shorten(text: str) -> str:
    """The text with a list of options reduced to the nearest and a few others, and cut off if it is very long."""
    text = _NOT_UNIQUE.sub(r"'\1' is not a unique property, so that no record can be found by it", text.strip())
    text = _with_few_options(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _parted(message: str) -> tuple[str, list[str]]:
    """The message without the JSON in it, and the sentences of an array in it; an envelope is opened."""
    message = message.strip()
    if message.startswith("{"):
        inner = _decoded(message)
        text = cast("dict[str, Any]", inner).get("message") if isinstance(inner, dict) else None
        return (text if isinstance(text, str) else message), []
    start = message.find("[{")
    listed = _decoded(message[start:]) if start >= 0 else None
    if not isinstance(listed, list):
        return message, []
    entries = [cast("dict[str, Any]", each) for each in cast("list[object]", listed) if isinstance(each, dict)]
    found = [_sentence(each.get("name"), str(each.get("message") or ""), each.get("error")) for each in entries]
    return message[:start].rstrip(" :"), found


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _with_few_options(text: str) -> str:
    found = _OPTIONS.search(text)
    if found is None:
        return text
    start = found.end()
    end = text.rfind("]")
    listed = text[start : end if end > start else len(text)]
    labelled = [(value, label) for label, value in _LABELLED.findall(listed)]
    options = [value for value, _ in labelled] or [each.strip() for each in listed.split(",") if each.strip()]
    if len(options) <= MOST_OPTIONS and not labelled:
        return text
    rest = text[end + 1 :].strip() if end > start else ""
    shown = ", ".join(options[:MOST_OPTIONS])
    more = f" and {len(options) - MOST_OPTIONS} more" if len(options) > MOST_OPTIONS else ""
    nearest = _nearest(text, labelled or [(each, each) for each in options])
    meant = f"; did you mean {nearest!r}?" if nearest else ""
    return f"{text[:start]}{shown}{more}]{meant}{f' {rest}' if rest.strip('.') else ''}"


def _nearest(text: str, options: list[tuple[str, str]]) -> str | None:
    """The option whose value or label is most similar to the given one, ignoring case."""
    given = _GIVEN.match(text)
    if given is None:
        return None
    spelled = {spelling.casefold(): value for value, label in reversed(options) for spelling in (label, value)}
    return next((spelled[each] for each in get_close_matches(given[1].strip('"').casefold(), spelled, 1, NEAR)), None)
