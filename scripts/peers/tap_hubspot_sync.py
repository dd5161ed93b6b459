"""A full sync of every stream with Singer's `tap-hubspot`; arguments: URL of the sandbox, token."""

import contextlib
import io
import json
import logging
import sys
import tempfile
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import tap_hubspot

EXPECTED = {
    "contacts": 3,
    "companies": 1,
    "contacts_by_company": 1,
    "deals": 1,
    "tickets": 1,
    "engagements": 1,
    "boat": 1,
    "deal_pipelines": 1,
}
"""Streams and how many records they bring."""


def send(url: str, token: str, path: str, body: Any) -> Any:
    """The answer to a POST."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    request = urllib.request.Request(f"{url}{path}", json.dumps(body).encode(), headers)  # noqa: S310 - the sandbox
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the sandbox
        return json.load(answer)


def fill(url: str, token: str) -> None:
    """Something for most of the streams."""

    def make(type_: str, link: tuple[str, int] | None = None, **properties: str) -> str:
        to = [] if link is None else [{"to": {"id": link[0]}, "types": [spec(link[1])]}]
        body = {"properties": properties, "associations": to}
        return str(send(url, token, f"/crm/v3/objects/{type_}", body)["id"])

    def spec(type_id: int) -> dict[str, Any]:
        return {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}

    ann, *_ = (make("contacts", email=f"{name}@example.com") for name in ("ann", "bob", "cy"))
    make("companies", (ann, 280), name="Acme", domain="acme.example")
    make("deals", (ann, 3), dealname="Big", dealstage="closedwon", amount="3")
    make("tickets", (ann, 16), subject="Help", hs_pipeline_stage="1")
    make("notes", (ann, 202), hs_timestamp="2026-01-02T00:00:00Z", hs_note_body="Hello")
    title = {"name": "title", "label": "Title", "type": "string", "fieldType": "text"}
    labels = {"singular": "Boat", "plural": "Boats"}
    schema = {"name": "boat", "labels": labels, "primaryDisplayProperty": "title", "properties": [title]}
    make(send(url, token, "/crm/v3/schemas", schema)["objectTypeId"], title="Ark")


def run(*arguments: str) -> str:
    """What the tap writes when it is run with arguments."""
    sys.argv = ["tap-hubspot", *arguments]
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        tap_hubspot.main_impl()
    return written.getvalue()


def sync(url: str, token: str, folder: Path) -> Counter[str]:
    """How many records each stream brings."""
    tap_hubspot.BASE_URL = url
    since = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    names = ("redirect_uri", "client_id", "client_secret", "refresh_token")
    config = {"start_date": since, "api_key": token, "hapikey": None, **dict.fromkeys(names, "x")}
    (folder / "config.json").write_text(json.dumps(config))
    catalog = json.loads(run("--config", str(folder / "config.json"), "--discover"))
    for stream in catalog["streams"]:
        for entry in stream["metadata"]:
            entry["metadata"]["selected"] = True
    (folder / "catalog.json").write_text(json.dumps(catalog))
    lines = run("--config", str(folder / "config.json"), "--properties", str(folder / "catalog.json")).splitlines()
    messages = [json.loads(line) for line in lines]
    return Counter(one["stream"] for one in messages if one["type"] == "RECORD")


if __name__ == "__main__":
    logging.disable(logging.INFO)
    fill(*sys.argv[1:3])
    with tempfile.TemporaryDirectory() as place:
        found = sync(sys.argv[1], sys.argv[2], Path(place))
    wrong = {name: found[name] for name, count in EXPECTED.items() if found[name] != count}
    assert not wrong, wrong
    print(f"tap-hubspot: full sync passed, {found.total()} records of {len(found)} streams")
