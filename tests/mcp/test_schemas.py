"""Schemas of payloads are valid ones, and the seeds' own payloads fit them."""

import jsonschema
import pytest

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.mcp.schemas import payload_schema
from hubspot_facade.wire.field_names import snake

ENTRIES = list(Catalogue())
Validator = jsonschema.Draft202012Validator


def in_preferred_spelling(entry):
    table = {word: each.field for each in entry.form.parameters.values() for word in each.spellings}
    return {table.get(snake(key), snake(key)): value for key, value in entry.sample.items()}


def test_every_sample_fits_the_schema_of_its_operation():
    for entry in ENTRIES:
        schema = payload_schema(entry)
        Validator.check_schema(schema)
        if entry.sample is not None:
            Validator(schema).validate(in_preferred_spelling(entry))


def test_every_field_is_in_the_schema():
    for entry in ENTRIES:
        assert set(payload_schema(entry)["properties"]) >= set(entry.fields), entry.name


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("Update contact", {"properties": {}}),
        ("Update contact", {"contact_id": ["51"], "properties": {}}),
        ("Update contact", {"contact_id": "51", "properties": "city=Graz"}),
        ("Batch update contacts", {"contacts": 5}),
        ("Create object schema", {"name": "boat", "labels": 5}),
        ("Create/update marketing event (beta)", {"external_event_id": "1", "event_cancelled": 5}),
    ],
)
def test_what_is_wrong_does_not_fit(name, payload):
    assert not Validator(payload_schema(Catalogue()[name])).is_valid(payload)
