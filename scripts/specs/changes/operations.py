"""What differs between two operations: parameters, body, answers, scopes."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.specs.changes.change import Change, Severity, judged
from scripts.specs.changes.constraints import listed
from scripts.specs.changes.ledger import Ledger
from scripts.specs.changes.parameters import parameter_changes, parameters
from scripts.specs.changes.schemas import Comparison
from scripts.specs.walk import Node, resolve

JSON = "application/json"
"""The media type that is not named with each place."""

Place = tuple[Node, str, str]
"""A document, and the path and method of an operation in it."""


def operation_changes(old: Place, new: Place, ledger: Ledger) -> Iterator[Change]:
    """Every difference that a rule knows, the operation's path aside; `ledger` is where they are entered."""
    (before, old_path, old_method), (after, new_path, new_method) = old, new
    had, has = before["paths"][old_path][old_method], after["paths"][new_path][new_method]
    request = Comparison(before, after, "request", ledger)
    yield from _lifecycle(had, has, ledger)
    yield from _security(before, had, after, has, ledger)
    yield from parameter_changes(request, parameters(before, old_path, had), parameters(after, new_path, has))
    if ("requestBody" in had) != ("requestBody" in has):
        ledger.enter((had, has), "requestBody")
    yield from _body(request, had.get("requestBody"), has.get("requestBody"))
    yield from _answers(Comparison(before, after, "response", ledger), had["responses"], has["responses"])


def _lifecycle(old: Node, new: Node, ledger: Ledger) -> Iterator[Change]:
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        ledger.enter((old, new), "deprecated")
        yield Change("endpoint-deprecated" if new.get("deprecated") else "endpoint-reactivated", Severity.INFO)
    key = "x-hubspot-rate-limit-exemptions"
    was, now = ", ".join(old.get(key, ())), ", ".join(new.get(key, ()))
    if was != now:
        ledger.enter((old, new), key)
        yield Change("rate-limit-exemptions-changed", Severity.INFO, was=was, now=now)


def scopes(document: Node, operation: Node) -> list[str]:
    """The alternatives of an operation's security: scopes joined by ``+``, the scheme's name where it has none."""
    alternatives = operation.get("security", document.get("security", [])) or [{}]
    return sorted(
        {
            " and ".join("+".join(sorted(names)) or scheme for scheme, names in sorted(each.items())) or "none"
            for each in alternatives
        }
    )


def _security(before: Node, old: Node, after: Node, new: Node, ledger: Ledger) -> Iterator[Change]:
    had, has = scopes(before, old), scopes(after, new)
    if had != has:
        ledger.enter((old if "security" in old else before, new if "security" in new else after), "security")
        was, now = (listed([each for each in one if each not in other]) for one, other in ((had, has), (has, had)))
        yield Change("api-security-updated", Severity.WARNING, where="scopes", was=was, now=now)


def _body(comparison: Comparison, old: Node | None, new: Node | None) -> Iterator[Change]:
    had, has = resolved(comparison.old, old), resolved(comparison.new, new)
    if had is None or has is None:
        if has is not None:
            needs = bool(has.get("required"))
            yield judged(
                f"added-{'required' if needs else 'optional'}-request-body",
                "request",
                "narrows" if needs else "none",
                where="body",
            )
        elif had is not None:
            yield judged("request-body-removed", "request", "incomparable", where="body")
        return
    if bool(had.get("required")) != bool(has.get("required")):
        comparison.ledger.enter((had, has), "required")
        needs = bool(has.get("required"))
        what = "required" if needs else "optional"
        yield judged(f"request-body-became-{what}", "request", "narrows" if needs else "widens", where="body")
    yield from _media(comparison, had.get("content", {}), has.get("content", {}), "body", "request-body-media-type")


def _answers(comparison: Comparison, old: Node, new: Node) -> Iterator[Change]:
    for status in sorted(old.keys() | new.keys()):
        named = "success" if status.startswith("2") else "non-success"
        where = f"answer {status}"
        if status not in new or status not in old:
            comparison.ledger.enter((old, new), status)
        if status not in new:
            severity = Severity.BREAKING if named == "success" else Severity.INFO
            yield Change(f"response-{named}-status-removed", severity, where)
        elif status not in old:
            yield Change(f"response-{named}-status-added", Severity.INFO, where)
        else:
            had = resolved(comparison.old, old[status]) or {}
            has = resolved(comparison.new, new[status]) or {}
            yield from _headers(comparison, had.get("headers", {}), has.get("headers", {}), where)
            yield from _media(comparison, had.get("content", {}), has.get("content", {}), where, "response-media-type")


def _headers(comparison: Comparison, old: Node, new: Node, where: str) -> Iterator[Change]:
    comparison.ledger.enter((old, new), *(old.keys() ^ new.keys()))
    for name in sorted(old.keys() - new.keys()):
        needed = bool((resolved(comparison.old, old[name]) or {}).get("required"))
        severity = Severity.BREAKING if needed else Severity.WARNING
        yield Change(
            f"{'required' if needed else 'optional'}-response-header-removed", severity, f"{where} header {name}"
        )
    for name in sorted(new.keys() - old.keys()):
        yield Change("response-header-added", Severity.INFO, f"{where} header {name}")


def _media(comparison: Comparison, old: Node, new: Node, where: str, rule: str) -> Iterator[Change]:
    """Media types that went or came, and the schemas of those that stayed."""
    comparison.ledger.enter((old, new), *(old.keys() ^ new.keys()))
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            # A body or an answer of which no media type is left is another one, and so is one that had none.
            yield Change(f"{rule}-removed", Severity.BREAKING, where, was=name)
        elif name not in old:
            yield Change(f"{rule}-added", Severity.INFO, where, now=name)
        else:
            place = where if name == JSON else f"{where} {name}"
            yield from comparison.changes(
                old[name].get("schema", {}), new[name].get("schema", {}), place, subject="body"
            )


def resolved(document: Node, node: Node | None) -> Node | None:
    """The node of the document itself where this only refers to it."""
    if node is None or "$ref" not in node:
        return node
    target: Node = resolve(document, node["$ref"])
    return target
