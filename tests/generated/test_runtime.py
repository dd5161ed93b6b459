"""The runtime of the generated clients: what HubSpot really sends is read, and written back as it came."""

from __future__ import annotations

import datetime
import io
import json
import math
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import unquote

import attrs
import pytest
from hubspot_openapi import runtime
from hubspot_openapi.runtime import AnswerError, Call, DecodeError, EncodeError, Model, Operation, define
from hypothesis import given
from hypothesis import strategies as st

UTC = datetime.UTC
WEST = datetime.timezone(-datetime.timedelta(hours=12))


@define(kw_only=True)
class Owner(Model):
    __wire__ = "email userId"

    email: str
    user_id: int | None = None


@define(kw_only=True)
class Record(Model):
    __wire__ = "id createdAt properties archived dueDate score status owner owners byRole labels moments"

    id: str
    created_at: datetime.datetime
    properties: dict[str, str | None]
    archived: bool | None = None
    due: datetime.date | None = None
    score: float | None = None
    status: Literal["OPEN", "CLOSED"] | str | None = None
    owner: Owner | None = None
    owners: list[Owner] | None = None
    by_role: dict[str, Owner] | None = None
    labels: list[str] | None = None
    moments: list[datetime.datetime] | None = None


@define(kw_only=True)
class Text(Model):
    __wire__ = "type value"

    type: Literal["TEXT"] = "TEXT"
    value: str


@define(kw_only=True)
class Group(Model):
    __wire__ = "type members"

    type: Literal["GROUP"] = "GROUP"
    members: list[Text | Group]


@define(kw_only=True)
class Daily(Model):
    __wire__ = "kind"

    kind: Literal["DAILY", "WEEKLY"] | str = "DAILY"


@define(kw_only=True)
class Weekly(Model):
    __wire__ = "kind"

    kind: Literal["DAILY", "WEEKLY"] | str = "WEEKLY"


@define(kw_only=True)
class Cat(Model):
    __wire__ = "name lives"

    name: str
    lives: int


@define(kw_only=True)
class Dog(Model):
    __wire__ = "name tricks"

    name: str
    tricks: list[str]


@define(kw_only=True)
class Holder(Model):
    __wire__ = "filter pet schedule anything"

    filter_: Text | Group | None = None
    pet: Cat | Dog | None = None
    schedule: Daily | Weekly | None = None
    anything: Any = None


RECORD: dict[str, Any] = {"id": "51", "createdAt": "2026-03-04T05:06:07.089Z", "properties": {"email": "a@example.com"}}


def read(**changes: Any) -> Record:
    return Record.from_dict({**RECORD, **changes})


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


# Reading


def test_a_null_date_reads_as_none_and_is_written_back_as_null() -> None:
    record = read(createdAt=None)
    assert record.created_at is None
    assert record.to_dict() == {**RECORD, "createdAt": None}


def test_a_missing_required_key_reads_as_none_and_stays_missing() -> None:
    record = Record.from_dict({"id": "51"})
    assert record.properties is None
    assert record.to_dict() == {"id": "51"}


def test_an_unknown_enum_value_is_kept() -> None:
    assert read(status="ON_FIRE").status == "ON_FIRE"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00"),
        ("2026-03-04T05:06:07.123456+02:00", "2026-03-04T05:06:07.123456+02:00"),
        ("2026-03-04T05:06:07", "2026-03-04T05:06:07+00:00"),
        ("2026-03-04", "2026-03-04T00:00:00+00:00"),
        ("Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07+00:00"),
        (1772600767089, "2026-03-04T05:06:07.089+00:00"),
        ("1772600767089", "2026-03-04T05:06:07.089+00:00"),
        (1772600767089.0, "2026-03-04T05:06:07.089+00:00"),
        (-1000, "1969-12-31T23:59:59+00:00"),
    ],
)
def test_a_moment_is_read_in_every_form_and_written_back_in_its_own(sent: Any, expected: str) -> None:
    record = read(createdAt=sent)
    assert record.created_at == moment(expected)
    assert record.created_at.tzinfo is not None
    assert record.to_dict()["createdAt"] == sent


