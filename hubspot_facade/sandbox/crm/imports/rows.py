"""The rows of an import: read, mapped to properties by object type, written, their errors kept."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.errors import InvalidProperties
from hubspot_facade.sandbox.crm.objects.inputs import Writer
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, Refusal
from hubspot_facade.sandbox.protocol.messages import Upload, member, members
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object

from .dates import read
from .sheets import UnreadableError, rows

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

KEYS = {"0-1": "email", "0-2": "domain"}
"""What identifies records when no column is chosen for that."""


@dataclass(slots=True)
class Outcome:
    """What an import did."""

    total: int = 0
    created: int = 0
    updated: int = 0
    errors: list[Body] = field(default_factory=list[Body])
    failed: bool = False
    written: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


class Rows:
    """The import of one file."""

    def __init__(self, portal: "Portal", file: Body, operations: dict[str, str], outcome: Outcome, dates: str) -> None:
        self._portal = portal
        page = member(file.get("fileImportPage"), "fileImportPage")
        self._header = bool(page.get("hasHeader", True))
        self._mappings = [_named(one) for one in members(page.get("columnMappings"), "columnMappings")]
        self._dates = dates
        self._operations = operations
        self._outcome = outcome

    def run(self, upload: Upload, file_id: int) -> None:
        """Import every row. A refused row is reported and the rest go on; an unreadable file fails the import."""
        try:
            table = rows(upload)
        except UnreadableError:
            self._outcome.failed = True
            return
        header = table.pop(0) if self._header and table else []
        for number, row in enumerate(table, start=2 if self._header else 1):
            if not any(row):
                continue
            self._outcome.total += 1
            try:
                with self._portal.store.savepoint():
                    records = self._write(header, row)
            except Refusal as refusal:
                self._outcome.errors.append(self._error(refusal, row, number, file_id))
                continue
            for type_, (record, new) in records.items():
                self._outcome.created += new
                self._outcome.updated += not new
                self._outcome.written.setdefault(type_, []).append(record.id)

    def _write(self, header: list[str], row: list[str]) -> dict[str, tuple[Record, bool]]:
        """The records of a row by object type, and whether each is new; records of one row are associated."""
        values: dict[str, dict[str, str]] = {}
        keys: dict[str, str] = {}
        for position, mapping in enumerate(self._mappings):
            if not mapping.get("propertyName"):
                continue
            name, type_ = str(mapping["propertyName"]), str(mapping.get("columnObjectTypeId") or "0-1")
            column = str(mapping.get("columnName") or "")
            index = header.index(column) if column in header else position
            if index >= len(row):
                continue
            if mapping.get("columnType") in ("HUBSPOT_OBJECT_ID", "HUBSPOT_ALTERNATE_ID"):
                keys[type_] = name
            values.setdefault(type_, {})[name] = row[index].strip()
        written: dict[str, tuple[Record, bool]] = {}
        for type_, properties in values.items():
            kind = self._portal.service(ObjectTypes).resolve(type_)
            written[kind.id] = self._put(kind, properties, keys.get(type_, KEYS.get(kind.id, "")))
        self._connect(list(written.items()))
        return written

    def _put(self, kind: ObjectType, properties: dict[str, str], key: str) -> tuple[Record, bool]:
        operation = self._operations.get(kind.id, "UPSERT")
        existing = self._find(kind, properties.get(key, ""), key)
        if key == "hs_object_id":
            properties = {name: value for name, value in properties.items() if name != key}
        writer = Writer(self._portal, kind, b"")
        catalogue = self._portal.service(Properties).catalogue(kind)
        filled = {
            name: read(value, catalogue[name].type, self._dates, name) if name in catalogue else value
            for name, value in properties.items()
            if value
        }
        if existing is not None:
            if operation == "CREATE":
                raise Refusal(400, "The record exists, and the import only creates", category="CREATE_ONLY_IMPORT")
            return writer.update(filled, existing), False
        if operation == "UPDATE":
            raise Refusal(400, "No record was found to update", category="UPDATE_ONLY_IMPORT")
        return writer.create([writer.creation({"properties": filled})])[0], True

    def _find(self, kind: ObjectType, value: str, key: str) -> Record | None:
        records = self._portal.service(Records)
        if not value:
            return None
        if key == "hs_object_id":
            return records.find(kind, natural(value) or 0)
        definition = self._portal.service(Properties).catalogue(kind).get(key)
        if definition is not None and definition.unique:
            id_ = records.holder(kind, key, value)
            return None if id_ is None else records.find(kind, id_)
        row = self._portal.store.row(
            "SELECT id FROM record WHERE type = ? AND archived IS NULL AND merged_into IS NULL"
            " AND folded(json_extract(properties, ?)) = ? ORDER BY id",
            kind.id,
            f'$."{key}"',
            value.lower(),
        )
        return None if row is None else records.find(kind, row[0])

    def _connect(self, written: list[tuple[str, tuple[Record, bool]]]) -> None:
        if len(written) < 2:
            return
        (first_type, (first, _)), *others = written
        from_kind = self._portal.service(ObjectTypes).by_id(first_type)
        for type_, (record, _) in others:
            to_kind = self._portal.service(ObjectTypes).by_id(type_)
            known = self._portal.service(Associations).default(from_kind, to_kind)
            spec = [(known.category, known.id)]
            self._portal.service(Associations).connect(from_kind, first.id, to_kind, record.id, spec)

    def _error(self, refusal: Refusal, row: list[str], number: int, file_id: int) -> Body:
        known = ("CREATE_ONLY_IMPORT", "UPDATE_ONLY_IMPORT", "COULD_NOT_PARSE_DATE")
        type_ = refusal.category if refusal.category in known else _type(refusal)
        return {
            "id": str(self._portal.store.numbers("import_error", start=1)[0]),
            **self._place(refusal),
            "errorType": type_,
            "errorMessage": refusal.message,
            "createdAt": self._portal.now(),
            "sourceData": {
                "lineNumber": number,
                "rowData": row,
                "additionalRowData": [],
                "fileId": file_id,
                "containsEncryptedProperties": False,
            },
        }

    def _place(self, refusal: Refusal) -> Body:
        """The column, counted from 0, whose value is refused, with the value; empty where it is none of them."""
        problem = refusal.problems[0] if isinstance(refusal, InvalidProperties) else None
        for position, mapping in enumerate(self._mappings):
            if problem is not None and mapping.get("propertyName") == problem.name:
                type_ = self._portal.service(ObjectTypes).resolve(str(mapping.get("columnObjectTypeId") or "0-1"))
                value: Body = {} if problem.value is None else {"invalidValue": problem.value}
                return {"knownColumnNumber": position, "objectTypeId": type_.id, **value}
        return {}


def _named(mapping: Body) -> Body:
    """A column's mapping; one of record ids need not say which property they are."""
    if mapping.get("columnType") == "HUBSPOT_OBJECT_ID":
        return mapping | {"propertyName": "hs_object_id"}
    return mapping


def _type(refusal: Refusal) -> str:
    codes = [str(one.get("code")) for one in refusal.errors or [] if is_object(one)]
    table = {
        "INVALID_EMAIL": "INVALID_EMAIL",
        "INVALID_OPTION": "INVALID_ENUMERATION_OPTION",
        "INVALID_DATE": "COULD_NOT_PARSE_DATE",
        "INVALID_INTEGER": "COULD_NOT_PARSE_NUMBER",
        "INVALID_LONG": "COULD_NOT_PARSE_NUMBER",
        "PROPERTY_DOESNT_EXIST": "PROPERTY_DEFINITION_NOT_FOUND",
    }
    return next((table[code] for code in codes if code in table), "FAILED_VALIDATION")
