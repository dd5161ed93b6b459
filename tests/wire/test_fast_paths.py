"""What is fast for plain dicts gives what any other mapping gives, values and errors alike."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.crm.records.inputs import changes_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.edition_calls import body_type, find_call
from hubspot_facade.wire.field_names import spelled
from hubspot_facade.wire.values import properties_of

NAMES = st.sampled_from(
    ["email", "Email", " email ", "firstname", "closedate", "hs_timestamp", "id", "properties", "", "ü", "a\ud800", 5]
)
VALUES = st.sampled_from(
    ["", "a", "Müller", "b\udc00", "2026-01-02", "2026-01-02T03:04:05Z", None, 5, True, 1.5, [1, 2], {"a": "b"}, object]
) | st.text(max_size=5)
FIELDS = st.sampled_from(["id", "idProperty", "id_property", "properties", "objectWriteTraceId", "nope", "ID"])


def outcome(act, *arguments):
    try:
        return act(*arguments)
    except InputError as error:
        return type(error), error.field, error.problem


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_properties(values):
    assert outcome(properties_of, values) == outcome(properties_of, MappingProxyType(values))


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_inputs_of_batches(values):
    def entries(given):
        return [
            (type(entry), str(entry)) if isinstance(entry, InputError) else entry
            for _, entry in changes_of([given], "email", keyed=True)
        ]

    assert outcome(entries, values) == outcome(entries, MappingProxyType(values))


@given(st.lists(st.dictionaries(FIELDS, st.sampled_from(["a", "b", None, {"x": "y"}, ["z"]]), max_size=4), max_size=3))
def test_field_names(inputs):
    hint = body_type(find_call(("2026-03",), "crm.objects", "batch_upsert"))
    plain = outcome(spelled, {"inputs": inputs}, hint)
    assert plain == outcome(spelled, {"inputs": [MappingProxyType(each) for each in inputs]}, hint)
