"""What an agent can ask for: the catalogue, its operations with plans for what they change, and records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import APIError, HubSpotError, TransportError
from hubspot_facade.mcp.answers import marked, shorten
from hubspot_facade.mcp.approvals import Approvals, digest
from hubspot_facade.mcp.audit import Audit
from hubspot_facade.mcp.planning import Draft, carry_out, draft
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.mcp.schemas import calls_of, payload_schema
from hubspot_facade.wire.field_names import snake

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from hubspot_facade.catalogue.named_operation import Entry
    from hubspot_facade.mcp.client import GuardedHubSpot

PAGE = 20
"""How many items of a listing are asked for where the payload does not say."""
_SHOWN_CHANGES = 50
_SHOWN_HASH = 8  # characters in the audit file, which match a plan to what became of it


class Desk:
    """The portals of a server, by name, and what agents may do with them. The first portal is the default one.

    `open_portal` makes the client of a portal at its first use. `monotonic` and `wall` are clocks in seconds.
    """

    def __init__(
        self,
        portals: Mapping[str, Callable[[], GuardedHubSpot]],
        policy: Policy,
        *,
        monotonic: Callable[[], float],
        wall: Callable[[], float],
        audit_file: Path | None = None,
    ) -> None:
        self.policy = policy
        self._open = dict(portals)
        self._clients: dict[str, GuardedHubSpot] = {}
        self.approvals = Approvals(monotonic)
        self.audit = Audit(audit_file, wall)

    @property
    def portals(self) -> tuple[str, ...]:
        """The names of the portals."""
        return tuple(self._open)

    def client(self, portal: str | None = None) -> GuardedHubSpot:
        """The client of a portal; Refusal for a name that there is not."""
        name = portal or self.portals[0]
        if name not in self._open:
            raise Refusal(f"there is no portal {name[:100]!r} here; portals: {', '.join(self.portals)}")
        if name not in self._clients:
            self._clients.setdefault(name, self._open[name]())
        return self._clients[name]

    def close(self) -> None:
        """Close the connections."""
        for each in self._clients.values():
            each.close()

    # -- the catalogue ---------------------------------------------------------------------------------------

    def search_operations(
        self, words: str = "", area: str | None = None, effect: str | None = None, limit: int = PAGE
    ) -> dict[str, Any]:
        """The operations whose names have all of these words, else most of them; those that may run here first.

        `effect` is read, create, update, delete, send or irreversible; `area` crm, marketing, cms, files, …
        """
        found = [
            each
            for each in found_by(words, area)
            if (effect is None or each.effect == effect) and not each.name.endswith("(DDL)")
        ]
        found.sort(key=lambda each: self.policy.why_not(each) is not None)
        rows = [
            {
                "name": each.name,
                "method": each.python,
                "effect": each.effect,
                "does": each.doc.partition("\n")[0],
                "allowed": self.policy.why_not(each) is None,
            }
            for each in found[: max(1, min(limit, 100))]
        ]
        return {"total": len(found), "operations": rows}

    def describe_operation(self, name: str) -> dict[str, Any]:
        """All that there is to know to run an operation."""
        entry = Catalogue()[name]
        reason = self.policy.why_not(entry)
        facts: dict[str, Any] = {
            "name": entry.name,
            "method": entry.python,
            "also_named": list(entry.aliases),
            "about": entry.doc,
            "effect": entry.effect,
            "allowed": reason is None,
            "needs_plan": entry.effect != "read",
            "is_listing": entry.lists,
            "payload": payload_schema(entry),
            "calls": calls_of(entry),
            "sample": entry.sample,
        }
        small: dict[str, Any] = shorten(facts | ({"reason": reason} if reason else {}))[0]
        return small

    def run_operation(
        self,
        name: str,
        payload: Mapping[str, Any] | None = None,
        plan_hash: str | None = None,
        portal: str | None = None,
    ) -> dict[str, Any]:
        """The answer of an operation that reads; of one that writes its plan or, with the plan's hash, its answer."""
        given = dict(payload or {})
        client = self.client(portal)
        with self.audited("run_operation", portal, operation=name[:200]) as note:
            entry = Catalogue()[name]
            note(operation=entry.name, method=entry.python, effect=entry.effect, fields=sorted(map(str, given))[:100])
            self._check_size(given)
            self.policy.check(entry, given)
            if entry.effect == "read":
                if plan_hash:
                    raise Refusal(f"{entry.name!r} only reads and takes no plan_hash")
                answer = client.run(entry.plan(client, _paged(entry, given)))
                note(outcome="read")
                return marked(self.policy.shown(answer))
            subject = [self._name(portal), entry.python, entry.name, given]
            if not plan_hash:
                return self._plan(client, entry, given, subject, note)
            return self._carry_out(client, entry, given, subject, plan_hash, note)

    def _plan(
        self, client: GuardedHubSpot, entry: Entry, payload: dict[str, Any], subject: Any, note: Callable[..., None]
    ) -> dict[str, Any]:
        plan = self._draft(client, entry, payload)
        if not plan.requests:
            note(outcome="nothing to do")
            return {"plan_hash": None, "say": "Nothing would be changed."}
        shown = [each.shown() for each in plan.changes[:_SHOWN_CHANGES]]
        plan_hash = self.approvals.issue(subject, plan.state)
        note(outcome="planned", records=plan.records, plan=plan_hash[:_SHOWN_HASH])
        facts: dict[str, Any] = {
            "plan_hash": plan_hash,
            "expires_in_seconds": self.approvals.seconds,
            "operation": entry.name,
            "effect": entry.effect,
            "records": plan.records,
            "say": "Nothing has been changed yet. To carry this out call run_operation with the same name, payload and "
            "portal, and this plan_hash, which is good once. If a person should decide, show them this plan first.",
        }
        if plan.further:
            facts["may_be_followed_by"] = sorted(f"{method} {path}" for method, path in plan.further)
        if len(plan.changes) > _SHOWN_CHANGES:
            facts["not_shown"] = len(plan.changes) - _SHOWN_CHANGES
        return marked(self.policy.shown({"changes": shown}), **facts)

    def _carry_out(
        self,
        client: GuardedHubSpot,
        entry: Entry,
        payload: dict[str, Any],
        subject: Any,
        plan_hash: str,
        note: Callable[..., None],
    ) -> dict[str, Any]:
        note(plan=plan_hash[:_SHOWN_HASH])
        approved = self.approvals.take(plan_hash, subject)
        plan = self._draft(client, entry, payload)
        if approved.state != digest(plan.state):
            raise Refusal(
                "what is to be changed is no longer as the plan showed it, so nothing was done. "
                "Call run_operation without plan_hash for a new plan"
            )
        note(records=plan.records)
        self.audit.write(
            tool="run_operation",
            portal=subject[0],
            operation=entry.name,
            plan=plan_hash[:_SHOWN_HASH],
            records=plan.records,
            outcome="begun",
        )
        try:
            answer = carry_out(client, entry, payload, plan)
        except HubSpotError as error:
            doubtful = isinstance(error, TransportError) or getattr(error, "in_doubt", False)
            note(outcome="unknown" if doubtful else "failed")
            raise
        given = cast("dict[str, Any]", answer if isinstance(answer, dict) else {})
        failed: Any = given.get("numErrors")
        note(outcome="partly done" if failed else "done")
        return marked(self.policy.shown(answer), done=not failed, records=plan.records)

    def _draft(self, client: GuardedHubSpot, entry: Entry, payload: dict[str, Any]) -> Draft:
        plan = draft(client, entry, payload)
        if plan.records > self.policy.most_records:
            raise Refusal(
                f"this would change {plan.records:,} records, and one plan may change at most "
                f"{self.policy.most_records:,}: do fewer at a time"
            )
        return plan

    def _check_size(self, payload: Mapping[str, Any]) -> None:
        try:
            size = len(json.dumps(payload, default=str))
        except (RecursionError, ValueError):
            raise Refusal("the payload is nested too deep") from None
        if size > self.policy.largest:
            raise Refusal(f"the payload has {size:,} bytes, of at most {self.policy.largest:,}: do less at a time")

    def _name(self, portal: str | None) -> str:
        return portal or self.portals[0]

    @contextmanager
    def audited(self, tool: str, portal: str | None, **facts: Any) -> Generator[Callable[..., None]]:
        """Write a line with what became of a call, whatever that is."""
        line: dict[str, Any] = {"tool": tool, "portal": self._name(portal), **facts}
        try:
            yield line.update
        except Exception as error:
            line.setdefault("outcome", "refused" if isinstance(error, Refusal) else "failed")
            line["error"] = type(error).__name__ + (f" {error.status}" if isinstance(error, APIError) else "")
            self.audit.write(**line)
            raise
        self.audit.write(**line)


def found_by(words: str, area: str | None) -> list[Entry]:
    """The operations with all of these words, the name itself first; where there are none, those with most of them."""
    catalogue = Catalogue()
    if found := catalogue.search(words, area=area):
        return sorted(found, key=lambda each: words.casefold() not in (each.name.casefold(), each.python))
    wanted = [each.rstrip("s") for each in re.findall(r"[a-z0-9]{3,}", words.casefold())]
    counted = [(sum(word in _text(each) for word in wanted), each) for each in catalogue.search(area=area)]
    most = max((count for count, _ in counted), default=0)
    return [each for count, each in counted if most and count == most]


def _text(entry: Entry) -> str:
    return " ".join((entry.name, *entry.aliases, entry.python)).casefold()


def _paged(entry: Entry, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with the size of a page, if it has none."""
    parameter = entry.form.parameters.get("page_size")
    if not entry.lists or parameter is None or any(snake(each) in parameter.spellings for each in payload):
        return payload
    return {**payload, parameter.field: PAGE}