@pytest.mark.parametrize(
    "sent", ["soon", "", {"a": 1}, [], True, 10**30, "99999999999999999999", "¹", "9" * 5000, "0:0B", "12:30"]
)
def test_what_is_no_moment_stays_as_it_came(sent: Any) -> None:
    record = read(createdAt=sent)
    assert record.created_at == sent
    assert record.to_dict()["createdAt"] == sent


@pytest.mark.parametrize("sent", ["2026-03-04", "2026-03-04T00:00:00Z", 1772582400000])
def test_a_day_is_read_in_every_form(sent: Any) -> None:
    record = read(dueDate=sent)
    assert record.due == datetime.date(2026, 3, 4)
    assert record.to_dict()["dueDate"] == sent


def test_numeric_ids_read_as_text_and_are_written_back_as_numbers() -> None:
    record = read(id=51, labels=[1, "b"], properties={"hs_object_id": 51})
    assert (record.id, record.labels, record.properties) == ("51", ["1", "b"], {"hs_object_id": "51"})
    assert record.to_dict() == {**RECORD, "id": 51, "labels": [1, "b"], "properties": {"hs_object_id": 51}}


def test_numbers_and_flags_sent_as_text_are_read_as_what_they_are() -> None:
    record = read(score="1.5", archived="true", owner={"email": "a", "userId": "7"})
    assert (record.score, record.archived, record.owner and record.owner.user_id) == (1.5, True, 7)
    assert record.to_dict()["owner"] == {"email": "a", "userId": "7"}


@pytest.mark.parametrize("sent", ["text", 5, [1], True])
def test_a_wrong_type_in_place_of_an_object_stays_as_it_came(sent: Any) -> None:
    record = read(owner=sent, owners=sent, byRole=sent)
    assert record.owner == sent
    assert record.to_dict() == {**RECORD, "owner": sent, "owners": sent, "byRole": sent}


def test_unknown_keys_are_kept_and_written_back_in_their_place() -> None:
    data = {"zebra": [1], **RECORD, "owner": {"email": "a", "nick": "b"}}
    record = Record.from_dict(data)
    assert record.additional_properties == {"zebra": [1]}
    assert record.owner is not None
    assert record.owner.additional_properties == {"nick": "b"}
    assert json.dumps(record.to_dict()) == json.dumps(data)


def test_nested_models_are_read_in_lists_and_maps_with_their_nulls() -> None:
    record = read(owners=[{"email": "a"}, None], byRole={"sales": {"email": "b"}, "none": None})
    assert record.owners == [Owner(email="a"), None]
    assert record.by_role == {"sales": Owner(email="b"), "none": None}


def test_reading_accepts_any_mapping() -> None:
    class Frozen(Mapping[str, Any]):
        def __getitem__(self, key: str) -> Any:
            return RECORD[key]

        def __iter__(self) -> Any:
            return iter(RECORD)

        def __len__(self) -> int:
            return len(RECORD)

    assert Record.from_dict(Frozen()).id == "51"


# Unions


def test_union_members_are_picked_by_their_tag_however_deep() -> None:
    data = {"type": "GROUP", "members": [{"type": "TEXT", "value": "a"}, {"type": "GROUP", "members": []}]}
    holder = Holder.from_dict({"filter": data})
    assert isinstance(holder.filter_, Group)
    assert [type(member) for member in holder.filter_.members] == [Text, Group]
    assert holder.to_dict() == {"filter": data}


@pytest.mark.parametrize("tag", [{"type": "NEW"}, {}, {"type": None}, {"type": ["GROUP"]}])
def test_an_unknown_tag_leaves_the_plain_object(tag: dict[str, Any]) -> None:
    data = {**tag, "members": []}
    assert Holder.from_dict({"filter": data}).filter_ == data


def test_a_default_is_a_tag_where_every_member_has_its_own() -> None:
    assert isinstance(Holder.from_dict({"schedule": {"kind": "WEEKLY"}}).schedule, Weekly)
    assert isinstance(Holder.from_dict({"schedule": {"kind": "DAILY"}}).schedule, Daily)


