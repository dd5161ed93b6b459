"""Typed values: what is written is what is read, whatever its property's type; what does not fit is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpot, InputError
from hubspot_facade.crm.properties.definitions import Definition
from hubspot_facade.crm.properties.typed_values import read_value, value_to_wire

OPTIONS = {"red": "Red", "a b": "Both words", "ünï": "Ümlaut", "1": "One"}


def definition(kind, **more):
    return Definition("x", kind, **more)


PROPERTIES = {
    "t_string": ("string", "text"),
    "t_number": ("number", "number"),
    "t_bool": ("bool", "booleancheckbox"),
    "t_date": ("date", "date"),
    "t_datetime": ("datetime", "date"),
    "t_choice": ("enumeration", "select"),
    "t_choices": ("enumeration", "checkbox"),
}

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(
    lambda when: when.replace(microsecond=when.microsecond // 1000 * 1000, tzinfo=UTC)
)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40)
VALUES = {
    "t_string": texts,
    "t_number": numbers,
    "t_bool": st.booleans(),
    "t_date": st.dates(date(1, 1, 2), date(9999, 12, 30)),
    "t_datetime": moments,
    "t_choice": st.sampled_from([*OPTIONS]),
    "t_choices": st.lists(st.sampled_from([*OPTIONS]), min_size=1, unique=True),
}
rows = st.fixed_dictionaries({}, optional={name: st.none() | each for name, each in VALUES.items()})


@pytest.fixture(scope="module")
def portal(running):
    """A client on a portal whose contacts have a property of each type."""
    running.reset()
    with HubSpot(base_url=running.url, access_token=running.token) as hs:
        options = [{"label": label, "value": value} for value, label in OPTIONS.items()]
        flags = [{"label": "Yes", "value": "true"}, {"label": "No", "value": "false"}]
        for name, (kind, field_type) in PROPERTIES.items():
            more = {"options": options} if kind == "enumeration" else {"options": flags} if kind == "bool" else {}
            group = "contactinformation"
            hs.properties.create(
                "contacts", name, label=name, type=kind, field_type=field_type, group_name=group, **more
            )
        yield hs


@settings(max_examples=40)
@given(values=rows)
def test_what_is_written_is_read_again(portal, values):
    made = portal.contacts.typed.create({"firstname": "Ada", **values})
    read = portal.contacts.typed.get(made.id, properties=[*PROPERTIES])
    assert read.unread == {}
    shown = {name: read.values[name] for name in PROPERTIES}
    assert shown == {name: values.get(name) for name in PROPERTIES}
    assert {name: type(value) for name, value in shown.items() if value is not None} == {
        name: type(value) for name, value in values.items() if value is not None
    }


@settings(max_examples=25)
@given(several=st.lists(rows.filter(bool), min_size=1, max_size=5))
def test_batches_write_what_single_records_do(portal, several):
    made = portal.contacts.typed.batch_create([{"firstname": "Ada", **values} for values in several])
    changed = portal.contacts.typed.batch_update({each.id: several[-1] for each in made})
    assert [outcome.ok for outcome in changed.outcomes] == [True] * len(several)
    read = portal.contacts.typed.batch_read([each.id for each in made], properties=[*PROPERTIES])
    for outcome, values in zip(read.outcomes, several, strict=True):
        expected = {name: {**values, **several[-1]}.get(name) for name in PROPERTIES}
        assert {name: outcome.result.values[name] for name in PROPERTIES} == expected


@given(value=st.text(max_size=30), kind=st.sampled_from(["bool", "number", "date", "datetime", "enumeration", "other"]))
def test_any_text_is_read_or_named(value, kind):
    for one in (definition(kind), definition(kind, multiple=True), definition(kind, whole=True)):
        try:
            read = read_value(one, value)
        except ValueError:
            continue
        assert (read is None) == (value == "")
        assert read in (None, []) or read_value(one, value_to_wire(one, read, "x")) == read


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "12.50", Decimal("12.50")),
        ("number", "1E3", Decimal(1000)),
        ("bool", "TRUE", True),
        ("date", "2026-10-31", date(2026, 10, 31)),
        ("date", "1793404800000", date(2026, 10, 31)),
        ("date", "2026-10-31T00:00:00Z", date(2026, 10, 31)),
        ("datetime", "2026-10-31T08:30:00.250Z", datetime(2026, 10, 31, 8, 30, 0, 250_000, UTC)),
        ("datetime", "2026-10-31T08:30:00+02:00", datetime(2026, 10, 31, 6, 30, tzinfo=UTC)),
        ("datetime", "1793435400000", datetime(2026, 10, 31, 8, 30, tzinfo=UTC)),
        ("string", "true", "true"),
        ("phone_number", "+43 1", "+43 1"),
        ("json", "{}", "{}"),
    ],
)
def test_texts_stand_for_values(kind, text, value):
    read = read_value(definition(kind), text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("one", "value", "text"),
    [
        (definition("number"), 3, "3"),
        (definition("number"), 0.1, "0.1"),
        (definition("number"), " 12.50 ", "12.50"),
        (definition("number", whole=True), Decimal("7.00"), "7.00"),
        (definition("bool"), "False", "false"),
        (definition("date"), datetime(2026, 10, 31, 0, 0, tzinfo=timezone(timedelta(hours=2))), "2026-10-31"),
        (definition("date"), "2026-10-31T23:00:00-02:00", "2026-11-01"),
        (definition("datetime"), date(2026, 10, 31), "2026-10-31T00:00:00.000Z"),
        (definition("enumeration", multiple=True), {"b", "a"}, "a;b"),
        (definition("enumeration", multiple=True), ";a;b", ";a;b"),
        (definition("enumeration", multiple=True), [], ""),
        (definition("enumeration"), 501, "501"),
        (definition("string"), "x" * 65_536, "x" * 65_536),
    ],
)
def test_values_go_as_text(one, value, text):
    assert value_to_wire(one, value, "x") == text


COLOUR = definition("enumeration", options={"red": "Red", "navy_blue": "Navy"})


@pytest.mark.parametrize(
    ("one", "value", "problem"),
    [
        (definition("number"), "12,50", "expected a number, not '12,50'"),
        (definition("number"), True, "expected a number, not True"),
        (definition("number"), float("nan"), "is not a number that HubSpot can store"),
        (definition("number"), Decimal("Infinity"), "is not a number that HubSpot can store"),
        (definition("number", whole=True), Decimal("7.5"), "expected a whole number, not 7.5"),
        (definition("bool"), "yes", "expected True or False, not 'yes'"),
        (definition("bool"), 1, "expected True or False, not 1"),
        (definition("date"), "31.10.2026", "use ISO 8601"),
        (definition("date"), True, "expected a date"),
        (definition("datetime"), 1_772_582_400, "does not look like milliseconds"),
        (COLOUR, "rde", "'rde' is not one of its options: 'red', 'navy_blue'; did you mean 'red'?"),
        (COLOUR, "Navy", "did you mean 'navy_blue'?"),
        (COLOUR, ["red"], "expected one of its options, not list"),
        (
            definition("enumeration", multiple=True, options={"a": "A"}),
            ["a", "b"],
            "'b' is not one of its options: 'a'",
        ),
        (definition("enumeration", multiple=True), ["a;b"], "semicolon"),
        (definition("enumeration", multiple=True), 5, "expected a list of options"),
        (definition("string"), 5, "expected text, not int"),
        (definition("string"), "x" * 65_537, "has 65,537 characters, and HubSpot stores at most 65,536"),
        (definition("string"), "\ud800", "half of a character"),
    ],
)
def test_what_a_property_cannot_have_is_refused(one, value, problem):
    with pytest.raises(InputError) as caught:
        value_to_wire(one, value, "properties.x")
    assert problem in str(caught.value)
    assert caught.value.field.startswith("properties.x")
