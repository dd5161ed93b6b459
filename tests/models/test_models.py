"""The facade and a dictionary side by side, while the connection does what connections do.

HUBSPOT_MODEL_EXAMPLES tells how many runs to make.
"""

import os

import httpx
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hubspot_facade.sandbox import Sandbox
from tests.models.other_rules import OtherRules
from tests.models.portal import MARKS, read
from tests.models.record_rules import RecordRules
from tests.models.wire import Wire

EXAMPLES = int(os.environ.get("HUBSPOT_MODEL_EXAMPLES", "25"))
# Examples are not shrunk, which takes minutes; the notes of one tell what was sent for each step.
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=12,
    report_multiple_bugs=False,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
GROUPS = {"contacts": "contactinformation", "companies": "companyinformation"}


@pytest.fixture(scope="module")
def ready():
    """A sandbox with a unique property of two types, a label, a list, and a few records, kept as a snapshot."""
    wire = Wire()
    with Sandbox() as sandbox, httpx.Client(base_url=sandbox.url) as http:
        http.headers["authorization"] = f"Bearer {sandbox.token}"
        for kind, group in GROUPS.items():
            text = {"type": "string", "fieldType": "text", "groupName": group}
            own = [
                {"name": name, "label": name, **text, "hasUniqueValue": name == "uon"}
                for name in ("uon", "todo", *MARKS)
            ]
            http.post(f"/crm/v3/properties/{kind}/batch/create", json={"inputs": own}).raise_for_status()
        labels = {"label": "Boss", "inverseLabel": "Led", "name": "boss"}
        http.post("/crm/v4/associations/contacts/companies/labels", json=labels).raise_for_status()
        manual = {"name": "Members", "objectTypeId": "0-1", "processingType": "MANUAL"}
        list_id = http.post("/crm/v3/lists", json=manual).json()["list"]["listId"]
        made = {kind: [_made(http, kind, place) for place in range(3)] for kind in GROUPS}
        one, two = made["contacts"][:2]
        merge = {"primaryObjectId": one, "objectIdToMerge": two}
        joined = http.post("/crm/v3/objects/contacts/merge", json=merge).json()["id"]
        first = read(http, list_id)
        first.moved = {one: joined, two: joined}
        sandbox.snapshot("begin")
        yield {"sandbox": sandbox, "wire": wire, "http": http, "list_id": list_id, "first": first}
    wire.shut()


def _made(http, kind, place):
    values = {"uon": f"first-{place}"} | ({"email": f"first-{place}@x.test"} if kind == "contacts" else {})
    return http.post(f"/crm/v3/objects/{kind}", json={"properties": values}).json()["id"]


def test_what_is_told_of_each_input_is_true(ready):
    machine = type("Portals", (RecordRules, OtherRules), ready)
    run_state_machine_as_test(machine, settings=SETTINGS)