def test_untagged_members_are_picked_by_their_keys() -> None:
    assert isinstance(Holder.from_dict({"pet": {"name": "a", "lives": 9}}).pet, Cat)
    assert isinstance(Holder.from_dict({"pet": {"name": "a", "tricks": [], "age": 3}}).pet, Dog)


# Writing


def test_a_changed_field_is_written_in_its_json_form_and_the_rest_as_it_came() -> None:
    record = read(createdAt=1772600767089, extra=1)
    record.due = datetime.date(2026, 3, 5)
    assert record.to_dict() == {**RECORD, "createdAt": 1772600767089, "extra": 1, "dueDate": "2026-03-05"}


def test_evolve_keeps_what_was_not_changed_as_it_came() -> None:
    changed = attrs.evolve(read(createdAt=1772600767089, extra=1), id="52")
    assert changed.to_dict() == {**RECORD, "id": "52", "createdAt": 1772600767089, "extra": 1}


def test_a_field_set_to_none_is_cleared_only_where_it_was_sent() -> None:
    record = read(status="OPEN")
    record.status = None
    record.score = None
    assert record.to_dict() == {**RECORD, "status": None}


def test_a_change_deep_inside_is_written() -> None:
    record = read(owners=[{"email": "a", "userId": "7"}])
    assert record.owners is not None
    record.owners[0].email = "b"
    record.properties["email"] = "c"
    assert record.to_dict() == {**RECORD, "properties": {"email": "c"}, "owners": [{"email": "b", "userId": "7"}]}


def test_a_new_model_leaves_out_what_was_not_given_and_keeps_its_tag() -> None:
    assert Group(members=[Text(value="a")]).to_dict() == {
        "type": "GROUP",
        "members": [{"type": "TEXT", "value": "a"}],
    }


def test_moments_are_written_as_utc_with_milliseconds() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    record = Record(id="1", properties={}, created_at=datetime.datetime(2026, 3, 4, 1, 2, 3, tzinfo=zone))
    assert record.to_dict()["createdAt"] == "2026-03-03T23:02:03.000Z"


def test_a_field_that_is_not_there_can_be_set_and_is_written_then() -> None:
    record = read()
    assert record.owner is None
    record.owner = Owner(email="a")
    record.archived = False
    assert record.to_dict() == {**RECORD, "archived": False, "owner": {"email": "a"}}
    assert read().owner is None


def test_a_class_derived_from_a_model_reads_writes_and_is_constructed_as_it() -> None:
    class Person(Owner):
        def greeting(self) -> str:
            return f"Dear {self.email}"

    assert Person(email="a", user_id=1).greeting() == Person.from_dict({"email": "a"}).greeting() == "Dear a"
    assert attrs.evolve(Person.from_dict({"email": "a", "userId": 7}), email="b").to_dict() == {
        "email": "b",
        "userId": 7,
    }
    assert Person.from_dict({"email": "a", "x": 1}).to_dict() == {"email": "a", "x": 1}
    with pytest.raises(TypeError, match="'email'"):
        Person()  # type: ignore[call-arg]  # the mistake under test


# attrs


def test_models_are_attrs_classes() -> None:
    record = read(owner={"email": "a"})
    assert [field.name for field in attrs.fields(Owner)] == ["email", "user_id", "additional_properties"]
    assert attrs.asdict(record)["owner"] == {"email": "a", "user_id": None, "additional_properties": {}}
    assert record == read(owner={"email": "a"})
    assert record != read(owner={"email": "b"})


def test_the_constructor_names_what_is_missing_or_unknown() -> None:
    with pytest.raises(TypeError, match="'email'"):
        Owner()  # type: ignore[call-arg]  # the mistake under test
    with pytest.raises(TypeError, match="nick"):
        Owner(email="a", nick="b")  # type: ignore[call-arg]  # the mistake under test


def test_a_repr_shows_what_there_is() -> None:
    assert repr(Owner.from_dict({"email": "a", "x": 1})) == "Owner(email='a', additional_properties={'x': 1})"


