"""The catalogue describes every operation as its sample uses it."""

import json
from importlib.resources import files

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.catalogue.samples import samples
from hubspot_facade.wire.field_names import snake

# The CRM's operations take further spellings than the one that is shown.
OUTSIDE_CRM = [
    entry.name
    for entry in Catalogue()
    if not entry.function.__module__.startswith(("hubspot_facade.crm", "hubspot_facade.http"))
]
# Operations that ask nobody.
SILENT = {
    "OAuth 2.0 Authorization",
    "Raw HTTP request (advanced)",
    "Required properties per object type (table of 24 objects)",
}


def test_the_catalogue_describes_every_operation_in_every_edition():
    for entry in Catalogue():
        assert "**" not in str(entry.signature), entry.name
        assert entry.doc, entry.name
        assert entry.seeds or entry.area == "conversations", entry.name  # which no seed names
        assert entry.sample is not None, entry.name
        for edition in ("v3", "2026-03", "2026-09"):
            assert bool(entry.calls(edition)) == (entry.name not in SILENT), (entry.name, edition)


def test_a_body_with_many_fields_is_shown_with_those_of_its_document():
    fields = Catalogue()["Create a new marketing email."].fields
    assert {"name", "subject", "from", "send_on_publish"} <= set(fields)
    assert fields["subject"] == ("str", False)
    assert fields["state"] == ("str", False)
    assert "fields" not in fields
    fields = Catalogue()["Update a marketing event"].fields
    assert fields["external_event_id"] == ("Id", True)
    assert fields["event_name"] == ("str", False)


def test_the_samples_fields_are_those_that_the_catalogue_shows():
    for name in OUTSIDE_CRM:
        entry = Catalogue()[name]
        known = {snake(each) for each in (*entry.fields, *entry.declared.fields, *entry.declared.ignores)}
        assert {snake(each) for each in entry.sample} <= known, name
    assert len(OUTSIDE_CRM) > 150


def test_every_sample_is_of_an_operation_of_its_area():
    for file in (files("hubspot_facade") / "data" / "samples").iterdir():
        area, _, ending = file.name.partition(".")
        names = [entry.name for entry in Catalogue() if entry.area == area]
        assert ending == "json"
        assert sorted(json.loads(file.read_text(encoding="utf-8"))) == sorted(names)


def test_an_area_without_samples_has_none():
    assert samples("weather") == {}
