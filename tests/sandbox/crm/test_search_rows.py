"""Searches by the columns in memory find what searches in SQL find, whatever was written before and how."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubspot_facade.sandbox.crm.objects import search_results, search_rows
from hubspot_facade.sandbox.state import columns, table

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
CHILDREN = "hs_num_child_companies"
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
    name = draw(st.sampled_from([*WRITABLE, *BOUNDS, CHILDREN]))
    if name == "hs_object_id":
        operand = st.sampled_from(ids)
    elif name == CHILDREN:
        operand = st.sampled_from(["0", "1", "2"])
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
        name = draw(st.sampled_from([*WRITABLE, *BOUNDS, CHILDREN]))
        body["sorts"] = [{"propertyName": name, "direction": draw(st.sampled_from(["ASCENDING", "DESCENDING"]))}]
    if draw(st.integers(0, 4)) == 0:
        body["query"] = draw(st.sampled_from(["alpha", "works alpha", "ä", "zz"]))
    return body


def answer(client, body):
    found = client.post(f"{COMPANIES}/search", json=body)
    assert found.status_code in (200, 400), found.text
    return found.status_code, found.json().get("total"), [one["id"] for one in found.json().get("results", [])]


def arrange(monkeypatch, *, block=2, most_notes=3, most_changes=2, most_gone=2):
    """Every search is by columns, and what needs many records happens with few."""
    monkeypatch.setattr(search_rows, "FEW", 0)
    monkeypatch.setattr(table, "BLOCK", block)
    monkeypatch.setattr(columns, "MOST_NOTES", most_notes)
    monkeypatch.setattr(table, "MOST_CHANGES", most_changes)
    monkeypatch.setattr(table, "MOST_GONE", most_gone)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_columns_and_sql_find_the_same(sandbox, client, clock, make, monkeypatch, data):
    arrange(
        monkeypatch,
        block=data.draw(st.integers(1, 4)),
        most_notes=data.draw(st.sampled_from([1, 3, 100])),
        most_changes=data.draw(st.sampled_from([1, 100])),
        most_gone=data.draw(st.sampled_from([1, 100])),
    )
    sandbox.reset()
    ids = []
    for _ in range(data.draw(st.integers(1, 6))):
        values = {name: data.draw(VALUES[name]) for name in WRITABLE}
        ids.append(make("companies", **values)["id"])
        clock.advance(data.draw(st.sampled_from([0, 0, 1])))
    sandbox.snapshot("before")
    bodies = data.draw(st.lists(searches(ids), min_size=1, max_size=4))
    check(client, bodies, monkeypatch)
    for _ in range(data.draw(st.integers(1, 5))):
        write(data, client, sandbox, ids)
        if data.draw(st.booleans()):
            check(client, bodies, monkeypatch)
    check(client, bodies, monkeypatch)


def write(data, client, sandbox, ids):
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    values = {name: data.draw(VALUES[name]) for name in WRITABLE}
    match data.draw(
        st.sampled_from(
            [
                *("change", "change", "create", "archive", "merge", "erase", "associate"),
                "refuse",
                "refuse in part",
                "restore",
            ]
        )
    ):
        case "change":
            client.patch(f"{COMPANIES}/{one}", json={"properties": values})
        case "create":
            client.post(COMPANIES, json={"properties": values})
        case "archive":
            client.delete(f"{COMPANIES}/{one}")
        case "merge":
            client.post(f"{COMPANIES}/merge", json={"primaryObjectId": one, "objectIdToMerge": other})
        case "erase":
            client.post(f"{COMPANIES}/gdpr-delete", json={"objectId": one})
        case "associate":  # which changes how many companies below it a company has
            child = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 13}]
            client.put(f"/crm/v4/objects/companies/{one}/associations/companies/{other}", json=child)
        case "restore":
            sandbox.restore("before")
        case "refuse":  # the request is rolled back
            bad = {"inputs": [{"properties": values}, {"properties": {"no_such_property": "1"}}]}
            assert client.post(f"{COMPANIES}/batch/create", json=bad).status_code == 400
        case _:  # the second input is rolled back, the first is not
            inputs = [
                {"properties": values, "objectWriteTraceId": "1"},
                {"properties": {"no_such_property": "1"}, "objectWriteTraceId": "2"},
            ]
            assert client.post(f"{COMPANIES}/batch/create", json={"inputs": inputs}).status_code == 207


def check(client, bodies, monkeypatch):
    for body in bodies:
        with monkeypatch.context() as reading:
            reading.setattr(search_rows.SearchRows, "of", lambda *_: None)
            reading.setattr(search_results.SearchResults, "get", lambda *_: None)
            reading.setattr(search_results.SearchResults, "get_or_search", lambda _, key, search: search())
            read = answer(client, body)
        assert [answer(client, body) for _ in range(3)] == [read] * 3


def test_a_restored_snapshot_is_searched_and_not_what_was_before(sandbox, client, make, monkeypatch):
    arrange(monkeypatch)
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
    arrange(monkeypatch)
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
    arrange(monkeypatch)
    id_ = make("companies", name="Alpha")["id"]
    good, bad = ({"propertyName": name, "operator": "EQ", "value": "alpha"} for name in ("name", "no_such_property"))
    assert answer(client, {"filters": [good, bad]})[0] == 400
    assert answer(client, {"filters": [good]}) == (200, 1, [id_])


@pytest.mark.parametrize("few", [0, 1000], ids=["columns", "sql"])
def test_words_of_the_latest_change_are_those_of_now(client, make, monkeypatch, few):
    monkeypatch.setattr(search_rows, "FEW", few)
    made = make("companies", name="Alpha")
    client.post(f"{COMPANIES}/search", json={}).raise_for_status()
    changed = client.patch(f"{COMPANIES}/{made['id']}", json={"properties": {"name": "Beta"}}).json()
    word = changed["properties"]["hs_lastmodifieddate"]
    words = {"propertyName": "hs_lastmodifieddate", "operator": "CONTAINS_TOKEN", "value": word}
    answer = client.post(f"{COMPANIES}/search", json={"filterGroups": [{"filters": [words]}]}).json()
    assert answer["total"] == 1


BY_NAME = [{"propertyName": "name", "direction": "ASCENDING"}]


@pytest.mark.parametrize("sorts", [[], BY_NAME], ids=["by time", "by name"])
def test_a_word_is_no_bound_of_the_order(client, sorts):
    words = {"propertyName": "createdate", "operator": "CONTAINS_TOKEN", "value": "31*"}
    body = {"filterGroups": [{"filters": [words]}], "sorts": sorts}
    assert client.post(f"{COMPANIES}/search", json=body).status_code == 200
