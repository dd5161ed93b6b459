"""Jobs that take a while: what each look says, how many run at once, and how many there may be in a day."""

import json

import httpx
import pytest

from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.state.settings import Settings

VIEW = {"exportType": "VIEW", "exportName": "All", "format": "CSV", "objectType": "CONTACT", "objectProperties": []}
IMPORTS, EXPORTS = "/crm/imports/2026-03", "/crm/exports/2026-03/export/async"


@pytest.fixture
def slow(client, call):
    client.patch("/_sandbox/settings", json={"job_looks": 2}).raise_for_status()
    yield call
    client.patch("/_sandbox/settings", json={"job_looks": 0}).raise_for_status()


def start(call, text="email\nann@example.com\nbroken\n"):
    columns = [{"columnName": "email", "propertyName": "email", "columnObjectTypeId": "0-1"}]
    asked = {"name": "People", "files": [{"fileName": "a.csv", "fileImportPage": {"columnMappings": columns}}]}
    return call("POST", IMPORTS, files={"files": ("a.csv", text)}, data={"importRequest": json.dumps(asked)})


def test_an_import_is_under_way_for_as_many_looks_as_the_setting_says(slow):
    made = start(slow)
    looks = [slow("GET", f"{IMPORTS}/{made['id']}") for _ in range(3)]
    assert [made["state"], *(each["state"] for each in looks)] == ["STARTED", "PROCESSING", "PROCESSING", "DONE"]
    assert [bool(each["metadata"]["counters"]) for each in looks] == [False, False, True]


def test_three_imports_run_at_once(slow):
    made = [start(slow) for _ in range(4)]
    assert [each["state"] for each in made] == ["STARTED"] * 3 + ["DEFERRED"]
    listed = slow("GET", IMPORTS)["results"]
    assert [each["state"] for each in listed] == ["DEFERRED"] + ["PROCESSING"] * 3
    last = [slow("GET", f"{IMPORTS}/{made[3]['id']}")["state"] for _ in range(5)]
    assert last == ["DEFERRED", "DEFERRED", "PROCESSING", "PROCESSING", "DONE"]


def test_an_import_that_is_cancelled_is_at_its_end(slow):
    made = start(slow)
    slow("POST", f"{IMPORTS}/{made['id']}/cancel")
    assert slow("GET", f"{IMPORTS}/{made['id']}")["state"] == "CANCELED"


def test_errors_come_with_the_end_and_with_what_was_asked_for(slow):
    made = start(slow)
    errors = f"{IMPORTS}/{made['id']}/errors"
    assert slow("GET", errors)["results"] == []
    for _ in range(2):
        slow("GET", f"{IMPORTS}/{made['id']}")
    (bare,) = slow("GET", errors)["results"]
    (whole,) = slow("GET", errors, params={"includeErrorMessage": "true", "includeRowData": "true"})["results"]
    assert ("errorMessage" in bare, bare["sourceData"]["rowData"]) == (False, [])
    assert ("errorMessage" in whole, whole["sourceData"]["rowData"]) == (True, ["broken"])
    assert (whole["knownColumnNumber"], whole["objectTypeId"], whole["sourceData"]["lineNumber"]) == (0, "0-1", 3)


def test_one_export_runs_at_a_time(slow):
    first, second = (slow("POST", EXPORTS, 202, json=VIEW)["id"] for _ in range(2))
    waiting = slow("GET", f"{EXPORTS}/tasks/{second}/status")
    assert (waiting["status"], "result" in waiting) == ("PENDING", False)
    assert slow("GET", f"{EXPORTS}/tasks/{first}/status")["status"] == "PROCESSING"
    states = [slow("GET", f"{EXPORTS}/tasks/{second}/status")["status"] for _ in range(3)]
    assert states == ["PROCESSING", "PROCESSING", "COMPLETE"]


def test_a_file_from_a_url_takes_its_looks(slow):
    body = {"url": "https://example.com/a.pdf", "access": "PRIVATE", "folderPath": "/x"}
    task = slow("POST", "/files/v3/files/import-from-url/async", 202, json=body)["id"]
    looks = [slow("GET", f"/files/v3/files/import-from-url/async/tasks/{task}/status") for _ in range(3)]
    assert [(each["status"], "result" in each) for each in looks] == [
        ("PROCESSING", False),
        ("PROCESSING", False),
        ("COMPLETE", True),
    ]


def test_thirty_exports_in_a_day_are_what_a_tier_allows():
    with Sandbox(tier="enterprise") as sandbox:
        headers = {"authorization": f"Bearer {sandbox.token}"}
        with httpx.Client(base_url=sandbox.url, headers=headers) as call:
            assert [call.post(EXPORTS, json=VIEW).status_code for _ in range(31)] == [202] * 30 + [429]
            sandbox.advance(24 * 3600 + 1)
            assert call.post(EXPORTS, json=VIEW).status_code == 202


@pytest.mark.parametrize("looks", [-1, 1.5, True, "2"])
def test_looks_are_a_whole_number(looks):
    with pytest.raises(ValueError, match="job_looks"):
        Settings(job_looks=looks)
