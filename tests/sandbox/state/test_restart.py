"""What the services keep is in the file: another process finds it."""

import httpx

from hubspot_facade.sandbox import Sandbox
from tests.sandbox.checked import Checked


def test_every_service_survives_a_restart(tmp_path):
    db, new = tmp_path / "portal.db", {"name": "L", "objectTypeId": "0-1", "processingType": "MANUAL"}

    def session(sandbox: Sandbox) -> httpx.Client:
        return httpx.Client(base_url=sandbox.url, headers={"authorization": f"Bearer {sandbox.token}"})

    with Sandbox(db=db, token="pat-na1-x") as sandbox, session(sandbox) as client:
        call = Checked(client)
        contact = client.post("/crm/v3/objects/contacts", json={"properties": {"email": "a@example.com"}}).json()["id"]
        list_id = call("POST", "/crm/v3/lists", json=new)["list"]["listId"]
        call("PUT", f"/crm/v3/lists/{list_id}/memberships/add", json=[contact])
        file = call("POST", "/files/v3/files", 201, files={"file": ("a.txt", b"hello")}, data={"options": "{}"})
        email = call("POST", "/marketing/v3/emails", 201, json={"name": "News"})
        call("PATCH", f"/marketing/v3/emails/{email['id']}/draft", json={"subject": "Draft"})
    with Sandbox(db=db, token="pat-na1-x") as sandbox, session(sandbox) as client:
        call = Checked(client)
        assert call("GET", f"/crm/v3/lists/{list_id}/memberships")["results"][0]["recordId"] == contact
        assert client.get(f"/files/v3/files/{file['id']}/download").content == b"hello"
        assert call("GET", f"/marketing/v3/emails/{email['id']}/draft")["subject"] == "Draft"
        # ids go on where they were
        assert call("POST", "/crm/v3/lists", json={**new, "name": "M"})["list"]["listId"] != list_id
