"""Marketing events: what a request changes is what the next one reads."""

import pytest

BASES = ["/marketing/v3/marketing-events", "/marketing/marketing-events/2026-03", "/marketing/marketing-events/2026-09"]
V3 = BASES[0]
ACCOUNT = {"externalAccountId": "acc"}
EVENT = {"eventName": "Fair", "eventOrganizer": "Us", "externalEventId": "e1", **ACCOUNT}
START = {"startDateTime": "2026-09-01T10:00:00Z", "endDateTime": "2026-09-01T11:00:00Z"}


@pytest.fixture(params=BASES)
def base(request):
    return request.param


def test_an_event_lives(call, base):
    made = call("POST", f"{base}/events", json={**EVENT, "customProperties": [{"name": "room", "value": "B"}]})
    url = f"{base}/events/e1"
    read = call("GET", url, params=ACCOUNT)
    assert (read["eventName"], read["objectId"], read["registrants"]) == ("Fair", made["objectId"], 0)
    assert read["customProperties"][0]["value"] == "B"
    assert call("PATCH", url, params=ACCOUNT, json={"eventType": "EXPO"})["eventType"] == "EXPO"
    by_id = call("PATCH", f"{base}/{made['objectId']}", json={"eventUrl": "https://example.com"})
    assert by_id["customProperties"] == [{"name": "room", "value": "B"}]
    assert call("GET", f"{base}/{made['objectId']}")["eventType"] == "EXPO"
    assert call("PUT", url, json={**EVENT, "eventName": "Show"})["objectId"] == made["objectId"]
    assert call("POST", f"{url}/cancel", params=ACCOUNT)["eventCancelled"] is True
    assert call("GET", f"{base}/{made['objectId']}")["eventStatus"] == "CANCELLED"
    found = call("GET", f"{base}/events/search", params={"q": "e"})["results"]
    assert [one["objectId"] for one in found] == [made["objectId"]]
    assert call("GET", f"{base}/e1/identifiers")["results"][0]["marketingEventName"] == "Show"
    call("DELETE", url, 204, params=ACCOUNT)
    assert call("GET", base)["results"] == []
    call("GET", url, 404, params=ACCOUNT)


def test_external_ids_need_their_account(call):
    call("POST", f"{V3}/events", json=EVENT)
    body = call("GET", f"{V3}/events/e1", 400)
    assert body["message"] == "validation error"
    assert body["errors"] == ["query param externalAccountId may not be null"]
    call("GET", f"{V3}/events/e1", 404, params={"externalAccountId": "other"})
    call("POST", f"{V3}/events", 409, json=EVENT)
    assert call("POST", f"{V3}/events", 400, json={})["errors"][0] == "eventName may not be null"


def test_many_events_at_once(call, base):
    inputs = [{**EVENT, "externalEventId": f"e{number}"} for number in range(3)]
    call("POST", f"{base}/events/upsert", json={"inputs": inputs})
    again = call("POST", f"{base}/events/upsert", json={"inputs": [{**inputs[0], "eventName": "Later"}]})
    ids = [one["objectId"] for one in call("GET", base)["results"]]
    assert len(ids) == 3
    assert again["results"][0]["objectId"] == ids[0]
    changes = [{"objectId": ids[1], "eventName": "Second"}]
    assert call("POST", f"{base}/batch/update", json={"inputs": changes})["results"][0]["eventName"] == "Second"
    gone = [{"appId": 1, **ACCOUNT, "externalEventId": "e0"}]
    call("POST", f"{base}/events/delete", 204, json={"inputs": gone})
    call("POST", f"{base}/batch/archive", 204, json={"inputs": [{"objectId": ids[1]}]})
    assert [one["objectId"] for one in call("GET", base)["results"]] == ids[2:]


def test_attendance_by_ids_and_addresses(call, make, base):
    object_id = call("POST", f"{base}/events", json={**EVENT, **START})["objectId"]
    ann = make("contacts", email="ann@example.com", firstname="Ann")["id"]
    told = call(
        "POST",
        f"{base}/attendance/e1/register/create",
        params=ACCOUNT,
        json={"inputs": [{"vid": int(ann), "interactionDateTime": 1}, {"vid": 5, "interactionDateTime": 1}]},
    )
    assert [one["vid"] for one in told["results"]] == [int(ann)]
    assert told["numErrors"] == 1
    inputs = [{"email": "New@example.com", "interactionDateTime": 2, "contactProperties": {"firstname": "New"}}]
    made = call("POST", f"{base}/{object_id}/attendance/register/email-create", json={"inputs": inputs})["results"][0]
    assert call("GET", f"/crm/v3/objects/contacts/{made['vid']}")["properties"]["firstname"] == "New"
    joined = {"joinedAt": START["startDateTime"], "leftAt": "2026-09-01T10:30:00Z"}
    attended = [{"vid": int(ann), "interactionDateTime": 3, "properties": joined}]
    call("POST", f"{base}/events/e1/attend/upsert", 204, params=ACCOUNT, json={"inputs": attended})
    unknown = {"inputs": [{"email": "nobody@example.com", "interactionDateTime": 3}]}
    call("POST", f"{base}/events/e1/cancel/email-upsert", 204, params=ACCOUNT, json=unknown)
    counted = {"registered": 2, "attended": 1, "cancelled": 0, "noShows": 0}
    assert call("GET", f"{base}/participations/{object_id}") == counted
    completed = call("POST", f"{base}/events/e1/complete", params=ACCOUNT, json=START)
    assert completed["eventCompleted"] is True
    assert call("GET", f"{base}/participations/acc/e1") == {**counted, "noShows": 1}
    rows = call("GET", f"{base}/participations/acc/e1/breakdown", params={"state": "attended"})
    assert rows["total"] == 1
    assert rows["results"][0]["properties"]["attendanceDurationSeconds"] == 1800
    assert rows["results"][0]["properties"]["attendancePercentage"] == "50"
    mine = call("GET", f"{base}/participations/contacts/ann@example.com/breakdown")["results"]
    assert [one["associations"]["marketingEvent"]["name"] for one in mine] == ["Fair"]
    call("POST", f"{base}/events/e1/nonsense/upsert", 400, params=ACCOUNT, json={"inputs": []})


def test_lists_of_events(call, base):
    object_id = call("POST", f"{base}/events", json=EVENT)["objectId"]
    new = {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}
    list_id = call("POST", "/crm/v3/lists", json=new)["list"]["listId"]
    call("PUT", f"{base}/associations/{object_id}/lists/{list_id}", 204)
    assert call("GET", f"{base}/associations/acc/e1/lists")["results"][0]["listId"] == list_id
    call("DELETE", f"{base}/associations/acc/e1/lists/{list_id}", 204)
    assert call("GET", f"{base}/associations/{object_id}/lists")["total"] == 0
    call("PUT", f"{base}/associations/{object_id}/lists/999", 404)


def test_settings_of_an_app(call, base):
    assert call("GET", f"{base}/77/settings")["eventDetailsUrl"] == ""
    url = {"eventDetailsUrl": "https://example.com/%s"}
    assert call("POST", f"{base}/77/settings", json=url) == {"appId": 77, **url}
    assert call("GET", f"{base}/77/settings")["eventDetailsUrl"] == url["eventDetailsUrl"]
