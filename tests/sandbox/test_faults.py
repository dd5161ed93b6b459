"""Faults on request: by header and set beforehand."""

import httpx
import pytest

CONTACTS = "/crm/v3/objects/contacts"


def create(client, fault, email="a@example.com"):
    return client.post(CONTACTS, json={"properties": {"email": email}}, headers={"x-sandbox-fault": fault})


def count(client):
    return len(client.get(CONTACTS).json()["results"])


@pytest.mark.parametrize(
    ("fault", "status", "written"),
    [
        ("429", 429, 0),
        ("429-search", 429, 0),
        ("429-daily", 429, 0),
        ("401", 401, 0),
        ("423", 423, 0),
        ("477", 477, 0),
        ("500", 500, 0),
        ("503", 503, 0),
        ("502", 502, 0),
        ("524", 524, 0),
        ("504-after-write", 504, 1),
        ("502-after-write", 502, 1),
    ],
)
def test_a_fault_answers_its_status_before_or_after_the_write(client, fault, status, written):
    answer = create(client, fault)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html" if status in (502, 504, 524) else "application/json")
    assert count(client) == written


@pytest.mark.parametrize(("fault", "written"), [("drop", 0), ("drop-after-write", 1), ("truncate", 1)])
def test_a_cut_connection(client, fault, written):
    with pytest.raises(httpx.RemoteProtocolError):
        create(client, fault)
    assert count(client) == written


def test_invalid_json_comes_in_full_length(client):
    answer = create(client, "invalid-json")
    assert answer.status_code == 201
    with pytest.raises(ValueError, match=r"delimiter|Unterminated|Expecting"):
        answer.json()
    assert count(client) == 1


@pytest.mark.parametrize("fault", ["latency=0", "slow-body=0"])
def test_a_late_answer_is_whole(client, fault):
    assert create(client, fault).json()["properties"]["email"] == "a@example.com"


def test_retry_after_can_be_asked_for(client):
    assert create(client, "429; retry-after=2").headers["retry-after"] == "2"
    assert create(client, "477").headers["retry-after"] == "1"


def test_planned_faults_befall_matching_requests_as_often_as_told(client):
    match = {"method": "POST", "path": "/crm/*/objects/contacts*"}
    planned = client.post("/_sandbox/faults", json={"match": match, "fault": "423", "times": 2, "skip": 1})
    assert planned.status_code == 201
    assert client.get("/_sandbox/faults").json()["results"] == [{"match": match, "fault": "423", "times": 2, "skip": 1}]
    assert client.get(CONTACTS).status_code == 200
    statuses = [
        client.post(CONTACTS, json={"properties": {"email": f"{number}@example.com"}}).status_code
        for number in range(4)
    ]
    assert statuses == [201, 423, 423, 201]
    assert client.get("/_sandbox/faults").json()["results"] == []


def test_faults_can_be_taken_back(client):
    client.post("/_sandbox/faults", json={"fault": "429", "times": -1})
    assert [client.get(CONTACTS).status_code for _ in range(3)] == [429, 429, 429]
    assert client.delete("/_sandbox/faults").status_code == 204
    assert client.get(CONTACTS).status_code == 200


def test_an_unknown_fault_is_refused(client):
    answer = client.post("/_sandbox/faults", json={"fault": "earthquake"})
    assert answer.status_code == 400
    assert "unknown fault 'earthquake'" in answer.json()["message"]
