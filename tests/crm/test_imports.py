"""Imports, exports and deletions for good, seen on the sandbox before and after."""

import csv
import io

import httpx
import pytest

from hubspot_facade import InputError, NotFound

ROWS = "Email,First\nann@example.com,Ann\nbroken,Bob\n"
COLUMNS = [
    {"columnObjectTypeId": "0-1", "columnName": "Email", "propertyName": "email", "columnType": "HUBSPOT_ALTERNATE_ID"},
    {"columnObjectTypeId": "0-1", "columnName": "First", "propertyName": "firstname"},
]
SETTINGS = {
    "files": [
        {
            "fileName": "people.csv",
            "fileFormat": "CSV",
            "fileImportPage": {"hasHeader": True, "columnMappings": COLUMNS},
        }
    ]
}


@pytest.mark.parametrize("given", ["content", "path"])
def test_an_import_makes_records_and_tells_what_it_could_not_take(hs, tmp_path, given):
    path = tmp_path / "people.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert not hs.contacts.exists("ann@example.com")
    started = hs.imports.create("People", {"people.csv": ROWS} if given == "content" else [path], settings=SETTINGS)
    assert hs.imports.get(started.id).state == "DONE"
    assert hs.contacts.get_by_email("ann@example.com", properties=["firstname"]).properties["firstname"] == "Ann"
    assert [each.error_type for each in hs.imports.list_errors(started.id)] == ["INVALID_EMAIL"]
    assert [each.id for each in hs.imports.list()] == [started.id]
    hs.imports.cancel(started.id)
    assert hs.imports.get(started.id).state == "CANCELED"


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("files", "settings", "field"),
    [
        ({}, SETTINGS, "files"),
        (["nowhere.csv"], SETTINGS, "files"),
        ({"other.csv": ROWS}, SETTINGS, "settings.files[0].fileName"),
        ({"people.csv": ROWS}, {}, "settings.files"),
    ],
)
def test_an_import_that_cannot_be_is_not_sent(hs, paths, files, settings, field):
    with pytest.raises(InputError) as caught:
        hs.imports.create("People", files, settings=settings)
    assert (caught.value.field, paths()) == (field, [])


def test_an_export_becomes_a_file(hs):
    key = hs.contacts.create({"email": "ann@example.com"}).id
    export = {
        "export_type": "VIEW",
        "export_name": "All",
        "format": "CSV",
        "language": "EN",
        "object_type": "CONTACT",
        "object_properties": ["email"],
        "associated_object_type": [],
        "export_internal_values_options": [],
        "override_associated_objects_per_definition_per_row_limit": False,
    }
    task = hs.exports.create(export)
    done = hs.exports.get_status(task.id)
    assert done.status == "COMPLETE"
    assert list(csv.reader(io.StringIO(httpx.get(done.result).text)))[1:] == [[key, "ann@example.com"]]
    assert hs.exports.get(task.id).record_count == 1
    with pytest.raises(InputError, match="export_type"):
        hs.exports.create({**export, "export_type": "ALL"})


@pytest.mark.parametrize("by", ["id", "email"])
def test_a_contact_deleted_for_good_is_gone_archived_too(hs, by):
    key = hs.contacts.create({"email": "ann@example.com"}).id
    kept = hs.contacts.create({"email": "bob@example.com"}).id
    if by == "id":
        hs.contacts.gdpr_delete(key)
    else:
        hs.contacts.gdpr_delete("ann@example.com", id_property="email")
    for archived in (False, True):
        with pytest.raises(NotFound):
            hs.contacts.get(key, archived=archived)
    assert hs.contacts.get(kept).id == kept
