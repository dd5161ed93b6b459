"""Pipelines and stages."""

import pytest

DEALS = "/crm/v3/pipelines/deals"
TICKETS = "/crm/v3/pipelines/tickets"


def stage(label, order=0, **metadata):
    return {"label": label, "displayOrder": order, "metadata": metadata}


@pytest.mark.parametrize("base", ["/crm/v3/pipelines", "/crm/pipelines/2026-03", "/crm/pipelines/2026-09"])
def test_the_default_pipelines(client, base):
    (deals,) = client.get(f"{base}/deals").json()["results"]
    assert deals["id"] == "default"
    assert [one["id"] for one in deals["stages"]] == [
        "appointmentscheduled",
        "qualifiedtobuy",
        "presentationscheduled",
        "decisionmakerboughtin",
        "contractsent",
        "closedwon",
        "closedlost",
    ]
    assert deals["stages"][5]["metadata"] == {"isClosed": "true", "probability": "1.0"}
    (tickets,) = client.get(f"{base}/ticket").json()["results"]
    assert (tickets["id"], [one["id"] for one in tickets["stages"]]) == ("0", ["1", "2", "3", "4"])


def test_a_pipeline_s_life(client):
    body = {
        "label": "Renewals",
        "displayOrder": 1,
        "pipelineId": "renewals",
        "stages": [stage("Open", probability="0.50")],
    }
    made = client.post(DEALS, json=body)
    assert made.status_code == 201
    # the answer to a write is what was sent, a read tells what is kept
    assert made.json()["stages"][0]["metadata"] == {"probability": "0.50", "isClosed": "false"}
    (only,) = client.get(f"{DEALS}/renewals/stages").json()["results"]
    assert only["metadata"] == {"probability": "0.5", "isClosed": "false"}
    won = client.post(f"{DEALS}/renewals/stages", json=stage("Won", 1, probability="1") | {"stageId": "won"})
    assert (won.status_code, won.json()["metadata"]["isClosed"]) == (201, "true")
    patched = client.patch(f"{DEALS}/renewals/stages/won", json={"label": "Renewed"}).json()
    assert (patched["label"], patched["metadata"]["probability"]) == ("Renewed", "1.0")
    assert client.patch(f"{DEALS}/renewals", json={"label": "Again"}).json()["label"] == "Again"
    replaced = client.put(
        f"{DEALS}/renewals", json={"label": "Again", "displayOrder": 2, "stages": [stage("New", probability="0.1")]}
    )
    assert [one["label"] for one in replaced.json()["stages"]] == ["New"]
    assert client.get(f"{DEALS}/renewals/stages/won").status_code == 404
    audit = client.get(f"{DEALS}/renewals/audit").json()["results"]
    assert [one["action"] for one in audit] == ["UPDATE", "UPDATE", "UPDATE", "UPDATE", "CREATE"]
    assert client.delete(f"{DEALS}/renewals").status_code == 204
    gone = client.get(f"{DEALS}/renewals")
    assert (gone.status_code, gone.content) == (404, b"")


@pytest.mark.parametrize(
    ("path", "body", "text"),
    [
        (DEALS, {"label": "A", "displayOrder": 0, "stages": [stage("S")]}, "must specify probability"),
        (DEALS, {"label": "Sales Pipeline", "displayOrder": 0, "stages": [stage("S", probability="1")]}, "exists"),
        (DEALS, {"label": "A", "displayOrder": -1, "stages": [stage("S", probability="1")]}, "displayOrder"),
        (DEALS, {"label": "A", "displayOrder": 0, "stages": []}, "at least one stage"),
        (DEALS, {"label": "A"}, "Some required fields were not set: [displayOrder, stages]"),
        (TICKETS, {"label": "A", "displayOrder": 0, "stages": [stage("S", ticketState="OPEN")]}, "closed stage"),
        (
            TICKETS,
            {"label": "A", "displayOrder": 0, "stages": [stage("S", ticketState="CLOSED"), stage("s", 1)]},
            "already exists in this pipeline",
        ),
    ],
)
def test_what_is_no_pipeline(client, path, body, text):
    before = client.get(path).json()
    answer = client.post(path, json=body)
    assert answer.status_code == 400
    assert text in answer.json()["message"]
    assert client.get(path).json() == before


def test_a_stage_with_records_stays(client, make):
    deal = make("deals", dealname="D", dealstage="contractsent")["id"]
    for path in (f"{DEALS}/default/stages/contractsent", f"{DEALS}/default"):
        refused = client.delete(path)
        assert refused.status_code == 400
        assert refused.json()["subCategory"] == "PipelineError.STAGE_ID_IN_USE"
    client.delete(f"/crm/v3/objects/deals/{deal}")
    assert client.delete(f"{DEALS}/default/stages/contractsent").status_code == 204
    assert client.delete(f"{DEALS}/default/stages/nonsense").status_code == 204
    assert len(client.get(f"{DEALS}/default/stages").json()["results"]) == 6
