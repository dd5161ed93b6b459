"""What is fast for plain dicts gives what any other mapping gives, values and errors alike."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.crm.records.inputs import changes_of, creations_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Alike
from hubspot_facade.plans.drivers import run
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


def entries(found):
    """What is sent for each input, or why it is not."""
    return [(type(entry), str(entry)) if isinstance(entry, InputError) else entry for _, entry in found]


PLAIN = st.fixed_dictionaries(
    {"email": st.sampled_from(["a", "A", " b ", "c", "ß", "SS", "d"])},
    optional={"city": st.text(max_size=3), "Phone": st.just("1"), "age": st.sampled_from([5, None, True])},
)
ROWS = st.lists(
    PLAIN
    | st.dictionaries(NAMES, VALUES, max_size=4)
    | st.fixed_dictionaries({"id": st.sampled_from(["1", " 2", "é", "", 3]), "properties": PLAIN}),
    max_size=5,
) | st.lists(PLAIN, max_size=3)


@given(ROWS, st.sampled_from(["email", "domain", None]), st.booleans())
def test_inputs_of_batches(rows, name, keyed):
    def changes(given):
        return entries(changes_of(given, name, keyed=keyed))

    assert outcome(changes, rows) == outcome(changes, [*map(MappingProxyType, rows)])


@given(ROWS)
def test_new_records_of_batches(rows):
    def creations(given):
        return entries(run(creations_of("contacts", given), None))

    assert outcome(creations, rows) == outcome(creations, [*map(MappingProxyType, rows)])


def test_rows_of_texts_are_looked_at_together():
    rows = [{"email": f"{number}@x.org", "City": "Graz"} for number in range(1000)]
    assert isinstance(changes_of([{**each, "age": 5, "phone": None} for each in rows], "email", keyed=True), Alike)
    assert isinstance(changes_of(rows, "email", keyed=True), Alike)
    assert isinstance(changes_of([{"id": each["email"], "properties": each} for each in rows], "email"), Alike)


@given(st.lists(st.dictionaries(FIELDS, st.sampled_from(["a", "b", None, {"x": "y"}, ["z"]]), max_size=4), max_size=3))
def test_field_names(inputs):
    hint = body_type(find_call(("2026-03",), "crm.objects", "batch_upsert"))
    plain = outcome(spelled, {"inputs": inputs}, hint)
    assert plain == outcome(spelled, {"inputs": [MappingProxyType(each) for each in inputs]}, hint)