def test_a_repr_tells_of_a_secret_only_that_there_is_one() -> None:
    shown = repr(Owner.from_dict({"email": "a", "password": "hunter2", "refresh_token": "r-1", "tokenType": "bearer"}))
    assert shown == (
        "Owner(email='a', additional_properties={'password': '…', 'refresh_token': '…', 'tokenType': 'bearer'})"
    )


# Calls


def operation(path: str = "/things/{id}", **answers: str) -> Operation:
    table = tuple((int(status.removeprefix("s")), kind) for status, kind in answers.items())
    return Operation("get", "crm.things", "v3", "GET", path, table, models=__name__)


def test_path_parameters_are_quoted_whole() -> None:
    call: Call[Any] = Call(operation(), path={"id": "a/b@example.com ?#{x}"})
    assert call.path == "/things/a%2Fb%40example.com%20%3F%23%7Bx%7D"


@pytest.mark.parametrize("value", ["", None, ".", ".."])
def test_a_path_parameter_that_would_change_the_path_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="id must not be"):
        Call(operation(), path={"id": value})


def test_query_parameters_repeat_and_leave_out_none() -> None:
    query = {
        "properties": ["a", "b"],
        "archived": False,
        "after": None,
        "limit": 10,
        "since": datetime.datetime(2026, 1, 2, tzinfo=UTC),
    }
    assert Call[Any](operation("/things"), query=query).query == [
        ("properties", "a"),
        ("properties", "b"),
        ("archived", "false"),
        ("limit", "10"),
        ("since", "2026-01-02T00:00:00.000Z"),
    ]


def test_a_json_body_takes_models_mappings_and_dates() -> None:
    body = {"owner": Owner(email="ä"), "on": datetime.date(2026, 1, 2), "ids": ("1",)}
    call: Call[Any] = Call(operation("/things"), json=body)
    assert call.content == '{"owner":{"email":"ä"},"on":"2026-01-02","ids":["1"]}'.encode()
    assert call.headers == {"content-type": "application/json"}


DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]
ROUND: list[Any] = []
ROUND.append(ROUND)


@pytest.mark.parametrize(
    "body",
    [
        {"a": object()},
        {"a": {1}, "b": object()},
        {"a": math.nan},
        {"a": math.inf},
        {"a": "\ud800"},
        {"a": b"bytes"},
        {(1, 2): "a"},
        {"a": datetime.datetime(1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=14)))},
        10**5000,
        ROUND,
        DEEP,
    ],
    ids=[str(number) for number in range(11)],
)
def test_a_body_that_is_no_json_is_refused(body: Any) -> None:
    with pytest.raises(EncodeError):
        Call(operation("/things"), json=body)


@pytest.mark.parametrize(
    "value", ["\ud800", 10**5000, {"a": math.nan}, datetime.datetime.max.replace(tzinfo=WEST)], ids="abcd"
)
@pytest.mark.parametrize("place", ["path", "query", "headers", "form"])
def test_a_parameter_that_cannot_be_sent_is_refused(value: Any, place: str) -> None:
    with pytest.raises(EncodeError):
        Call(operation(), **{place: {"id": value}})


VALUES = st.text(st.characters(codec="utf-8"), min_size=1)


@given(values=st.lists(VALUES), style=st.sampled_from(["", ",", "|", " "]))
def test_a_list_can_be_taken_apart_again_or_is_refused(values: list[str], style: str) -> None:
    lost = bool(style) and any(style in value for value in values)
    try:
        sent = Call[Any](operation("/things"), query={"ids": values}, styles={"query ids": style}).query
    except EncodeError:
        assert lost
        return
    assert not lost
    assert [name for name, _ in sent] == ["ids"] * (len(values) if not style else min(len(values), 1))
    assert [part for _, text in sent for part in (text.split(style) if style else [text])] == values


