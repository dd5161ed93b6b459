"""Properties, groups, pipelines, schemas, owners, and the templates of timeline events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

CORE, GROUPS, SCHEMAS = "crm.properties.core_api", "crm.properties.groups_api", "crm.schemas.core_api"
TEMPLATES, TOKENS, EVENTS = "crm.timeline.templates_api", "crm.timeline.tokens_api", "crm.timeline.events_api"


def _properties() -> Iterator[Case]:
    options = [
        {"label": "Red", "value": "red", "display_order": 0, "hidden": False},
        {"label": "Blue", "value": "blue", "display_order": 1, "hidden": True, "description": "as the sky"},
    ]
    wired = [
        {"label": "Red", "value": "red", "displayOrder": 0, "hidden": False},
        {"label": "Blue", "value": "blue", "displayOrder": 1, "hidden": True, "description": "as the sky"},
    ]
    new: dict[str, Any] = {
        "name": "favourite_colour",
        "label": "Favourite colour",
        "type": "enumeration",
        "field_type": "select",
        "group_name": "contactinformation",
    }
    every: dict[str, Any] = {
        "description": "Of them all",
        "display_order": 2,
        "has_unique_value": False,
        "hidden": False,
        "form_field": True,
    }
    for more, given in (({}, {}), (every, every), ({"options": options}, {"options": wired})):
        yield case(
            "Create property",
            {"object_type": "contacts", **new, **given},
            Call(f"{CORE}.create", "contacts", {**new, **more}),
            Call("crm.properties.create", "contacts", **new, **more),
        )
    for change, given in (
        ({"label": "Dish", "hidden": True, "display_order": -1}, {}),
        ({"options": options, "group_name": "contactinformation", "form_field": False}, {"options": wired}),
    ):
        yield case(
            "Update property",
            {"object_type": "contacts", "property_name": "favourite_food", **change, **given},
            Call(f"{CORE}.update", "contacts", "favourite_food", change),
            Call("crm.properties.update", "favourite_food", object_type="contacts", **change),
        )
    number = {**new, "name": "shoe_size", "type": "number", "field_type": "number", "has_unique_value": True}
    yield case(
        "Create property",
        {"object_type": "companies", **number},
        Call(f"{CORE}.create", "companies", number),
        Call("crm.properties.create", "companies", **number),
    )
    yield case(
        "Archive property",
        {"object_type": "contacts", "property_name": "favourite_food"},
        Call(f"{CORE}.archive", "contacts", "favourite_food"),
        Call("crm.properties.delete", "favourite_food", object_type="contacts"),
    )
    for name, kind, key in (
        ("Get company property", "companies", "domain"),
        ("Get contact property", "contacts", "email"),
    ):
        yield case(
            name,
            {"property_name": key},
            Call(f"{CORE}.get_by_name", kind, key),
            Call("crm.properties.get", key, object_type=kind),
        )
    for name, kind, payload in (
        ("List properties", "contacts", {"object_type": "contacts"}),
        ("List the properties of an object", "0-1", {"object_type": "0-1"}),
        ("List company properties", "companies", {}),
        ("List contact properties", "contacts", {}),
    ):
        for more in ({}, {"archived": True}):
            yield case(
                name,
                {**payload, **more},
                Call(f"{CORE}.get_all", kind, **more),
                Call("crm.properties.list", kind, **more),
            )


def _groups() -> Iterator[Case]:
    for group in ({"name": "loyalty", "label": "Loyalty"}, {"name": "wine", "label": "Wine", "display_order": 3}):
        yield case(
            "Create property group",
            {"object_type": "contacts", **group},
            Call(f"{GROUPS}.create", "contacts", group),
            Call("crm.properties.groups.create", "contacts", **group),
        )
    listed = (Call(f"{GROUPS}.get_all", "contacts"), Call("crm.properties.groups.list", "contacts"))
    yield case("List property groups", {"object_type": "contacts"}, *listed)
    yield case(
        "Archive property group",
        {"object_type": "contacts", "property_group_name": "customer_information"},
        Call(f"{GROUPS}.archive", "contacts", "customer_information"),
        Call("crm.properties.groups.delete", "customer_information", object_type="contacts"),
    )


def _pipelines() -> Iterator[Case]:
    stages = [
        {"label": "Discovery", "display_order": 0, "metadata": {"probability": "0.1"}},
        {"label": "Won", "display_order": 1, "metadata": {"probability": "1.0"}},
    ]
    wired = [
        {"label": "Discovery", "displayOrder": 0, "metadata": {"probability": "0.1"}},
        {"label": "Won", "displayOrder": 1, "metadata": {"probability": "1.0"}},
    ]
    body = {"label": "Enterprise", "display_order": 1, "stages": stages}
    yield case(
        "Create pipeline",
        {"object_type": "deals", "label": "Enterprise", "display_order": 1, "stages": wired},
        Call("crm.pipelines.pipelines_api.create", "deals", body),
        Call("crm.pipelines.create", "deals", **body),
    )
    named = {"label": "Named", "display_order": 2, "pipeline_id": "named"}
    stage = {"label": "Only", "display_order": 0, "metadata": {"probability": "0.5"}}
    yield case(
        "Create pipeline",
        {"object_type": "deals", **named, "stages": [{**stage, "stage_id": "only"}]},
        (),
        Call("crm.pipelines.create", "deals", **named, stages=[{**stage, "stage_id": "only"}]),
    )
    tickets = {"label": "Help", "display_order": 3, "stages": [{**stage, "metadata": {"ticketState": "CLOSED"}}]}
    yield case(
        "Create pipeline",
        {"object_type": "tickets", **tickets},
        Call("crm.pipelines.pipelines_api.create", "tickets", tickets),
        Call("crm.pipelines.create", "tickets", **tickets),
    )
    yield case(
        "Get pipeline by ID",
        {"object_type": "deals", "pipeline_id": "default"},
        Call("crm.pipelines.pipelines_api.get_by_id", "deals", "default"),
        Call("crm.pipelines.get", "default", object_type="deals"),
    )
    yield case(
        "List pipelines",
        {"object_type": "deals"},
        Call("crm.pipelines.pipelines_api.get_all", "deals"),
        Call("crm.pipelines.list", "deals"),
    )


def _schemas() -> Iterator[Case]:
    model = {"name": "model", "label": "Model", "type": "string", "field_type": "text"}
    new: dict[str, Any] = {
        "name": "boat",
        "labels": {"singular": "Boat", "plural": "Boats"},
        "primary_display_property": "model",
        "required_properties": ["model"],
        "searchable_properties": ["model"],
        "secondary_display_properties": ["model"],
        "associated_objects": ["CONTACT"],
    }
    yield case(
        "Create object schema",
        {**new, "properties": [model]},
        Call(f"{SCHEMAS}.create", {**new, "properties": [model]}),
        Call("crm.object_schemas.create", **new, properties=[model], allows_sensitive_properties=False),
    )
    schema: dict[str, Any] = {
        **new,
        "name": "ship",
        "description": "Larger than a boat",
        "properties": [model, {**model, "name": "deck", "has_unique_value": True, "description": "Which one"}],
        "associated_objects": ["CONTACT", "COMPANY"],
    }
    yield case(
        "Create object schema",
        schema,
        Call(f"{SCHEMAS}.create", schema),
        Call("crm.object_schemas.create", **schema, allows_sensitive_properties=False),
    )
    change: dict[str, Any]
    for change in (
        {"description": "With wheels", "primary_display_property": "model"},
        {"secondary_display_properties": ["model"], "searchable_properties": [], "restorable": True},
    ):
        yield case(
            "Update object schema",
            {"object_type": "p_car", **change},
            Call(f"{SCHEMAS}.update", "p_car", change),
            Call("crm.object_schemas.update", "p_car", clear_description=False, **change),
        )
    change = {"labels": {"singular": "Vehicle", "plural": "Vehicles"}, "required_properties": ["model"]}
    yield case(
        "Update object schema",
        {"object_type": "p_car", **change},
        Call(f"{SCHEMAS}.update", "p_car", change),
        Call("crm.object_schemas.update", "p_car", clear_description=False, **change),
    )
    for more in ({}, {"archived": True}):
        yield case(
            "Delete object schema",
            {"object_type": "p_trailer", **more},
            Call(f"{SCHEMAS}.archive", "p_trailer", **more),
            Call("crm.object_schemas.delete", "p_trailer", **more),
        )


def _owners() -> Iterator[Case]:
    for page in ({"limit": 50}, {"limit": 20, "after": "10", "email": "a@example.com", "archived": True}):
        yield case("List owners", page, Call("crm.owners.owners_api.get_page", **page), Call("crm.owners.list", **page))
    yield case(
        "Get owner",
        {"user_id": 5},
        Call("crm.owners.owners_api.get_by_id", 5, id_property="userId"),
        Call("crm.owners.get", 5, id_property="userId"),
    )
    for more in ({}, {"archived": True}, {"id_property": "userId"}):
        yield case(
            "Get owner",
            {"owner_id": "12345", **more},
            Call("crm.owners.owners_api.get_by_id", 12345, **more),
            Call("crm.owners.get", 12345, **more),
        )


def _timeline() -> Iterator[Case]:
    event = {"id": "event-2", "email": "john.doe@example.com", "event_template_id": "601", "tokens": {"rating": "5"}}
    given = {"id": "event-2", "eventTypeId": "601", "email": "john.doe@example.com", "rating": 5}
    app = {"applicationId": 1}
    rich: dict[str, Any] = {
        "event_template_id": "601",
        "object_id": "51",
        "utk": "f844d2217850188692f2610c717c2e9b",
        "domain": "example.com",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "extra_data": {"seats": [1, 2]},
        "tokens": {"rating": "4"},
    }
    yield case(
        "Create or update timeline event",
        {
            **app,
            "event": {
                "eventTypeId": "601",
                "objectId": "51",
                "utk": rich["utk"],
                "domain": "example.com",
                "timestamp": rich["timestamp"],
                "extraData": rich["extra_data"],
                "rating": 4,
            },
        },
        Call(f"{EVENTS}.create", rich),
    )
    kind = {**app, "eventTypeId": "601"}
    yield case("Create or update timeline event", {**app, "event": given}, Call(f"{EVENTS}.create", event))
    yield case(
        "Batch create or update timeline events",
        {**app, "eventWrappers": [given]},
        Call(f"{EVENTS}.create_batch", {"inputs": [event]}),
    )
    yield case("Get timeline event", {**kind, "eventId": "event-1"}, Call(f"{EVENTS}.get_by_id", "601", "event-1"))
    yield case("Get timeline event types", app, Call(f"{TEMPLATES}.get_all", 1))
    yield case("Get timeline event type properties", kind, Call(f"{TEMPLATES}.get_by_id", "601", 1))
    yield case(
        "Create timeline event type",
        {
            **app,
            "name": "Webinar attended",
            "objectType": "CONTACT",
            "headerTemplate": "Attended",
            "detailTemplate": "Yes",
        },
        Call(
            f"{TEMPLATES}.create",
            1,
            {
                "name": "Webinar attended",
                "object_type": "contacts",
                "header_template": "Attended",
                "detail_template": "Yes",
                "tokens": [],
            },
        ),
    )
    yield case("Delete timeline event type", kind, Call(f"{TEMPLATES}.archive", "601", 1))
    changed = {"name": "Seen", "headerTemplate": "Saw it", "detailTemplate": "Twice"}
    tokens = [{"name": "rating", "label": "R", "type": "number", "options": []}]
    template = {"id": "601", "name": "Seen", "header_template": "Saw it", "detail_template": "Twice", "tokens": tokens}
    yield case(
        "Update timeline event type",
        {**kind, **changed, "tokens": tokens},
        (Call(f"{TEMPLATES}.get_by_id", "601", 1), Call(f"{TEMPLATES}.update", "601", 1, template)),
    )
    yield case(
        "Create timeline event type property",
        {**kind, "name": "minutes", "label": "Minutes", "propertyType": "Numeric"},
        Call(f"{TOKENS}.create", "601", 1, {"name": "minutes", "label": "Minutes", "type": "number"}),
    )
    yield case(
        "Update timeline event type property",
        {**kind, "name": "rating", "label": "Stars"},
        Call(f"{TOKENS}.update", "601", "rating", 1, {"label": "Stars"}),
    )


CASES = (*_properties(), *_groups(), *_pipelines(), *_schemas(), *_owners(), *_timeline())
