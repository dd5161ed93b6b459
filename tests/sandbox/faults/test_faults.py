"""Faults on request: by header and set beforehand."""

import httpx
import pytest

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes

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
    listed = client.get("/_sandbox/requests").json()["results"]
    assert [one.get("fault") for one in listed] == [fault, None]


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


def test_planned_faults_are_injected_into_matching_requests_as_often_as_asked(client):
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


# -- late answers --------------------------------------------------------------------------------------------


@pytest.fixture
def slept(sandbox):
    """The waits of the sandbox, which does not wait while a test looks."""
    waits = []

    async def sleep(seconds):
        waits.append(seconds)

    sender = sandbox.application.sender
    usual, sender.sleep = sender.sleep, sleep
    yield waits
    sender.sleep = usual


def test_latency_waits_once_a_slow_body_before_each_part(client, slept):
    assert create(client, "latency=2.5").status_code == 201
    assert slept == [2.5]
    slept.clear()
    assert create(client, "slow-body=5", "b@example.com").json()["properties"]["email"] == "b@example.com"
    assert slept == [0.5] * 10


def test_other_faults_may_be_late_too(client, sandbox, slept):
    sandbox.fail(status=503, seconds=3)
    assert client.get(CONTACTS).status_code == 503
    assert slept == [3]


# -- the clock -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_the_clock_jumps_before_the_request_is_carried_out(client, sandbox, seconds):
    before = sandbox.portal.now()
    id_ = create(client, f"clock={seconds}").json()["id"]
    contacts = sandbox.portal.service(ObjectTypes).resolve("contacts")
    assert sandbox.portal.service(Records).get(contacts, id_).created == before + seconds * 1000


def test_the_clock_does_not_jump_out_of_the_calendar(client):
    assert create(client, "clock=1e15").status_code == 400
    assert create(client, "clock=nan").status_code == 400


# -- parts of a batch ----------------------------------------------------------------------------------------


def batch(client, verb, inputs, fault="partial"):
    return client.post(f"{CONTACTS}/batch/{verb}", json={"inputs": inputs}, headers={"x-sandbox-fault": fault})


def contacts(*names):
    return [{"properties": {"email": f"{name}@example.com"}, "objectWriteTraceId": name} for name in names]


def test_the_last_inputs_of_a_batch_fail_and_the_others_are_written(client):
    answer = batch(client, "create", contacts("a", "b", "c"), "partial=2")
    assert answer.status_code == 207
    body = answer.json()
    assert [one["objectWriteTraceId"] for one in body["results"]] == ["a"]
    assert body["numErrors"] == 2
    assert [one["context"]["objectWriteTraceId"] for one in body["errors"]] == [["b"], ["c"]]
    assert {(one["status"], one["category"]) for one in body["errors"]} == {("error", "INTERNAL_ERROR")}
    assert count(client) == 1


def test_errors_of_the_service_stand_beside_those_on_purpose(client):
    batch(client, "create", contacts("a"), "latency=0")
    answer = batch(client, "create", contacts("a", "b"))
    assert answer.json()["results"] == []
    assert [one["category"] for one in answer.json()["errors"]] == ["CONFLICT", "INTERNAL_ERROR"]


def test_a_whole_batch_may_fail(client):
    answer = batch(client, "create", contacts("a"), "partial=9")
    assert (answer.status_code, answer.json()["results"], count(client)) == (207, [], 0)


def test_batches_without_an_answer_have_one_then(client):
    ids = [one["id"] for one in batch(client, "create", contacts("a", "b"), "latency=0").json()["results"]]
    answer = batch(client, "archive", [{"id": one} for one in ids])
    assert (answer.status_code, answer.json()["errors"][0]["context"]["ids"]) == (207, ids[1:])
    assert count(client) == 1


def test_what_is_no_batch_is_left_alone(client):
    assert create(client, "partial").status_code == 201
    assert batch(client, "read", "nonsense").status_code == 400


# -- a status of one's own -----------------------------------------------------------------------------------


def test_any_status_with_hubspots_envelope_or_a_body_of_ones_own(client, sandbox):
    sandbox.fail(status=409)
    sandbox.fail(status=418, body={"short": "stout"})
    conflict = client.get(CONTACTS)
    assert (conflict.status_code, conflict.json()["message"]) == (409, "Conflict")
    assert conflict.json()["correlationId"] == conflict.headers["x-hubspot-correlation-id"]
    assert client.get(CONTACTS).json() == {"short": "stout"}


