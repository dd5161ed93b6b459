"""A portal as a plain dictionary, and what a write of a record does to it: the other side of the stateful tests.

Rules as HubSpot's documents tell them: emails compare without regard to case, a contact is found by its secondary ones
too, unique values are had once, an upsert's key is written only where it makes a record, a merge gives a new record
with the primary's values first, a label stands beside the plain association of its pair.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal

MARKS = tuple(f"mark_{number}" for number in range(12))
SHOWN = {"contacts": ("email", "hs_additional_emails", "uon", "todo", *MARKS), "companies": ("uon", "todo", *MARKS)}
BOSS = ("USER_DEFINED", 1)
PLAIN = ("HUBSPOT_DEFINED", 279)
# A default association makes a first company the primary one in some editions; the tests leave that type alone.
PRIMARY = ("HUBSPOT_DEFINED", 1)

Type = tuple[str, int]


class RefusedError(Exception):
    """HubSpot does not do this."""


@dataclass(frozen=True)
class Change:
    """A write of one record: found by its id (`by` None) or by a property; `bad` says why nobody can do it.

    `mark` is a property with a value that no other write has, so that the portal shows whether it was done.
    """

    kind: str
    verb: Literal["create", "update", "upsert"]
    by: str | None
    key: str | None
    values: dict[str, str]
    mark: tuple[str, str]
    bad: str = ""


@dataclass
class Portal:
    """Records by type and id, the ids of merged ones, associations of contacts with companies, members of the list."""

    records: dict[str, dict[str, dict[str, str]]] = field(default_factory=lambda: {kind: {} for kind in SHOWN})
    moved: dict[str, str] = field(default_factory=dict)
    links: dict[tuple[str, str], set[Type]] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)

    def copy(self) -> Portal:
        return deepcopy(self)

    def view(self) -> Any:
        """Everything that is there, for comparing."""
        return self.records, self.links, self.members

    def holder(self, kind: str, name: str | None, key: str | None) -> str | None:
        """The id of the record that a key finds."""
        records = self.records[kind]
        if name is None:
            return key if key in records else None
        for id_, values in records.items():
            if name == "email" and (key or "").lower() in addresses(values):
                return id_
            if name != "email" and values.get(name) == key:
                return id_
        return None

    def apply(self, change: Change, made: str | None) -> str:
        """The id of the record that the write changes or makes (as `made`); nothing happens when RefusedError."""
        if change.bad:
            raise RefusedError(change.bad)
        found = None if change.verb == "create" else self.holder(change.kind, change.by, change.key)
        if found is None and change.verb == "update":
            raise RefusedError("not there")
        values = {name: value.lower() if name == "email" else value for name, value in change.values.items()}
        if found is None and change.by is not None and change.key is not None:
            values = {change.by: change.key.lower() if change.by == "email" else change.key} | values
        for name in ("email", "uon"):
            if name in values and self.holder(change.kind, name, values[name]) not in (None, found):
                raise RefusedError(f"{name} is taken")
        if found is None:
            if made is None:
                raise RefusedError("nothing tells the new record")
            found = made
        self.write(change.kind, found, values)
        return found

    def write(self, kind: str, id_: str, values: dict[str, str]) -> None:
        record = self.records[kind].setdefault(id_, {})
        record |= values

    def merge(self, kind: str, primary: str, other: str, made: str) -> None:
        records = self.records[kind]
        one, two = records.pop(primary), records.pop(other)
        joined = two | one
        if kind == "contacts":
            extra = [each for each in (*addresses(one), *addresses(two)) if each != joined.get("email")]
            joined.pop("hs_additional_emails", None)
            if extra:
                joined["hs_additional_emails"] = ";".join(sorted(extra))
        records[made] = joined
        self.moved |= {old: made for old, now in self.moved.items() if now in (primary, other)}
        self.moved |= {primary: made, other: made}
        end = 0 if kind == "contacts" else 1
        for pair in [pair for pair in self.links if pair[end] in (primary, other)]:
            types = self.links.pop(pair)
            self.links.setdefault((made, pair[1]) if end == 0 else (pair[0], made), set()).update(types)
        if kind == "contacts" and self.members & {primary, other}:
            self.members = self.members - {primary, other} | {made}

    def archive(self, kind: str, id_: str) -> None:
        self.records[kind].pop(id_, None)
        self.members.discard(id_)
        end = 0 if kind == "contacts" else 1
        for pair in [pair for pair in self.links if pair[end] == id_]:
            del self.links[pair]

    def shows(self, change: Change) -> str | None:
        """The id of the record that a write has left its mark on."""
        name, value = change.mark
        return next((id_ for id_, values in self.records[change.kind].items() if values.get(name) == value), None)


def addresses(values: dict[str, str]) -> list[str]:
    """A contact's emails, the primary one first."""
    return [each for each in (values.get("email", ""), *values.get("hs_additional_emails", "").split(";")) if each]


def read(http: Any, list_id: str) -> Portal:
    """What is in a portal, read past the facade."""
    portal = Portal()
    for kind, names in SHOWN.items():
        query = {"limit": 100, "properties": ",".join(names)}
        after: dict[str, str] | None = {}
        while after is not None:
            page = http.get(f"/crm/v3/objects/{kind}", params=query | after).json()
            for record in page["results"]:
                values = {name: record["properties"].get(name) for name in names}
                if values.get("hs_additional_emails"):
                    values["hs_additional_emails"] = ";".join(sorted(values["hs_additional_emails"].split(";")))
                portal.records[kind][record["id"]] = {name: value for name, value in values.items() if value}
            after = page.get("paging", {}).get("next") and {"after": page["paging"]["next"]["after"]}
    if portal.records["contacts"] and portal.records["companies"]:
        inputs = [{"id": each} for each in portal.records["contacts"]]
        path = "/crm/v4/associations/contacts/companies/batch/read"
        for each in http.post(path, json={"inputs": inputs}).json()["results"]:
            for to in each["to"]:
                types = {(one["category"], one["typeId"]) for one in to["associationTypes"]} - {PRIMARY}
                portal.links[each["from"]["id"], str(to["toObjectId"])] = types
    page = http.get(f"/crm/v3/lists/{list_id}/memberships").json()
    portal.members = {str(each["recordId"]) for each in page["results"]}
    return portal
