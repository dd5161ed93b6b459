"""What an editor offers: the fields of models, and on clients and resources what can be called."""

from __future__ import annotations

import inspect
from pathlib import Path

import jedi
import pytest
from hubspot_openapi.v2026_03.crm.owners.models import PublicOwner

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.plans.methods import Resource

ROOT = Path(__file__).parents[2]
PROJECT = jedi.Project(ROOT, added_sys_path=[str(ROOT / "generated")])
OWNER = "from hubspot_openapi.v2026_03.crm.owners.models import PublicOwner\n"
FIELDS = {"archived", "created_at", "email", "first_name", "id", "teams", "type_", "updated_at", "user_id"}
INTERNALS = {"asynchronous", "keys", "modified", "named", "noun", "plural", "prefix", "property_of", "spelled"}


def completed(source: str) -> set[str]:
    names = (each.name for each in jedi.Script(source, project=PROJECT, path=ROOT / "program.py").complete())
    return {name for name in names if not name.startswith("_")}


@pytest.mark.parametrize("client", ["HubSpot", "AsyncHubSpot"])
def test_completion_of_a_client_and_its_resources_shows_what_can_be_called(client: str) -> None:
    start = f"from hubspot_facade import {client}\nhs = {client}()\n"
    clients, contacts = completed(f"{start}hs."), completed(f"{start}hs.contacts.")
    assert clients > {"call", "companies", "contacts", "objects", "operations", "raw"}
    assert contacts > {"archive", "batch_upsert", "create", "get", "list", "list_modified", "search", "upsert"}
    assert not INTERNALS & (clients | contacts)


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_a_client_and_its_resources_have_no_public_attributes_but_what_can_be_called(client: type) -> None:
    hs = client(access_token="x")
    areas = {name: getattr(hs, name) for name in ("cms", "conversations", "http", "marketing", "operations")}
    resources = [
        value
        for area in [hs, *areas.values()]
        for name in public(area)
        if isinstance(value := getattr(area, name), Resource)
    ]
    assert len(resources) > 40
    for owner in [hs, *resources]:
        others = {name for name in public(owner) if not (callable(getattr(owner, name)) or is_resource(owner, name))}
        assert others <= {*areas, "configuration", "object_type", "with_raw_response"}, (
            f"{owner} shows {sorted(others)}"
        )


def is_resource(owner: object, name: str) -> bool:
    return isinstance(getattr(owner, name), Resource)


def public(owner: object) -> list[str]:
    return [name for name in dir(owner) if not name.startswith("_")]


def test_a_constructor_shows_its_fields_and_no_others() -> None:
    (signature,) = jedi.Script(f"{OWNER}PublicOwner(", project=PROJECT, path=ROOT / "program.py").get_signatures()
    shown = {each.name for each in signature.params}
    assert shown > FIELDS
    assert shown == {*inspect.signature(PublicOwner).parameters}


@pytest.mark.parametrize("made", ["PublicOwner.from_dict({})", "PublicOwner()", "[PublicOwner()][0]"])
def test_a_model_shows_its_fields(made: str) -> None:
    assert completed(f"{OWNER}{made}.") > FIELDS | {"additional_properties", "from_dict", "to_dict"}