@pytest.mark.parametrize("status", [502, 504])
def test_a_status_after_the_write(client, sandbox, status):
    hit = sandbox.fail("POST", "/crm/*/contacts", status=status, after_write=True)
    assert client.post(CONTACTS, json={"properties": {}}).status_code == status
    assert (hit.hits, count(client)) == (1, 1)


def test_a_gateway_that_gave_up_tells_nothing_of_a_refusal_either(client):
    create(client, "latency=0")
    answer = create(client, "504-after-write")
    assert (answer.status_code, count(client)) == (504, 1)


@pytest.mark.parametrize("policy", ["TEN_SECONDLY_ROLLING", "SECONDLY", "DAILY"])
def test_a_429_of_each_policy(client, sandbox, policy):
    sandbox.fail(status=429, policy=policy, retry_after=7)
    answer = client.get(CONTACTS)
    body = answer.json()
    told = ("category", "RATE_LIMITS") if policy == "SECONDLY" else ("policyName", policy)
    assert body[told[0]] == told[1]
    assert answer.json()["message"] == f"You have reached your {policy.lower()} limit."
    assert answer.headers["retry-after"] == "7"


FOREIGN = ({"origin": "http://evil.example.com"}, {"host": "evil.example.com"})


@pytest.mark.parametrize("path", [CONTACTS, "/oauth/v1/token", "/files/signed/1", "/exports/signed/1", "/nowhere"])
@pytest.mark.parametrize("headers", FOREIGN)
def test_who_may_not_call_neither_meets_a_fault_nor_uses_one_up(client, sandbox, path, headers):
    planned = sandbox.fail(fault="500")
    stranger = {"authorization": "Bearer not-a-token"}
    method = "POST" if path.startswith("/oauth") else "GET"
    for fault in ({}, {"x-sandbox-fault": "500"}, {"x-sandbox-fault": "clock=86400"}):
        answer = client.request(method, path, headers={**stranger, **headers, **fault})
        assert answer.status_code in (401, 403, 404)
    assert (planned.hits, planned.seen, sandbox.portal.clock.offset) == (0, 0, 0)
    assert client.get(CONTACTS).status_code == 500
    assert planned.hits == 1


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-proto"])
@pytest.mark.parametrize(("fault", "written"), [("drop", 0), ("drop-after-write", 1), ("truncate", 1)])
def test_a_connection_is_cut_behind_a_proxy_too(client, header, fault, written):
    headers = {"x-sandbox-fault": fault, header: "203.0.113.9"}
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(CONTACTS, json={"properties": {}}, headers=headers)
    assert count(client) == written


@pytest.mark.parametrize(
    "fault",
    [
        *("latency=nan", "latency=1e999", "latency=-1", "slow-body=1e300", "clock=nan", "partial=²", "partial=-1"),
        *("429; retry-after=é", f"429; retry-after={'9' * 5000}", f"partial={'9' * 5000}", f"latency={'9' * 5000}"),
    ],
)
def test_a_measure_that_is_none_is_refused(client, fault):
    answer = client.get(CONTACTS, headers={"x-sandbox-fault": fault.encode()})
    assert answer.status_code == 400
    assert len(answer.text) < 1000


@pytest.mark.parametrize("retry_after", ["a\r\nset-cookie: x", "é", "٣", ""])
def test_what_no_header_can_hold_is_no_retry_after(client, retry_after):
    answer = client.post("/_sandbox/faults", json={"fault": "429", "retryAfter": retry_after})
    if retry_after:
        assert (answer.status_code, "retry-after must be" in answer.json()["message"]) == (400, True)
    assert client.get("/_sandbox/faults").status_code == 200


@pytest.mark.parametrize("status", [300, 304, 399, 418, 599])
def test_every_status_of_failure_can_be_answered(client, status):
    assert client.post("/_sandbox/faults", json={"status": status, "body": {"a": 1}}).status_code == 201
    answer = client.get(CONTACTS)
    assert (answer.status_code, answer.content) == (status, b"" if status == 304 else b'{"a":1}')
