"""Lists and their memberships. Memberships of a dynamic list are worked out whenever they are asked for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import strings
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.state import user
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant, parse

from . import errors
from .filters import Evaluation, check, lists_used
from .history import Past
from .member_cache import MemberCache

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

LISTS = Collection("list", id_field="listId", archived="deletedAt", missing=errors.unknown_list)
USER = user.USER["id"]
LEGACY = 100_000
"""A list's id in the API of v1 is its id and this, so that the two are never mistaken for one another."""
PROCESSING = ("MANUAL", "SNAPSHOT", "DYNAMIC")
OPTIONAL = ("customProperties",)
SETTINGS: dict[str, Body] = {
    "listPermissions": {"teamsWithEditAccess": [], "usersWithEditAccess": []},
    "membershipSettings": {"membershipTeamId": None, "includeUnassigned": None},
}
"""Who may edit a list and what it may take in, by default."""
Members = dict[int, int]
"""Epoch milliseconds of joining, by record id."""


def _object(value: Any) -> Body:
    return value if is_object(value) else {}


class Lists:
    """The lists of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._members = portal.shelf("list_members")

    # -- lists -----------------------------------------------------------------------------------------------

    def get(self, id_: str) -> Body:
        """A list, deleted ones too, as HubSpot reads them."""
        found = LISTS.find(self._portal, id_) or LISTS.find(self._portal, id_, archived=True)
        if found is None:
            raise errors.unknown_list(id_)
        return found

    def live(self, id_: str) -> Body:
        """A list that is not deleted."""
        return LISTS.get(self._portal, id_)

    def named(self, kind: ObjectType, name: str) -> Body:
        """The live list of an object type with a name."""
        for one in LISTS.all(self._portal):
            if one["objectTypeId"] == kind.id and one["name"].casefold() == name.casefold():
                return one
        raise errors.unknown_name(name)

    def create(self, given: Body) -> Body:
        """A new list; a snapshot takes its members now."""
        kind = self._portal.service(ObjectTypes).resolve(str(given["objectTypeId"]))
        processing = str(given["processingType"]).upper()
        if processing not in PROCESSING:
            raise errors.unknown_operator(str(given["processingType"]))
        self._require_free(str(given["name"]))
        branch = given.get("filterBranch")
        if branch is not None and processing == "MANUAL":
            raise errors.filters_of_manual()
        if branch is not None:
            check(self._portal, kind, branch)
        elif processing != "MANUAL":
            raise errors.bad_branch(f"a {processing} list needs a filterBranch")
        body: Body = {
            "name": str(given["name"]),
            "objectTypeId": kind.id,
            "processingType": processing,
            "processingStatus": "COMPLETE",
            "listVersion": 1,
            "createdById": USER,
            "updatedById": USER,
            "filtersUpdatedAt": instant(self._portal.now()),
            "folderId": str(given.get("listFolderId") or 0),
            **{name: {**known, **_object(given.get(name))} for name, known in SETTINGS.items()},
            **{name: given[name] for name in OPTIONAL if given.get(name) is not None},
        }
        if processing != "MANUAL":
            body["filterBranch"] = branch
        made = LISTS.create(self._portal, body)
        if processing == "SNAPSHOT":
            now = self._portal.now()
            members = dict.fromkeys(self._evaluated(made), now)
            self._store(made["listId"], members, added=bool(members))
        return made

    def rename(self, id_: str, name: str) -> Body:
        """The list with another name, which is no other version of it."""
        body = self.live(id_)
        if name.casefold() != body["name"].casefold():
            self._require_free(name)
        self._portal.service(Past).edited(id_)
        return LISTS.save(self._portal, body | {"name": name}, touch=False)

    def refilter(self, id_: str, branch: Body) -> Body:
        """The dynamic list with other filters."""
        body = self.live(id_)
        if body["processingType"] != "DYNAMIC":
            raise errors.not_dynamic(id_)
        check(self._portal, self.kind(body), branch)
        return self._changed(body | {"filterBranch": branch, "filtersUpdatedAt": instant(self._portal.now())})

    def delete(self, id_: str) -> None:
        """Delete a list; it stays readable, and restorable. Refused while another list's filters refer to it."""
        self.live(id_)
        users = self.users(id_)
        if users:
            raise errors.in_use(id_, users)
        LISTS.archive(self._portal, id_)

    def users(self, id_: str) -> list[str]:
        """The lists whose filters refer to a list."""
        return [one["listId"] for one in LISTS.all(self._portal) if id_ in lists_used(one.get("filterBranch"))]

    def restore(self, id_: str) -> None:
        """Bring a deleted list back; nothing happens to one that is not deleted."""
        body = self.get(id_)
        if body.pop("deletedAt", None) is not None:
            self._changed(body)

    def move(self, id_: str, folder: str) -> None:
        """Put a list into a folder."""
        LISTS.save(self._portal, self.live(id_) | {"folderId": folder}, touch=False)

    def kind(self, body: Body) -> ObjectType:
        """The object type of a list's records."""
        return self._portal.service(ObjectTypes).by_id(body["objectTypeId"])

    def _require_free(self, name: str) -> None:
        if any(one["name"].casefold() == name.casefold() for one in LISTS.all(self._portal)):
            raise errors.name_taken(name)

    def _changed(self, body: Body) -> Body:
        self._portal.service(Past).edited(body["listId"])
        return LISTS.save(self._portal, body | {"listVersion": body["listVersion"] + 1, "updatedById": USER})

    # -- memberships -----------------------------------------------------------------------------------------

    def members(self, body: Body) -> Members:
        """The list's live records and when each joined; of a dynamic list, when it last changed."""
        if body["processingType"] == "DYNAMIC":
            return self._portal.service(MemberCache).members(body, lambda: self._evaluated(body))
        kept: dict[str, int] = self._members.get(body["listId"]) or {}
        stored = {int(id_): at for id_, at in kept.items()}
        live = self._portal.service(Records).living(self.kind(body), stored)
        found: Members = {}
        for id_, at in stored.items():
            if id_ in live:  # who was merged joined when the first of the two did
                found[live[id_]] = min(at, found.get(live[id_], at))
        return found

    def size(self, body: Body) -> int:
        """How many records the list has."""
        return len(self.members(body))

    def counted(self, body: Body) -> bool:
        """Whether the list's size is known yet: some time after its making, or since records came or went."""
        made = parse(body["createdAt"]) or 0
        ready = self._portal.now() - made >= self._portal.unsettled.lists_counted_after
        return ready or bool(self._portal.service(Past).of(body["listId"])["sizes"])

    def change(self, id_: str, add: Iterable[object], remove: Iterable[object]) -> Body:
        """Add and remove records; answers which were, and which do not exist."""
        body = self._manual(id_)
        members = self.members(body)
        adding, removing = strings(list(add)), strings(list(remove))
        numbers = {one: number for one in (*adding, *removing) if (number := natural(one)) is not None}
        live = self._portal.service(Records).living(self.kind(body), numbers.values())
        ids = {one: live[number] for one, number in numbers.items() if number in live}
        missing = [one for one in dict.fromkeys((*adding, *removing)) if one not in ids]
        removed = [one for one in dict.fromkeys(removing) if ids.get(one) in members]
        added = [one for one in dict.fromkeys(adding) if one in ids and ids[one] not in members]
        now = self._portal.now()
        for one in removed:
            members.pop(ids[one], None)
        for one in added:
            members[ids[one]] = now
        self._store(id_, members, added=bool(added), removed=bool(removed))
        outcome = {"recordsIdsAdded": added, "recordIdsRemoved": removed, "recordIdsMissing": missing}
        return {name: ids for name, ids in outcome.items() if ids}

    def clear(self, id_: str) -> None:
        """Remove every record."""
        members = self.members(self._manual(id_))
        self._store(id_, {}, removed=bool(members))

    def add_from(self, id_: str, source: str) -> None:
        """Add every record of another list."""
        members, now = self.members(self._manual(id_)), self._portal.now()
        before = len(members)
        for one in self.members(self.live(source)):
            members.setdefault(one, now)
        self._store(id_, members, added=len(members) > before)

    def of_record(self, kind: ObjectType, record_id: str) -> list[Body]:
        """The live lists that a record is in."""
        number = self._portal.service(Records).heir(kind, natural(record_id) or 0)
        found: list[Body] = []
        for one in LISTS.all(self._portal):
            if one["objectTypeId"] == kind.id and (joined := self.members(one).get(number)) is not None:
                moment = instant(joined)
                found.append(
                    {
                        "listId": one["listId"],
                        "listVersion": one["listVersion"],
                        "isPublicList": False,
                        "firstAddedTimestamp": moment,
                        "lastAddedTimestamp": moment,
                    }
                )
        return found

    def _manual(self, id_: str) -> Body:
        body = self.live(id_)
        if body["processingType"] == "DYNAMIC":
            raise errors.not_manual()
        return body

    def freeze(self, body: Body, members: Members) -> Body:
        """A dynamic list as a static one of these members."""
        saved = LISTS.save(self._portal, body, touch=False)
        self._members.put(body["listId"], {str(one): at for one, at in members.items()})
        return saved

    def _store(self, id_: str, members: Members, *, added: bool = False, removed: bool = False) -> None:
        self._members.put(id_, {str(one): at for one, at in members.items()})
        self._portal.service(Past).resized(id_, len(members), added=added, removed=removed)

    def _evaluated(self, body: Body) -> Members:
        branch = body.get("filterBranch")
        if not is_object(branch):
            return {}
        return Evaluation(self._portal, self._ids_of).run(self.kind(body), branch)

    def _ids_of(self, id_: str) -> set[int]:
        found = LISTS.find(self._portal, id_)
        return set() if found is None else set(self.members(found))