@given(values=st.dictionaries(VALUES, VALUES, min_size=1), style=st.sampled_from(["", ",", "deepObject"]))
def test_an_object_can_be_taken_apart_again_or_is_refused(values: dict[str, str], style: str) -> None:
    lost = style == "," and any("," in text for pair in values.items() for text in pair)
    try:
        sent = Call[Any](operation("/things"), query={"where": values}, styles={"query where": style}).query
    except EncodeError:
        assert lost
        return
    assert not lost
    if style == ",":
        parts = sent[0][1].split(",")
        assert dict(zip(parts[::2], parts[1::2], strict=True)) == values
    elif style:
        assert {name.removeprefix("where[").removesuffix("]"): text for name, text in sent} == values
    else:
        assert dict(sent) == values


@given(values=st.lists(VALUES, min_size=1))
def test_a_list_in_a_path_can_be_taken_apart_again_or_is_refused(values: list[str]) -> None:
    try:
        path = Call[Any](operation("/things/{id}"), path={"id": values}).path
    except EncodeError:
        assert any("," in value for value in values) or values in ([","], ["."], [".."])
        return
    assert [unquote(part) for part in path.removeprefix("/things/").split(",")] == values


def test_a_model_is_an_object_in_a_query() -> None:
    made = Call[Any](operation("/things"), query={"owner": Owner(email="a@b")}, styles={"query owner": "deepObject"})
    assert made.query == [("owner[email]", "a@b")]


@pytest.mark.parametrize("value", [math.nan, math.inf, [1.5, math.nan]])
def test_a_number_that_is_none_is_refused_in_a_query(value: Any) -> None:
    with pytest.raises(EncodeError, match="is no number"):
        Call(operation("/things"), query={"n": value})


def test_a_text_body_says_its_charset_and_bytes_are_the_callers() -> None:
    text: Call[Any] = Call(operation("/code"), content="grün", content_type="text/plain")
    assert (text.content, text.headers) == ("grün".encode(), {"content-type": "text/plain; charset=utf-8"})
    raw: Call[Any] = Call(operation("/code"), content="grün".encode("latin-1"), content_type="text/plain")
    assert (raw.content, raw.headers) == (b"gr\xfcn", {"content-type": "text/plain"})
    with pytest.raises(EncodeError, match="body cannot be sent"):
        Call(operation("/code"), content="\ud800", content_type="text/plain")


@pytest.mark.parametrize("content", ["42", "null", '"a"', "a,b\n", "{}"])
def test_a_text_answer_is_never_taken_for_json(content: str) -> None:
    call: Call[Any] = Call(operation("/things", s200="text"))
    assert call.parse(200, "text/csv; charset=UTF-8", content.encode()) == content
    assert call.parse(200, "text/csv; charset=no-such-charset", content.encode()) == content


def test_a_form_body_is_texts() -> None:
    form = {"grant_type": "refresh_token", "code": None, "scope": Text(value="a")}
    assert Call[Any](operation("/token"), form=form).form == {
        "grant_type": "refresh_token",
        "scope": '{"type":"TEXT","value":"a"}',
    }


def test_multipart_parts_are_files_and_texts() -> None:
    named = io.BytesIO(b"x")
    named.name = "/tmp/notes.txt"  # noqa: S108  # only the last part of the name is sent
    body = {
        "file": ("a.csv", b"1,2", "text/csv"),
        "more": [b"3", named],
        "options": {"access": "PRIVATE"},
        "folderPath": "/docs",
        "charset": None,
    }
    assert Call[Any](operation("/files"), parts=body).files == [
        ("file", ("a.csv", b"1,2", "text/csv")),
        ("more", ("more", b"3", None)),
        ("more", ("notes.txt", named, None)),
        ("options", (None, b'{"access":"PRIVATE"}', None)),
        ("folderPath", (None, b"/docs", None)),
    ]


def test_a_binary_body_is_sent_as_it_is() -> None:
    call: Call[Any] = Call(operation("/code"), content=b"\x00\x01")
    assert (call.content, call.headers) == (b"\x00\x01", {"content-type": "application/octet-stream"})


def test_answers_are_read_as_their_models() -> None:
    call: Call[Any] = Call(operation("/things", s200="Record", s207="list[Owner]"))
    assert call.parse(200, "application/json", json.dumps(RECORD).encode()) == Record.from_dict(RECORD)
    assert call.parse(207, "application/json", b'[{"email":"a"}]') == [Owner(email="a")]


