"""Inputs of batches, each on the record that it means and with an end of its own, on the sandbox."""

from __future__ import annotations

import json
from types import MappingProxyType

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from hubspot_facade import BatchError, InputError, NotFound
from hubspot_facade.cli.app import app
from hubspot_facade.crm.records.inputs import changes_of
from hubspot_facade.errors import Unaccounted
from tests.facade.either import either
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, batch, record
from tests.models.wire import Wire

ADA = {"firstname": "Ada"}
OWN = pytest.mark.parametrize("own", ["idProperty", "id_property"])
TRACE = pytest.mark.parametrize("trace", ["objectWriteTraceId", "object_write_trace_id"])


@pytest.fixture
def http(sandbox):
    with httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"}) as http:
        for kind, group in (("contacts", "contactinformation"), ("deals", "dealinformation")):
            uon = {"name": "uon", "label": "Number", "type": "string", "fieldType": "text", "groupName": group}
            http.post(f"/crm/v3/properties/{kind}", json=uon | {"hasUniqueValue": True}).raise_for_status()
        yield http


@pytest.fixture
def make(http):
    """The id of a new record."""
    return lambda kind, **properties: http.post(f"/crm/v3/objects/{kind}", json={"properties": properties}).json()["id"]


@pytest.fixture
def values(http):
    """What the records of a type have of these properties, by id."""

    def values(kind, *names):
        found = http.get(f"/crm/v3/objects/{kind}", params={"limit": 100, "properties": ",".join(names)}).json()
        return {each["id"]: tuple(each["properties"][name] for name in names) for each in found["results"]}

    return values


@pytest.fixture
def bodies(sandbox):
    """The bodies of the requests whose path ends so."""

    def bodies(end):
        return [each.sent.json() for each in sandbox.requests if each.path.endswith(end)]

    return bodies


@pytest.fixture
def wired(http, sandbox, colour, edition):
    """A client, and the wire on which faults are planned."""
    wire = Wire()
    transport = {"sync": httpx.Client, "async": httpx.AsyncClient}[colour](transport=wire)
    client, close = either(
        colour,
        base_url=sandbox.url,
        access_token=sandbox.token,
        api_version=edition,
        clock=FakeClock().clock(),
        http_client=transport,
    )
    yield client, wire
    close()
    wire.shut()


def ends(outcomes):
    return [each.status for each in outcomes]


# -- the record that was meant ---------------------------------------------------------------------------------------


@OWN
def test_an_update_finds_by_its_own_property_and_not_by_id(hs, make, values, own):
    first = make("deals", dealname="first")
    second = make("deals", dealname="second", uon=first)  # a value that is also another deal's id
    hs.deals.batch_update([{"id": first, own: "uon", "properties": {"dealname": "changed"}}])
    assert values("deals", "dealname") == {first: ("first",), second: ("changed",)}


@OWN
@pytest.mark.parametrize("name", ["Update multiple records", "Upsert records"])
def test_by_name_too(hs, make, values, own, name):
    first = make("deals", dealname="first")
    second = make("deals", dealname="second", uon=first)
    inputs = [{"id": first, own: "uon", "properties": {"dealname": "changed"}}]
    hs.operations.run(name, {"objectType": "deals", "inputs": inputs})
    assert values("deals", "dealname") == {first: ("first",), second: ("changed",)}


@OWN
def test_on_the_command_line_too(sandbox, make, values, colour, edition, tmp_path, own):
    first = make("deals", dealname="first")
    second = make("deals", dealname="second", uon=first)
    inputs = [{"id": first, own: "uon", "properties": {"dealname": "changed"}}]
    payload = tmp_path / "payload.json"
    payload.write_text(json.dumps({"objectType": "deals", "inputs": inputs}))
    told = [
        "run",
        "Update multiple records",
        "--input",
        str(payload),
        "--api-version",
        edition,
        *(["--async"] if colour == "async" else []),
    ]
    done = CliRunner().invoke(app, told, env={"HUBSPOT_BASE_URL": sandbox.url, "HUBSPOT_ACCESS_TOKEN": sandbox.token})
    assert done.exit_code == 0, done.output
    assert values("deals", "dealname") == {first: ("first",), second: ("changed",)}


