"""Associations between records. Each is stored in both directions, so that reading asks for one only."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.derivations.counts import recount
from hubspot_facade.sandbox.crm.objects.stored import StoredRecords
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Request, member
from hubspot_facade.sandbox.protocol.numerals import whole

from . import change_events, errors
from .limits import refuse_full
from .pages import PAGE, following
from .types import CATEGORIES, COMPANY, HUBSPOT, ONE_TO_ONE, AssociationType, AssociationTypes

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Spec = tuple[str, int]
PRIMARY_COMPANY = (HUBSPOT, 1)


def entries(listed: list[tuple[int, list[AssociationType]]]) -> list[Body]:
    """Associated records as version 3 lists them: one entry per record and type, by the type's name."""
    return [{"id": str(to_id), "type": one.name} for to_id, types in listed for one in types]


class Associations:
    """The associations of a portal and their types."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._store = portal.store
        self.types = portal.service(AssociationTypes)

    # -- types -----------------------------------------------------------------------------------------------

    def read_spec(self, given: Any) -> Spec:
        """Category and id from what a client sent."""
        given = member(given, "types")
        category = str(given.get("associationCategory") or given.get("category") or HUBSPOT)
        type_id = given.get("associationTypeId", given.get("typeId"))
        if type_id is None:
            raise missing_fields(["associationTypeId"])
        number = whole(type_id)
        if category not in CATEGORIES or number is None:
            raise errors.invalid_identifier(str(type_id) if category in CATEGORIES else category)
        return category, number

    def kinds_of(
        self, category: str, type_id: int, *, from_kind: ObjectType | None = None
    ) -> tuple[ObjectType, ObjectType] | None:
        """The object types that an association type leads from and to; None when there is no such type."""
        found = self.types.find(category, type_id)
        if found is None:
            return None
        schemas = self._portal.service(ObjectTypes)
        return schemas.by_id(found.from_id), schemas.by_id(found.to_id)

    def checked(self, from_kind: ObjectType, to_kind: ObjectType, spec: Spec) -> AssociationType:
        """The type; refuses one that does not lead from the first to the second object type."""
        found = self.types.find(*spec)
        if found is None or (found.from_id, found.to_id) != (from_kind.id, to_kind.id):
            raise errors.invalid_type(*spec)
        return found

    def default(self, from_kind: ObjectType, to_kind: ObjectType) -> AssociationType:
        """The plain type of a pair; refuses a pair without one."""
        found = self.types.plain(from_kind, to_kind)
        if found is None:
            raise errors.no_default(from_kind, to_kind)
        return found

    def named(self, from_kind: ObjectType, to_kind: ObjectType, name: str) -> Spec:
        """A type by its name (`contact_to_company`) or id."""
        for one in self.types.between(from_kind, to_kind):
            if name.lower() in (one.name, str(one.id)):
                return one.spec
        raise errors.unknown_type_name(name, from_kind, to_kind)

    # -- writing ---------------------------------------------------------------------------------------------

    def connect(
        self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int, specs: list[Spec]
    ) -> list[AssociationType]:
        """Associate two records by checked types, beside what there is; the plain type is always among them."""
        from_id, to_id = self._heirs(from_kind, from_id, to_kind, to_id)
        if (from_kind.id, from_id) == (to_kind.id, to_id):
            raise errors.with_itself(from_id)
        found = [self.checked(from_kind, to_kind, spec) for spec in specs]
        for one in found:
            self._make_room(one, from_id, to_id)
            refuse_full(self._portal, from_kind, one, from_id, to_id)
        plain = self.types.plain(from_kind, to_kind)
        for one in {one.spec: one for one in [*([plain] if plain else []), *found]}.values():
            self._insert(one, from_id, to_id)
        self._follow(from_kind, from_id, to_kind, to_id)
        return found

    def connect_first(
        self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int, plain: AssociationType
    ) -> None:
        """Associate by the plain type, and by the primary one where a record has no company yet."""
        specs = [plain.spec]
        ends = (from_kind, from_id, to_kind), (to_kind, to_id, from_kind)
        for (near, near_id, far), direction in zip(ends, (plain.id, plain.inverse_id), strict=True):
            if far.id != COMPANY or near.id == COMPANY or self.of(near, near_id, far, limit=1):
                continue
            primary = next((one for one in self.types.between(near, far) if one.primary), None)
            if primary is not None:
                specs.append(primary.spec if direction == plain.id else (primary.category, primary.inverse_id))
        self.connect(from_kind, from_id, to_kind, to_id, specs)

    def replace(
        self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int, specs: list[Spec]
    ) -> list[AssociationType]:
        """Associate two records by these types alone."""
        found = [self.checked(from_kind, to_kind, spec) for spec in specs]
        self.disconnect(from_kind, from_id, to_kind, to_id)
        self.connect(from_kind, from_id, to_kind, to_id, specs)
        return found

    def disconnect(
        self,
        from_kind: ObjectType,
        from_id: int,
        to_kind: ObjectType,
        to_id: int,
        specs: list[Spec] | None = None,
    ) -> None:
        """Take associations of two records away: these types, or all; without the plain type nothing stays."""
        from_id, to_id = self._heirs(from_kind, from_id, to_kind, to_id)
        if specs is not None:
            found = [self.types.find(*spec) for spec in specs]
            if all(one is not None and one.label is not None for one in found):
                for one in found:
                    if one is not None:
                        self._delete(one, from_id, to_id)
                self._follow(from_kind, from_id, to_kind, to_id)
                return
        change_events.note_removal(self._portal, from_kind, from_id, to_kind, to_id)
        for near, near_id, far, far_id in ((from_kind, from_id, to_kind, to_id), (to_kind, to_id, from_kind, from_id)):
            self._store.execute(
                "DELETE FROM association WHERE from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?",
                near.id,
                near_id,
                far.id,
                far_id,
            )
        self._follow(from_kind, from_id, to_kind, to_id)

    def drop_record(self, kind: ObjectType, id_: int) -> None:
        """Take every association of a record away."""
        others = self._store.rows(
            "SELECT DISTINCT to_type, to_id FROM association WHERE from_type = ? AND from_id = ?", kind.id, id_
        )
        for to_type, to_id in others:
            change_events.note_removal(self._portal, kind, id_, self._portal.service(ObjectTypes).by_id(to_type), to_id)
            self._store.execute(
                "DELETE FROM association WHERE from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?",
                to_type,
                to_id,
                kind.id,
                id_,
            )
        self._store.execute("DELETE FROM association WHERE from_type = ? AND from_id = ?", kind.id, id_)
        for to_type, to_id in others:
            self._follow(self._portal.service(ObjectTypes).by_id(to_type), to_id, kind, id_)

    def move(self, kind: ObjectType, old: int, new: int, *, keep_primary: bool) -> None:
        """Hand the associations of a merged record to the record it became; "primary" ones only when to be kept."""
        rows = self._store.rows(
            "SELECT to_type, to_id, category, type_id FROM association WHERE from_type = ? AND from_id = ?",
            kind.id,
            old,
        )
        self.drop_record(kind, old)
        for to_type, to_id, category, type_id in rows:
            one = self.types.find(category, type_id)
            if one is None or (to_type, to_id) == (kind.id, new) or (one.primary and not keep_primary):
                continue
            self._insert(one, new, to_id)
            self._follow(kind, new, self._portal.service(ObjectTypes).by_id(to_type), to_id)

    def drop_type(self, one: AssociationType) -> None:
        """Take every association of a type away, in both directions."""
        for type_id in {one.id, one.inverse_id}:
            self._store.execute("DELETE FROM association WHERE category = ? AND type_id = ?", one.category, type_id)

    # -- reading ---------------------------------------------------------------------------------------------

    def of(
        self, kind: ObjectType, id_: int, to_kind: ObjectType, *, after: int = 0, limit: int = 500
    ) -> list[tuple[int, list[AssociationType]]]:
        """Associated records by id, from `after` on, each with the types, labelled ones first."""
        id_ = self._portal.service(StoredRecords).heir(kind, id_)
        rows = self._store.rows(
            "SELECT to_id, category, type_id FROM association WHERE from_type = ? AND from_id = ? AND to_type = ?"
            " AND to_id IN (SELECT DISTINCT to_id FROM association WHERE from_type = ? AND from_id = ? AND"
            " to_type = ? AND to_id >= ? ORDER BY to_id LIMIT ?) ORDER BY to_id, type_id",
            *(kind.id, id_, to_kind.id) * 2,
            after,
            limit,
        )
        found: dict[int, list[AssociationType]] = {}
        for to_id, category, type_id in rows:
            one = self.types.find(category, type_id)
            if one is not None:
                found.setdefault(to_id, []).append(one)
        return [(to_id, sorted(types, key=lambda one: (one.label is None, one.id))) for to_id, types in found.items()]

    def page(
        self, kind: ObjectType, id_: int, to_kind: ObjectType, *, after: int = 0, limit: int = PAGE
    ) -> tuple[list[tuple[int, list[AssociationType]]], int | None]:
        """A page of associated records, and the id from which the next one goes on when there is one."""
        found = self.of(kind, id_, to_kind, after=after, limit=limit + 1)
        return found[:limit], found[limit][0] if len(found) > limit else None

    def embedded(self, request: Request, kind: ObjectType, id_: int, to_kinds: list[ObjectType]) -> dict[str, Any]:
        """The `associations` of a record: one entry per record and type, no key for a type without any."""
        found: dict[str, Any] = {}
        for to_kind in to_kinds:
            listed, next_id = self.page(kind, id_, to_kind)
            if listed:
                found[to_kind.key] = {"results": entries(listed)}
                if next_id is not None:
                    found[to_kind.key]["paging"] = following(request, kind, id_, to_kind, next_id)
        return found

    # -- parts -----------------------------------------------------------------------------------------------

    def _heirs(self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int) -> tuple[int, int]:
        """The ids under which two records are kept: what hangs on a merged record hangs on the one it became."""
        records = self._portal.service(StoredRecords)
        return records.heir(from_kind, from_id), records.heir(to_kind, to_id)

    def _insert(self, one: AssociationType, from_id: int, to_id: int) -> None:
        made = self._store.connection.executemany(
            "INSERT OR IGNORE INTO association VALUES (?, ?, ?, ?, ?, ?)",
            (
                (one.from_id, from_id, one.to_id, to_id, one.category, one.id),
                (one.to_id, to_id, one.from_id, from_id, one.category, one.inverse_id),
            ),
        )
        if made.rowcount:
            change_events.note_change(self._portal, one, from_id, to_id)

    def _delete(self, one: AssociationType, from_id: int, to_id: int) -> None:
        gone = self._store.connection.executemany(
            "DELETE FROM association WHERE from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?"
            " AND category = ? AND type_id = ?",
            (
                (one.from_id, from_id, one.to_id, to_id, one.category, one.id),
                (one.to_id, to_id, one.from_id, from_id, one.category, one.inverse_id),
            ),
        )
        if gone.rowcount:
            change_events.note_change(self._portal, one, from_id, to_id, removed=True)

    def _make_room(self, one: AssociationType, from_id: int, to_id: int) -> None:
        """A new primary takes the place of the old one."""
        if not one.primary:
            return
        single = one.id in ONE_TO_ONE
        type_, from_type, near = (one.id, one.from_id, from_id) if single else (one.inverse_id, one.to_id, to_id)
        direction = self.types.find(one.category, type_)
        if direction is None:
            return
        rows = self._store.rows(
            "SELECT to_id FROM association WHERE from_type = ? AND from_id = ? AND category = ? AND type_id = ?",
            from_type,
            near,
            one.category,
            type_,
        )
        for (far,) in rows:
            self._delete(direction, near, far)

    def _follow(self, from_kind: ObjectType, from_id: int, to_kind: ObjectType, to_id: int) -> None:
        """Bring what follows from associations up to date: counts, and the contact's primary company."""
        for near, near_id, far in ((from_kind, from_id, to_kind), (to_kind, to_id, from_kind)):
            recount(self._portal, near, near_id, far.id)
            if near.id == "0-1" and far.id == "0-2":
                row = self._store.row(
                    "SELECT to_id FROM association WHERE from_type = '0-1' AND from_id = ? AND to_type = '0-2'"
                    " AND category = ? AND type_id = ?",
                    near_id,
                    *PRIMARY_COMPANY,
                )
                primary = {"associatedcompanyid": str(row[0]) if row else ""}
                self._portal.service(StoredRecords).touch(near, near_id, primary)