@pytest.mark.parametrize("status", [201, 202, 207, 226, 299])
def test_a_success_status_that_is_not_declared_is_read_as_the_first_success_answer(status: int) -> None:
    call: Call[Any] = Call(operation("/things", s200="Owner"))
    assert call.parse(status, "application/json", b'{"email":"a"}') == Owner(email="a")


def test_no_content_is_none() -> None:
    assert Call[Any](operation("/things", s204="None")).parse(204, "", b"") is None
    assert Call[Any](operation("/things", s200="None")).parse(200, "", b"") is None
    assert Call[Any](operation("/things", s200="Owner", s204="None")).parse(200, "", b"") is None


def test_an_empty_file_is_no_bytes() -> None:
    assert Call[Any](operation("/export", s200="bytes")).parse(200, "text/csv", b"") == b""


def test_a_200_that_only_default_declares_is_plain_data() -> None:
    call: Call[Any] = Call(operation("/things"))
    assert call.parse(200, "application/json", b'{"a":1}') == {"a": 1}
    assert call.parse(200, "", b"") is None


def test_binary_and_csv_answers_are_bytes() -> None:
    call: Call[bytes] = Call(operation("/export", s200="bytes"))
    assert call.parse(200, "text/csv", b"a,b\n\xff") == b"a,b\n\xff"


def test_html_in_place_of_json_is_told() -> None:
    call: Call[Any] = Call(operation("/things", s200="Owner"))
    with pytest.raises(DecodeError, match="GET /things answered 200 with text/html, which is not JSON: b'<html>"):
        call.parse(200, "text/html", b"<html>Bad gateway</html>")


@pytest.mark.parametrize("status", [400, 404, 429, 477, 502, 521, 522, 523, 524])
@pytest.mark.parametrize("content", [b"<html>Error</html>", b"", b'{"status":"error"}', b"\xff"])
def test_an_error_status_raises_with_the_body_as_it_came(status: int, content: bytes) -> None:
    call: Call[Any] = Call(operation("/things", s200="Owner"))
    with pytest.raises(AnswerError, match=f"GET /things answered {status}") as raised:
        call.parse(status, "text/html", content)
    assert (raised.value.status, raised.value.content) == (status, content)


def test_a_call_in_a_plan_gives_itself_and_takes_the_answer() -> None:
    call: Call[int] = Call(operation("/things"))

    def plan() -> Any:
        return (yield from call) + 1

    steps = plan()
    assert next(steps) is call
    with pytest.raises(StopIteration) as stopped:
        steps.send(41)
    assert stopped.value.value == 42


def test_an_endpoint_keeps_signature_facts_and_name() -> None:
    def get(thing: str, *, limit: int | None = None) -> Call[Any]:
        """GET /things/{id}"""
        return Call(made.operation, path={"id": thing}, query={"limit": limit})

    get.__module__ = "hubspot_openapi.v2026_03.crm.things.operations"
    made = runtime.endpoint("GET", "/things/{id}", {200: "Owner"}, scopes=["a", "b c"])(get)
    assert made.operation.key == "2026-03:crm.things.get"
    assert (made.operation.scopes, made.__name__, made.__doc__) == (("a", "b c"), "get", "GET /things/{id}")
    assert made("1", limit=2).query == [("limit", "2")]
    assert repr(made) == "<Endpoint 2026-03:crm.things.get: GET /things/{id}>"
    with pytest.raises(TypeError, match="limits"):
        made("1", limits=2)


def test_the_runtime_has_the_names_of_its_parts_and_loads_them_when_asked() -> None:
    program = """
import sys
from hubspot_openapi import runtime
assert "hubspot_openapi.writing" not in sys.modules
from hubspot_openapi.runtime import dumps, encode
assert encode({"a": runtime.Model.from_dict({})}) == {"a": {}}, encode
for name in runtime.__all__:
    getattr(runtime, name)
try:
    runtime.nonsense
except AttributeError as error:
    assert "has no attribute 'nonsense'" in str(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