@OWN
def test_an_upsert_by_name_goes_by_its_own_property(hs, make, values, own):
    there = make("contacts", email="there@x.test", uon="u@x.test")
    inputs = [{"id": "u@x.test", own: "uon", "properties": {"firstname": "Ada"}}]
    hs.operations.run("Batch upsert contacts", {"inputs": inputs})
    assert values("contacts", "email", "firstname") == {there: ("there@x.test", "Ada")}


def test_different_properties_go_in_requests_of_their_own(hs, make, values, bodies):
    one, two = make("deals", dealname="1"), make("deals", dealname="2", uon="b")
    batch = hs.deals.batch_update(
        [
            {"id": "b", "idProperty": "uon", "properties": {"dealname": "B"}},
            {"id": one, "properties": {"dealname": "A"}},
        ]
    )
    assert [each.result.id for each in batch.outcomes] == [two, one]
    assert values("deals", "dealname") == {one: ("A",), two: ("B",)}
    sent = [[each.get("idProperty") for each in body["inputs"]] for body in bodies("/batch/update")]
    assert sorted(sent, key=str) == [["uon"], [None]]


@OWN
def test_a_read_goes_by_the_one_property_that_its_inputs_name(hs, make, own):
    first = make("deals", dealname="first")
    second = make("deals", dealname="second", uon=first)
    inputs = [{"id": first, own: "uon"}]
    assert [each.id for each in hs.deals.batch_read(inputs)] == [second]
    found = hs.operations.run("Retrieve a batch of records by record ID", {"objectType": "deals", "inputs": inputs})
    assert [each["id"] for each in found["results"]] == [second]


@pytest.mark.parametrize(
    ("inputs", "common"),
    [
        ([{"id": 1, "idProperty": "uon"}, {"id": 2, "idProperty": "hs_object_id"}], None),
        ([{"id": 1, "idProperty": "uon"}, {"id": 2}], None),
        ([{"id": 1, "idProperty": "uon"}], "hs_object_id"),
    ],
)
def test_a_read_that_would_go_by_two_is_refused(hs, paths, inputs, common):
    with pytest.raises(InputError, match="uses one property"):
        hs.deals.batch_read(inputs, id_property=common)
    assert paths() == []


@OWN
def test_a_create_refuses_a_key(hs, paths, own):
    with pytest.raises(InputError, match=rf"inputs\[1\]\.{own}"):
        hs.deals.batch_create([{"dealname": "b"}, {own: "uon", "properties": {"dealname": "a"}}], raise_errors=False)
    assert paths() == []


def test_a_record_id_is_no_value_of_another_property(hs, make, values):
    one = make("deals", dealname="1")
    batch = hs.deals.batch_upsert([{"hs_object_id": one, "dealname": "A"}], id_property="uon", raise_errors=False)
    assert ends(batch.outcomes) == ["failed"]
    assert values("deals", "dealname") == {one: ("1",)}


def test_without_a_property_to_go_by_an_upsert_says_so_and_not_where_an_input_names_one(hs, http):
    with pytest.raises(InputError) as caught:
        hs.deals.batch_upsert([{"id": "a", "properties": {"dealname": "A"}}])
    assert caught.value.field == "id_property"
    bad = {"id": "a", "idProperty": "uon", "properties": {"dealname": object()}}
    (outcome,) = hs.deals.batch_upsert([bad], raise_errors=False).outcomes
    assert "dealname" in str(outcome.error)


# -- trace ids --------------------------------------------------------------------------------------------------------


@TRACE
def test_a_trace_id_of_the_callers_is_sent(hs, make, bodies, trace):
    one = make("deals", dealname="1")
    hs.deals.batch_update([{"id": one, trace: "mine", "properties": {"dealname": "A"}}])
    hs.deals.batch_create([{trace: "mine too", "properties": {"dealname": "B"}}])
    assert bodies("/batch/update")[0]["inputs"][0]["objectWriteTraceId"] == "mine"
    assert bodies("/batch/create")[0]["inputs"][0]["objectWriteTraceId"] == "mine too"


@TRACE
def test_a_repeated_trace_id_names_both_rows(hs, make, values, trace):
    one, two = make("deals", dealname="1"), make("deals", dealname="2")
    inputs = [{"id": each, trace: "t", "properties": {"dealname": "A"}} for each in (one, two)]
    batch = hs.deals.batch_update(inputs, raise_errors=False)
    assert ends(batch.outcomes) == ["done", "failed"]
    assert all(each in str(batch.outcomes[1].error) for each in ("inputs[1]", "index 0"))
    assert values("deals", "dealname") == {one: ("A",), two: ("2",)}


