"""The sample portal: every named operation runs its own sample on it, as it stands, in every edition."""

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.sandbox import Sandbox, create_app
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.serving.inside import Inside

EDITIONS = ("v3", "2026-03", "2026-09")
NAMES = [entry.name for entry in Catalogue()]
# Operations whose sample is not answered with plain success, and why.
EXCEPTIONS = {
    "Multi-status errors on batch create": "shows the answer to a batch of which one input is refused",
}


@pytest.fixture
def clients(session_sandbox: Sandbox) -> Iterator[list[HubSpot]]:
    """One for each edition, asking the application itself."""
    url, token = session_sandbox.url, session_sandbox.token
    with httpx.Client(transport=Inside(session_sandbox.application)) as inside:
        yield [
            HubSpot(base_url=url, access_token=token, api_version=edition, http_client=inside) for edition in EDITIONS
        ]


def test_every_name_of_the_catalogue_has_a_sample_and_the_exceptions_are_among_them():
    assert len(NAMES) == len({*NAMES}) >= 306
    assert set(NAMES) >= set(EXCEPTIONS)
    assert all(entry.sample is not None for entry in Catalogue())


@pytest.fixture(scope="module")
def loaded(session_sandbox: Sandbox) -> Iterator[str]:
    """The name of a snapshot of the samples in an empty portal: going back to it is a hundred times as fast."""
    session_sandbox.reset()
    session_sandbox.load_samples()
    session_sandbox.snapshot("samples")
    yield "samples"
    session_sandbox.application.snapshots.delete("samples")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_runs_its_sample_as_it_stands(name: str, clients: list[HubSpot], loaded: str, sandbox: Sandbox):
    for edition, hs in zip(EDITIONS, clients, strict=True):
        sandbox.restore(loaded)
        answer = hs.operations.run(name, Catalogue()[name].sample)
        assert answer is not None, edition
        failed = isinstance(answer, dict) and bool(answer.get("errors") or answer.get("numErrors"))
        assert failed == (name in EXCEPTIONS), edition
        assert all(entry.status < 400 or name in EXCEPTIONS for entry in sandbox.application.log.entries), edition


def ids(client: httpx.Client, type_: str) -> list[str]:
    answer = client.get(f"/crm/v3/objects/{type_}")
    assert answer.status_code == 200, answer.text
    return [record["id"] for record in answer.json()["results"]]


def test_the_portal_is_empty_until_it_is_asked_for_and_after_a_reset(client: httpx.Client):
    assert ids(client, "contacts") == []
    assert client.post("/_sandbox/samples").status_code == 204
    assert ids(client, "contacts") == ["51", "52", "456", "789", "1011"]
    assert ids(client, "p_car") == ["701"]
    assert client.post("/_sandbox/reset").status_code == 204
    assert ids(client, "contacts") == []
    assert client.get("/crm/v3/objects/p_car").status_code == 400


def test_the_second_time_nothing_happens(client: httpx.Client, sandbox: Sandbox):
    sandbox.load_samples()
    client.delete("/crm/v3/objects/contacts/52")
    sandbox.load_samples()
    assert ids(client, "contacts") == ["51", "456", "789", "1011"]


def test_what_is_made_later_gets_ids_of_its_own(client: httpx.Client, make, sandbox: Sandbox):
    first = make("contacts", email="first@example.org")
    sandbox.load_samples()
    second = make("contacts", email="second@example.org")
    assert int(second["id"]) == int(first["id"]) + 1
    body = {"name": "Later", "objectTypeId": "0-1", "processingType": "MANUAL"}
    answer = client.post("/crm/v3/lists", json=body)
    assert int(answer.json()["list"]["listId"]) > 601


def test_all_or_none_when_the_portal_has_a_contact_of_a_samples_address(client: httpx.Client, make, sandbox: Sandbox):
    mine = make("contacts", email="jane.smith@example.com")
    answer = client.post("/_sandbox/samples")
    assert answer.status_code == 409
    assert answer.json()["message"] == "Contact already exists."
    with pytest.raises(Refusal, match="already exists"):
        sandbox.load_samples()
    assert ids(client, "contacts") == [mine["id"]]
    assert client.get("/crm/v3/objects/p_car").status_code == 400
    # what was chosen for the samples is not given to others
    assert int(make("contacts", email="later@example.com")["id"]) > int(mine["id"])


def test_a_sandbox_and_an_application_may_begin_with_the_samples(tmp_path):
    for _ in range(2):
        with Sandbox(samples=True, db=tmp_path / "portal.db") as sandbox:
            headers = {"authorization": f"Bearer {sandbox.token}"}
            with httpx.Client(base_url=sandbox.url, headers=headers) as client:
                assert ids(client, "tickets") == ["301"]
    portal = create_app(samples=True).portal
    assert portal.service(Records).count(portal.service(ObjectTypes).resolve("contacts")) == 5
    portal.store.close()


def test_a_sandbox_does_not_start_when_the_samples_cannot_be_put_into_its_portal(tmp_path):
    database = tmp_path / "portal.db"
    with Sandbox(db=database) as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        hs.contacts.create({"email": "jane.smith@example.com"})
    refused = Sandbox(db=database, samples=True)
    with pytest.raises(Refusal, match="already exists"):
        refused.start()
    with pytest.raises(RuntimeError, match="not started"):
        _ = refused.application
    command = [sys.executable, "-m", "hubspot_facade.cli", "sandbox", "--samples", f"--db={database}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert "the samples cannot be put into" in done.stderr
    assert "Traceback" not in done.stderr
