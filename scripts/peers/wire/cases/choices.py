"""Lists of choices for a form: each is a listing with its own settings, shown here by what it has to list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, case

PROPERTIES = (
    ("List call engagement properties (DDL)", "calls"),
    ("List meeting engagement properties (DDL)", "meetings"),
    ("List task engagement properties (DDL)", "tasks"),
    ("List company properties (DDL)", "companies"),
    ("List contact properties (DDL)", "contacts"),
)
RECORDS = (
    ("List call engagements (DDL)", "crm.objects.calls", "crm.objects.calls", ["hs_call_title"]),
    ("List task engagements (DDL)", "crm.objects.tasks", "crm.objects.tasks", ["hs_task_subject"]),
    ("List companies (DDL)", "crm.companies", "crm.objects.companies", ["name", "domain"]),
    ("List contacts (DDL)", "crm.contacts", "crm.objects.contacts", ["firstname", "lastname", "email"]),
    ("List deals (DDL)", "crm.deals", "crm.objects.deals", ["dealname"]),
    ("List line items (DDL)", "crm.line_items", "crm.objects.line_items", ["name"]),
)


def _cases() -> Iterator[Case]:
    for name, kind in PROPERTIES:
        yield case(name, {}, Call("crm.properties.core_api.get_all", kind), Call("crm.properties.list", kind))
    for name, v3, dated, properties in RECORDS:
        page: dict[str, Any] = {"limit": 100, "properties": properties}
        yield case(name, {}, Call(f"{v3}.basic_api.get_page", **page), Call(f"{dated}.list", **page))
    for name in ("List associations (DDL)", "List crm object types (DDL)"):
        yield case(name, {}, Call("crm.schemas.core_api.get_all"), Call("crm.object_schemas.list"))
    yield case(
        "List property groups (DDL)",
        {"object_type": "contacts"},
        Call("crm.properties.groups_api.get_all", "contacts"),
        Call("crm.properties.groups.list", "contacts"),
    )
    yield case(
        "List owner IDs (DDL)",
        {},
        Call("crm.owners.owners_api.get_page", limit=500),
        Call("crm.owners.list", limit=500),
    )
    yield case(
        "List ticket pipelines (DDL)",
        {},
        Call("crm.pipelines.pipelines_api.get_all", "tickets"),
        Call("crm.pipelines.list", "tickets"),
    )
    body: dict[str, Any] = {"count": 500, "offset": 0, "query": ""}
    yield case(
        "List contact lists (DDL)",
        {},
        Call(
            "crm.lists.lists_api.do_search",
            {**body, "additional_properties": ["hs_list_size"]},
        ),
        Call(
            "crm.lists.list_by_search",
            **body,
            object_type_id="0-1",
            list_ids=[],
            processing_types=[],
            additional_filter_properties=["hs_list_size"],
        ),
    )
    for name in ("List folder IDs (DDL)", "List folder paths (DDL)"):
        yield case(name, {}, Call("files.folders_api.do_search", limit=100), Call("files.folders.search", limit=100))
    yield case("List blog posts (DDL)", {}, Call("cms.blogs.blog_posts.basic_api.get_page", limit=100))


CASES = tuple(_cases())
