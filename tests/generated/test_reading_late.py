"""What is read late, and by which of two ways, makes no difference to whoever has the model."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import Any

import attrs
import pytest
from hubspot_openapi import fast, runtime, writing
from hubspot_openapi.runtime import Call, Model
from hubspot_openapi.v2026_03.crm.objects.models import SimplePublicObject, ValueWithTimestamp
from hypothesis import given
from hypothesis import strategies as st

from tests.generated.test_runtime import RECORD, Holder, Owner, Record, operation

CONTACT: dict[str, Any] = {
    "id": "51",
    "properties": {"email": "a@example.com", "age": 7, "city": None},
    "propertiesWithHistory": {"email": [{"value": "a", "timestamp": "2026-03-04T05:06:07Z", "sourceType": "API"}]},
    "createdAt": "2026-03-04T05:06:07.089Z",
    "updatedAt": 1772600767089,
    "archivedAt": None,
    "archived": False,
    "later": [{"of": "tomorrow"}],
}
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
MOMENTS = st.sampled_from(["2026-03-04T05:06:07Z", "2026-03-04", "soon", 1772600767089, "1772600767089"])
JSON = st.recursive(
    PLAIN | MOMENTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["email", "userId", "x"]), inner),
    max_leaves=6,
)
KEYS = [
    "id",
    "createdAt",
    "properties",
    "archived",
    "dueDate",
    "score",
    "status",
    "owner",
    "owners",
    "byRole",
    "labels",
]
OBJECTS = st.dictionaries(st.sampled_from([*KEYS, "moments", "additional_properties", "__source__", "x"]), JSON)


def looked_at(model: Model) -> dict[str, Any]:
    """All that a model has, asked for by attribute."""
    names = [field.name for field in attrs.fields(type(model))]
    return {name: getattr(model, name) for name in names}


def changes() -> list[Any]:
    """What may be done to a model before its fields are asked for."""
    return [
        lambda model: model,
        repr,
        vars,
        looked_at,
        lambda model: model.to_dict(),
        lambda model: model == model,
        attrs.asdict,
        copy.copy,
        copy.deepcopy,
        pickle.dumps,
    ]


@given(data=OBJECTS, required=st.booleans())
def test_the_compiled_reader_reads_what_the_loop_reads(data: dict[str, Any], required: bool) -> None:
    data = {**RECORD, **data} if required else data
    looped, compiled = runtime._read(Record)(copy.deepcopy(data)), fast.compiled(Record)(copy.deepcopy(data))
    assert repr(looked_at(looped)) == repr(looked_at(compiled))
    assert repr(looped.to_dict()) == repr(compiled.to_dict()) == repr(data)


@pytest.mark.parametrize("data", [None, 5, "x", [], True])
def test_both_readers_leave_what_is_no_object(data: Any) -> None:
    assert runtime._read(Record)(data) is data
    assert fast.compiled(Record)(data) is data


def test_a_long_list_is_read_as_a_short_one() -> None:
    shapes = [CONTACT, {"id": 7}, {}, None, "x", {**CONTACT, "url": "https://x"}, {**CONTACT, "archived": "true"}]
    results = [shapes[number % len(shapes)] for number in range(2500)]
    answers = operation("/things", s200="list[SimplePublicObject]")
    answers.models = SimplePublicObject.__module__
    call: Call[Any] = Call(answers)
    for size in (10, 2500, 20):  # before, while and after the reader is compiled
        read = call.parse(200, "application/json", json.dumps(results[:size]).encode())
        assert read == [
            SimplePublicObject.from_dict(each) if isinstance(each, dict) else each for each in results[:size]
        ]
        assert writing.encode(read) == results[:size]


@pytest.mark.parametrize("first", range(len(changes())))
def test_a_model_is_the_same_whatever_was_asked_of_it_first(first: int) -> None:
    fresh, used = SimplePublicObject.from_dict(CONTACT), SimplePublicObject.from_dict(CONTACT)
    changes()[first](used)
    assert used == fresh
    assert used.to_dict() == CONTACT
    assert list(used.to_dict()) == list(CONTACT)
    assert repr(used) == repr(SimplePublicObject.from_dict(CONTACT))
    assert used.created_at.isoformat() == "2026-03-04T05:06:07.089000+00:00"
    assert used.properties == {"email": "a@example.com", "age": "7", "city": None}
    assert used.additional_properties == {"later": [{"of": "tomorrow"}]}
    assert used.archived_at is None
    assert used.url is None


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])  # noqa: S301
@pytest.mark.parametrize("looked", [False, True])
def test_copies_of_a_model_are_equal_and_written_as_it_was_read(make: Any, looked: bool) -> None:
    model = SimplePublicObject.from_dict(CONTACT)
    if looked:
        looked_at(model)
    made = make(model)
    made.id = "52"
    assert made.created_at == model.created_at
    assert made.to_dict() == {**CONTACT, "id": "52"}
    assert (model.id, model.to_dict()) == ("51", CONTACT)


def test_a_late_field_that_was_set_first_stays_as_it_was_set() -> None:
    record = Record.from_dict({**RECORD, "x": 1})
    record.created_at = None  # type: ignore[assignment]  # it clears the field
    record.properties = {"email": "b"}
    record.additional_properties["y"] = 2
    assert record.to_dict() == {**RECORD, "x": 1, "createdAt": None, "properties": {"email": "b"}, "y": 2}
    assert attrs.evolve(Record.from_dict(RECORD), created_at=None, id="52").to_dict() == {
        **RECORD,
        "id": "52",
        "createdAt": None,
    }


def test_a_property_map_that_is_changed_is_written_so() -> None:
    model = SimplePublicObject.from_dict(CONTACT)
    model.properties["city"] = "Graz"
    assert model.properties["city"] == "Graz"
    assert model.to_dict()["properties"]["city"] == "Graz"


def test_a_model_keeps_nothing_of_the_data_that_it_was_made_of() -> None:
    data = copy.deepcopy({**RECORD, "owner": {"email": "a"}, "x": [1]})
    record = Record.from_dict(data)
    data["createdAt"], data["owner"]["email"] = "2001-01-01", "b"
    data["properties"]["email"] = "b"
    data["x"].append(2)
    assert record.created_at.year == 2026
    assert record.to_dict() == {**RECORD, "owner": {"email": "a"}, "x": [1]}


def test_a_model_that_was_constructed_has_no_late_fields() -> None:
    made = ValueWithTimestamp(source_type="API", timestamp=None, value="a")  # type: ignore[arg-type]  # as HubSpot may
    assert made.timestamp is None
    assert made.additional_properties == {}
    assert made.to_dict() == {"sourceType": "API", "value": "a"}
    assert Holder().to_dict() == {}
    assert Owner(email="a") == Owner.from_dict({"email": "a"})


def test_the_class_has_no_value_for_a_late_field() -> None:
    Record.from_dict(RECORD)
    assert Record.created_at is None
    assert Model.additional_properties is None


@given(
    digits=st.integers(19, 30).flatmap(lambda size: st.from_regex(rf"-?[1-9][0-9]{{{size - 1}}}", fullmatch=True)),
    before=st.text("0123456789-ab ", max_size=12),
    after=st.text("0123456789.eE", max_size=6),
    space=st.text(" \n\r\t", max_size=3),
    form=st.sampled_from(['{"%s":%s}', '["%s",%s]', '["%s", [%s]]', '{"%s" : %s}']),
)
def test_an_integer_of_more_than_64_bits_is_noticed_wherever_it_is(
    digits: str, before: str, after: str, space: str, form: str
) -> None:
    """Without orjson; what is read with it is compared in tests/extras."""
    assert fast.has_long_number((form % (before, space + digits + after)).encode())
    assert fast.has_long_number(digits.encode())


@pytest.mark.parametrize(
    "text", ["2026-03-04T05:06:07.089Z", "1772600767089", "123456789012345678", "+43 555 000001", "1" * 30, "", "-"]
)
def test_dates_ids_and_phone_numbers_are_no_long_numbers(text: str) -> None:
    for start in range(8):
        assert not fast.has_long_number(json.dumps({"a" * start: text, "b": [text] * 3}).encode())


def test_a_record_is_read_in_a_process_that_read_none() -> None:
    """As a pool of processes gets it: pickled before anything was asked for."""
    program = "import pickle, sys; one = pickle.load(sys.stdin.buffer); print(one.properties, one.created_at, one.url)"
    record = SimplePublicObject.from_dict(CONTACT)
    done = subprocess.run([sys.executable, "-c", program], input=pickle.dumps(record), capture_output=True, check=True)
    assert done.stdout.decode().strip() == f"{record.properties} {record.created_at} {record.url}"


def test_what_is_set_while_another_thread_reads_stays() -> None:
    """The thread that reads decodes between the look and the setting; the other one sets in between."""
    record = SimplePublicObject.from_dict(CONTACT)
    late = vars(SimplePublicObject)["created_at"]

    def decode(_text: str) -> Any:
        record.created_at = None
        return "decoded"

    assert runtime.Late("created_at", late.name, decode).__get__(record, SimplePublicObject) is None
    assert record.created_at is None
