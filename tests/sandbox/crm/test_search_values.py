"""Searches that look values up in tables find what searches that read every record find."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubspot_facade.sandbox.crm.objects import search, search_values

COMPANIES = "/crm/v3/objects/companies"
WORDS = st.sampled_from(
    ["Alpha", "alpha works", "BETA-mills", "Ää Öl", "\\u00e4", "\u212aappa", "it's", "x y z", "0", ""]
)
NUMBERS = st.sampled_from(["-1", "0", "5", "5.5", "50", "1e3", ""])
VALUES = {
    "name": WORDS,
    "city": WORDS,
    "numberofemployees": st.sampled_from(["0", "5", "50", "1000", ""]),
    "annualrevenue": NUMBERS,
    "industry": st.sampled_from(["BANKING", "FARMING", ""]),
    "notes_next_activity_date": st.sampled_from(["2026-01-01T00:00:00Z", "2026-02-01", ""]),
}
WRITABLE = ("name", "city", "numberofemployees", "annualrevenue", "industry")
BOUNDS = {"createdate": 1_790_000_000_000, "hs_lastmodifieddate": 1_790_000_000_000, "hs_object_id": 0}


@st.composite
def filters(draw, ids):
    operator = draw(
        st.sampled_from(
            [
                *("EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN"),
                *("HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"),
            ]
        )
    )
    name = draw(st.sampled_from([*WRITABLE, *BOUNDS]))
    if name == "hs_object_id":
        operand = st.sampled_from(ids)
    elif name in BOUNDS:
        operand = st.integers(0, 6).map(lambda number: str(BOUNDS[name] + number * 1000 + 250))
    else:
        operand = VALUES[name].filter(bool)
    made = {"propertyName": name, "operator": operator}
    if operator == "BETWEEN":
        return made | {"value": draw(operand), "highValue": draw(operand)}
    if operator in ("IN", "NOT_IN"):
        return made | {"values": draw(st.lists(operand, min_size=1, max_size=3))}
    return made if "HAS" in operator else made | {"value": draw(operand)}


@st.composite
def searches(draw, ids):
    body = {"limit": draw(st.integers(1, 4)), "after": draw(st.integers(0, 3))}
    groups = draw(st.lists(st.lists(filters(ids), min_size=1, max_size=3), max_size=2))
    if groups:
        body["filterGroups"] = [{"filters": group} for group in groups]
    if draw(st.booleans()):
        name = draw(st.sampled_from([*WRITABLE, *BOUNDS]))
        body["sorts"] = [{"propertyName": name, "direction": draw(st.sampled_from(["ASCENDING", "DESCENDING"]))}]
    if draw(st.integers(0, 4)) == 0:
        body["query"] = draw(st.sampled_from(["alpha", "works alpha", "ä", "zz"]))
    return body


def answer(client, body):
    found = client.post(f"{COMPANIES}/search", json=body)
    assert found.status_code in (200, 400), found.text
    return found.status_code, found.json().get("total"), [one["id"] for one in found.json().get("results", [])]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_looking_up_and_reading_find_the_same(sandbox, client, clock, make, monkeypatch, data):
    sandbox.reset()
    monkeypatch.setattr(search_values, "FEW", 0)
    monkeypatch.setattr(search_values, "MOST_WRITES", data.draw(st.sampled_from([0, 2, 100])))
    monkeypatch.setattr(search, "MANY", data.draw(st.sampled_from([0, 100])))
    ids = []
    for _ in range(data.draw(st.integers(1, 6))):
        values = {name: data.draw(VALUES[name]) for name in WRITABLE}
        ids.append(make("companies", **values)["id"])
        clock.advance(data.draw(st.sampled_from([0, 0, 1])))
    bodies = data.draw(st.lists(searches(ids), min_size=1, max_size=4))
    check(client, bodies, monkeypatch)
    for _ in range(data.draw(st.integers(1, 4))):
        match data.draw(st.sampled_from(["change", "change", "archive", "merge", "refuse"])):
            case "change":
                values = {name: data.draw(VALUES[name]) for name in WRITABLE}
                client.patch(f"{COMPANIES}/{data.draw(st.sampled_from(ids))}", json={"properties": values})
            case "archive":
                client.delete(f"{COMPANIES}/{data.draw(st.sampled_from(ids))}")
            case "merge":
                first, second = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
                client.post(f"{COMPANIES}/merge", json={"primaryObjectId": first, "objectIdToMerge": second})
            case _:  # the request is rolled back
                bad = {"inputs": [{"properties": {"name": "new"}}, {"properties": {"no_such_property": "1"}}]}
                assert client.post(f"{COMPANIES}/batch/create", json=bad).status_code == 400
        check(client, bodies, monkeypatch)


def check(client, bodies, monkeypatch):
    for body in bodies:
        with monkeypatch.context() as reading:
            reading.setattr(search_values.SearchValues, "table", lambda *_, **__: None)
            read = answer(client, body)
        assert [answer(client, body) for _ in range(3)] == [read] * 3


def test_a_restored_snapshot_is_searched_and_not_what_was_before(sandbox, client, make, monkeypatch):
    monkeypatch.setattr(search_values, "FEW", 0)
    body = {"filters": [{"propertyName": "name", "operator": "EQ", "value": "alpha"}]}
    make("companies", name="Alpha")
    sandbox.snapshot("before")
    make("companies", name="Alpha")
    assert answer(client, body)[1] == 2
    sandbox.restore("before")
    assert answer(client, body)[1] == 1
    make("companies", name="Alpha")
    assert answer(client, body)[1] == 2


@pytest.mark.parametrize("sorts", [["hs_object_id"], ["-hs_object_id"], ["createdate"], ["-hs_lastmodifieddate"]])
def test_windows_of_ids_cover_every_record_once(client, make, clock, sorts, monkeypatch):
    monkeypatch.setattr(search_values, "FEW", 0)
    made = []
    for number in range(9):
        made.append(make("companies", name="Alpha", numberofemployees=str(number))["id"])
        clock.advance(1)
    named = {"propertyName": "name", "operator": "EQ", "value": "alpha"}
    seen, after = [], "0"
    while True:
        above = {"propertyName": "hs_object_id", "operator": "GT", "value": after}
        page = answer(client, {"filters": [named, above], "sorts": ["hs_object_id"], "limit": 2})
        if not page[2]:
            break
        seen += page[2]
        assert page[1] == 9 - len(seen) + len(page[2])
        after = page[2][-1]
    assert seen == made
    whole = answer(client, {"filters": [named], "sorts": sorts, "limit": 20})[2]
    assert whole == (made[::-1] if sorts[0].startswith("-") else made)


def test_a_refused_search_leaves_the_next_one_unharmed(client, make, monkeypatch):
    monkeypatch.setattr(search_values, "FEW", 0)
    id_ = make("companies", name="Alpha")["id"]
    good, bad = ({"propertyName": name, "operator": "EQ", "value": "alpha"} for name in ("name", "no_such_property"))
    assert answer(client, {"filters": [good, bad]})[0] == 400
    assert answer(client, {"filters": [good]}) == (200, 1, [id_])


def test_writes_are_noted_once_however_many_properties_were_searched(sandbox, client, make, monkeypatch):
    monkeypatch.setattr(search_values, "FEW", 0)
    id_ = make("companies", name="Alpha", city="Bern")["id"]
    for name in ("name", "city", "industry", "domain"):
        answer(client, {"filters": [{"propertyName": name, "operator": "EQ", "value": "x"}]})
    store = sandbox.portal.store
    assert store.row(
        "SELECT COUNT(*) FROM temp.sqlite_master WHERE type = 'table' AND name LIKE 'searched!_%' ESCAPE '!'"
    ) == (4,)
    before = store.connection.total_changes
    store.execute("UPDATE record SET properties = json_set(properties, '$.city', 'Basel') WHERE id = ?", int(id_))
    assert store.connection.total_changes - before == 2, "the record and a note"
    assert answer(client, {"filters": [{"propertyName": "city", "operator": "EQ", "value": "basel"}]})[2] == [id_]
