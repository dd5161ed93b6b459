"""A search of files by query, and the same by a body."""

import pytest

SEARCH = "/files/v3/files/search"


@pytest.fixture
def files(client, clock):
    """Three files, an hour between them: their names by the moment of their making."""
    made = {}
    for name, content in (("a.png", b"1"), ("b.txt", b"22"), ("c.png", b"333")):
        upload = {"file": (name, content), "options": (None, '{"access": "PRIVATE"}'), "folderPath": (None, "/x")}
        answer = client.post("/files/v3/files", files=upload)
        assert answer.status_code == 201, answer.text
        made[answer.json()["createdAt"]] = name
        clock.advance(3600)
    return list(made)


def rule(name, operator, value):
    return {"filterGroups": [{"filters": [{"propertyName": name, "operator": operator, "value": value}]}]}


def names(answer):
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["results"]]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({}, "abc"),
        ({"type": "IMG"}, "ac"),
        ({"extension": ["png", "gif"], "sort": ["-createdAt"]}, "ca"),
        ({**rule("type", "EQ", "IMG"), "sorts": ["-updatedAt"], "limit": 20}, "ca"),
        ({"sorts": [{"propertyName": "name", "direction": "DESCENDING"}], "limit": 2}, "cb"),
        ({"limit": 2, "after": 2}, "c"),
        (rule("size", "GTE", 2), "bc"),
        (rule("size", "LTE", 2), "ab"),
        (rule("size", "EQ", 2), "b"),
        (rule("isUsableInContent", "EQ", False), ""),
        ({"filterGroups": [{"filters": [{"propertyName": "extension", "operator": "IN", "values": ["txt"]}]}]}, "b"),
    ],
)
def test_a_body_is_a_query(client, files, body, found):
    assert names(client.post(SEARCH, json=body)) == list(found)


@pytest.mark.parametrize(("operator", "found"), [("Gte", "bc"), ("Lte", "ab")])
def test_times_are_bounds(client, files, operator, found):
    assert names(client.get(SEARCH, params={f"createdAt{operator}": files[1]})) == list(found)
    assert names(client.post(SEARCH, json=rule("createdAt", operator.upper(), files[1]))) == list(found)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"filterGroups": [{}, {}]}, "one filter group"),
        (rule("type", "NEQ", "IMG"), "operator NEQ of type"),
        (rule("type", "GTE", "IMG"), "operator GTE of type"),
        (rule("colour", "EQ", "red"), "searched by colour"),
        (rule("size", "GTE", "big"), "sizeGte"),
    ],
)
def test_refusals(client, body, words):
    answer = client.post(SEARCH, json=body)
    assert answer.status_code == 400
    assert words in answer.json()["message"]