def test_a_trace_id_of_ours_is_none_of_the_callers(hs, bodies):
    made = hs.deals.batch_create([{"dealname": "a"}, {"properties": {"dealname": "b"}, "objectWriteTraceId": "0"}])
    assert [each.result.properties["dealname"] for each in made.outcomes] == ["a", "b"]
    traces = [each["objectWriteTraceId"] for each in bodies("/batch/create")[0]["inputs"]]
    assert len(set(traces)) == 2


class Model:
    """An input as a caller's own class has it."""

    def __init__(self, fields):
        self.fields = fields

    def to_dict(self):
        return self.fields


@pytest.mark.parametrize("own", [" 1", 1])
@pytest.mark.parametrize("made", [dict, Model, MappingProxyType])
def test_no_input_has_the_result_of_another_through_a_trace_id(hs, make, values, own, made):
    one = make("deals", dealname="1")
    missing = made({"id": "999", "objectWriteTraceId": own, "properties": {"dealname": "A"}})
    batch = hs.deals.batch_update([missing, {"id": one, "properties": {"dealname": "B"}}], raise_errors=False)
    assert ends(batch.outcomes) == ["failed", "done"]
    assert batch.outcomes[1].result.id == one
    assert values("deals", "dealname") == {one: ("B",)}


class Unspeakable:
    def __str__(self):
        raise RuntimeError("no text")


@pytest.mark.parametrize("own", [10**5000, Unspeakable(), 1.5, "\ud800", "", True], ids=lambda own: type(own).__name__)
def test_a_trace_id_that_cannot_be_sent_fails_its_input_alone(hs, make, own):
    one = make("deals", dealname="1")
    bad = {"id": one, "objectWriteTraceId": own, "properties": {"dealname": "A"}}
    changed = hs.deals.batch_update([bad, {"id": one, "properties": {"dealname": "B"}}], raise_errors=False)
    created = hs.deals.batch_create(
        [{"objectWriteTraceId": own, "properties": {}}, {"dealname": "C"}], raise_errors=False
    )
    for each in (changed, created):
        assert ends(each.outcomes) == ["failed", "done"]
        assert each.outcomes[0].error.field == "inputs[0].objectWriteTraceId"


def test_trace_ids_that_differ_in_case_are_two(hs, make):
    bad = {"id": make("deals", dealname="1"), "properties": {"no_such": "1"}, "objectWriteTraceId": "a"}
    missing = {"id": "999", "properties": {"dealname": "A"}, "objectWriteTraceId": "A"}
    for inputs in ([bad, missing], [missing, bad]):
        batch = hs.deals.batch_update(inputs, raise_errors=False)
        assert {each.input["id"]: "no_such" in str(each.error) for each in batch.failures} == {
            bad["id"]: True,
            "999": False,
        }


def test_an_id_is_nobodys_trace_id(colour):
    refused = {"status": "error", "message": "no", "context": {"objectWriteTraceId": ["1"]}}
    hubspot = FakeHubSpot(batch(status=207, numErrors=1, errors=[refused]))
    inputs = [{"id": each, "properties": {"dealname": "A"}} for each in ("trace:1", "B")]
    made = Client(colour, hubspot, FakeClock()).do(
        lambda hs: hs.deals.batch_update(inputs, id_property="uon", raise_errors=False)
    )
    assert ends(made.outcomes) == ["unknown", "failed"]


OWN_TRACES = (
    st.none() | st.integers() | st.sampled_from(["0", " 1", "2 ", "1-", "0--", "\u00a01", "a", "A"]) | st.text()
)


@given(st.lists(st.tuples(OWN_TRACES, st.sampled_from(["objectWriteTraceId", "object_write_trace_id"]), st.booleans())))
def test_no_two_inputs_are_sent_with_one_trace_id(rows):
    fields = [{"id": "5", name: own, "properties": {}} for own, name, _ in rows]
    inputs = [Model(each) if is_model else each for each, (_, _, is_model) in zip(fields, rows, strict=True)]
    entries = [entry for _, entry in changes_of(inputs, None)]
    sent = [entry["objectWriteTraceId"] for entry in entries if not isinstance(entry, InputError)]
    assert len(set(sent)) == len(sent)
    first = {}
    for index, (entry, (own, _, _)) in enumerate(zip(entries, rows, strict=True)):
        if own is None:
            assert not isinstance(entry, InputError)
        elif not isinstance(entry, InputError):
            assert entry["objectWriteTraceId"] == str(own).strip()
            first[str(own).strip()] = index
        elif "already" in str(entry):
            assert str(entry).endswith(f"index {first[str(own).strip()]}")


def test_trace_ids_stay_off_where_the_key_is_an_email(hs, bodies):
    hs.contacts.batch_upsert([{"email": "a@x.test", "firstname": "A"}])
    assert "objectWriteTraceId" not in bodies("/batch/upsert")[0]["inputs"][0]


# -- the key of an upsert is no value ---------------------------------------------------------------------------------


@pytest.fixture
def merged(http, make):
    """A contact with a secondary address."""
    one, two = make("contacts", email="a@x.test"), make("contacts", email="b@x.test")
    joined = {"primaryObjectId": one, "objectIdToMerge": two}
    return http.post("/crm/v3/objects/contacts/merge", json=joined).json()["id"]


@pytest.mark.parametrize(
    "act",
    [
        lambda hs: hs.contacts.upsert("b@x.test", ADA),
        lambda hs: hs.contacts.batch_upsert([{"email": "B@x.test", **ADA}]),
        lambda hs: hs.contacts.batch_upsert({"b@x.test": ADA}),
        lambda hs: hs.operations.run(
            "Create/update contact", {"email": "b@x.test", "properties": {"firstname": "Ada"}}
        ),
        lambda hs: hs.operations.run("Batch upsert contacts", {"inputs": [{"email": "b@x.test", **ADA}]}),
        lambda hs: hs.objects("contact").upsert("b@x.test", ADA),
    ],
)
def test_a_secondary_address_leaves_the_primary_one_alone(hs, merged, values, act):
    act(hs)
    assert values("contacts", "email", "firstname") == {merged: ("a@x.test", "Ada")}


def test_the_caller_may_still_set_the_key(hs, merged, values):
    result = hs.contacts.upsert("b@x.test", {"email": "c@x.test"})
    assert (result.id, result.new) == (merged, False)
    inputs = [{"id": "c@x.test", "properties": {"email": "d@x.test"}}, {"email": "new@x.test", "firstname": "N"}]
    batch = hs.contacts.batch_upsert(inputs)
    assert [each.result.new for each in batch.outcomes] == [False, True]
    assert sorted(values("contacts", "email").values()) == [("d@x.test",), ("new@x.test",)]


@pytest.mark.parametrize("key", ["uon", "email"])
def test_what_an_upsert_makes_has_the_key(hs, http, values, key):
    made = hs.contacts.upsert("k@x.test", {"firstname": "K"}, id_property=key)
    assert made.new
    assert values("contacts", key, "firstname") == {made.id: ("k@x.test", "K")}


@pytest.mark.parametrize("spelled", ["contacts", "contact", "0-1", "Contacts"])
def test_any_spelling_of_contacts_is_contacts(hs, make, spelled):
    one = make("contacts", email="a@x.test")
    objects = hs.objects(spelled)
    assert [each.id for each in objects.list_modified(0)] == [one]
    assert objects.upsert("a@x.test", {"firstname": "A"}).id == one


# -- what became of each input ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [50, 250])
def test_one_bad_row_costs_one_row_whatever_the_size(hs, values, number):
    inputs = [{"email": f"c{place}@x.test", "firstname": "x"} for place in range(number)]
    inputs[7] = {"email": "no address", "firstname": "x"}
    inputs[9] = {"email": "c9@x.test", "firstname": object()}
    inputs[11] = {"email": "c3@x.test", "firstname": "y"}
    inputs[13] = {"firstname": "y"}
    batch = hs.contacts.batch_upsert(iter(inputs), raise_errors=False)
    failed = {each.index: str(each.error) for each in batch.failed}
    assert [*failed] == [7, 9, 11, 13]
    assert not batch.unknown
    assert "no address" in failed[7]
    assert "inputs[9].firstname" in failed[9]
    assert "already at index 3" in failed[11]
    assert all(each.result.properties["firstname"] == "x" for each in batch.done)
    with pytest.raises(BatchError) as caught:
        hs.contacts.batch_upsert(iter(inputs))
    assert ends(caught.value.batch.outcomes) == ends(batch.outcomes)
    assert str(caught.value.__cause__) == str(caught.value.batch.failures[0].error)


def test_four_made_and_three_answered_are_one_unknown(wired, values):
    hs, wire = wired
    wire.plan(["lacking"])
    batch = hs.deals.batch_create([{"dealname": f"d{place}"} for place in range(2)], raise_errors=False)
    assert sorted(ends(batch.outcomes)) == ["done", "unknown"]
    (unknown,) = batch.unknown
    assert isinstance(unknown.error, Unaccounted)
    (done,) = batch.done
    assert done.result.properties["dealname"] == f"d{done.index}"
    assert len(values("deals")) == 2


@pytest.mark.parametrize("fault", ["dropped after", "502 after"])
def test_a_write_that_changes_its_key_is_not_repeated_but_unknown(wired, make, values, fault):
    hs, wire = wired
    one = make("deals", dealname="1", uon="a")
    wire.plan([fault])
    batch = hs.deals.batch_update([{"id": "a", "idProperty": "uon", "properties": {"uon": "b"}}], raise_errors=False)
    assert ends(batch.outcomes) == ["unknown"]
    assert values("deals", "uon") == {one: ("b",)}


@pytest.mark.parametrize("fault", ["dropped after", "502 after"])
def test_a_delete_whose_answer_was_lost_is_done(wired, http, fault):
    hs, wire = wired
    manual = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_id = http.post("/crm/v3/lists", json=manual).json()["list"]["listId"]
    wire.plan([fault])
    hs.lists.archive(list_id)
    assert http.get(f"/crm/v3/lists/{list_id}").json()["list"].get("deletedAt")
    wire.plan([fault])
    hs.properties.archive("deals", "uon")
    assert http.get("/crm/v3/properties/deals/uon").status_code == 404


def test_of_two_inputs_for_one_pair_the_refused_one_is_known(hs, make):
    contact, company = make("contacts", email="a@x.test"), make("companies", name="A")
    pair = {"from": {"id": contact}, "to": {"id": company}}
    refused = {**pair, "types": [{"associationCategory": "USER_DEFINED", "associationTypeId": 77}]}
    inputs = [refused, {**pair, "types": [279]}]
    for order in (inputs, inputs[::-1]):
        batch = hs.associations.batch_create("contacts", "companies", order, raise_errors=False)
        assert ends(batch.outcomes) == ["failed" if each is refused else "done" for each in order]


def test_what_is_not_there_is_the_inputs_own_failure(hs, make):
    one = make("deals", dealname="1")
    batch = hs.deals.batch_update({one: {"dealname": "A"}, "999": {"dealname": "B"}}, raise_errors=False)
    assert ends(batch.outcomes) == ["done", "failed"]
    assert isinstance(batch.outcomes[1].error, NotFound)
    assert batch.outcomes[0].result.id == one


def test_an_input_that_was_refused_does_not_share_the_result_of_another_for_the_same_contact(colour):
    both = record("1", email="a@x.test", hs_additional_emails="b@x.test")
    refused = {"status": "error", "message": "no", "context": {"ids": ["b@x.test"]}}
    hubspot = FakeHubSpot(batch(both, status=207, numErrors=1, errors=[refused]))
    inputs = [{"id": f"{each}@x.test", "properties": {"firstname": each}} for each in "ab"]
    made = Client(colour, hubspot, FakeClock()).do(lambda hs: hs.contacts.batch_upsert(inputs, raise_errors=False))
    assert ends(made.outcomes) == ["done", "failed"]


def test_a_result_with_a_trace_id_is_no_other_inputs(colour):
    only = record("1", uon="A-1") | {"objectWriteTraceId": "0"}
    hubspot = FakeHubSpot(batch(only))
    inputs = [{"id": each, "properties": {"dealname": each}} for each in ("A-1", "a-1")]
    made = Client(colour, hubspot, FakeClock()).do(
        lambda hs: hs.deals.batch_update(inputs, id_property="uon", raise_errors=False)
    )
    assert ends(made.outcomes) == ["done", "unknown"]
