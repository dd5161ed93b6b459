"""Operations get names that read like the field's own, the same in every edition."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scripts.codegen.documents import Document, canonical, editions, load
from scripts.codegen.fold import fold
from scripts.codegen.naming import assign, keys, read, snake


def things(*operations: str, edition: str = "v3") -> Document:
    """A document with these operations: "GET /path" or "GET /path name"."""
    paths: dict[str, dict[str, object]] = {}
    for line in operations:
        method, path, *name = line.split(" ")
        own = f"{method.lower()}-{path}_{name[0]}" if name else f"{method.lower()}-{path}_{path}"
        paths.setdefault(path, {})[method.lower()] = {"operationId": own, "responses": {}}
    return Document(edition, "crm", "things", f"{edition}/crm/things.json", {"paths": paths})


def names(*operations: str) -> list[str]:
    document = things(*operations)
    given, belongs = assign([document], {}), keys([document])
    return [
        given["crm.things"][belongs["crm.things", line.split(" ")[0].lower(), line.split(" ")[1]]]
        for line in operations
    ]


def test_collection_and_item() -> None:
    assert names(
        "GET /crm/v3/things",
        "POST /crm/v3/things",
        "GET /crm/v3/things/{id}",
        "PATCH /crm/v3/things/{id}",
        "PUT /crm/v3/things/{id}",
        "DELETE /crm/v3/things/{id}",
    ) == ["get_all", "create", "get_by_id", "update", "replace", "archive"]


def test_parts_actions_and_batches() -> None:
    assert names(
        "GET /crm/v3/things",
        "GET /crm/v3/things/{id}/stages",
        "GET /crm/v3/things/{id}/stages/{stageId}",
        "POST /crm/v3/things/{id}/stages",
        "POST /crm/v3/things/{id}/cancel",
        "POST /crm/v3/things/search",
        "POST /crm/v3/things/batch/read",
        "POST /crm/v3/things/{id}/stages/batch/upsert",
        "GET /crm/v3/things/{id}/status",
    ) == [
        "get_all",
        "list_stages",
        "get_stage",
        "create_stage",
        "cancel",
        "search",
        "batch_read",
        "batch_upsert_stages",
        "get_status",
    ]


def test_hubspots_own_name_is_taken_where_it_tells_something() -> None:
    assert names(
        "GET /crm/v3/things getPage",
        "PUT /crm/v3/things/{id}/memberships/add add",
        "GET /crm/v3/things/idmapping translateLegacyThingId",
    ) == ["get_page", "add_memberships", "translate_legacy_thing_id"]


def test_operations_that_only_parameters_tell_apart() -> None:
    assert names("GET /files/v3/folders/{folderId}", "GET /files/v3/folders/{folderPath}") == [
        "get_by_folder_id",
        "get_by_folder_path",
    ]


def test_python_keywords_are_no_names() -> None:
    assert names("POST /crm/v3/things/{id}/import", "GET /crm/v3/things")[0] == "import_"


def test_an_operation_is_called_the_same_in_every_edition() -> None:
    old, new = (
        things("GET /crm/v3/things/{id}/stages"),
        things("GET /crm/things/2026-03/{key}/stages", edition="2026-03"),
    )
    assert len(assign([old, new], {})["crm.things"]) == 1


def test_new_operations_do_not_rename_old_ones() -> None:
    before = assign([things("GET /crm/v3/things getPage")], {})
    after = assign([things("GET /crm/v3/things getPage", "GET /crm/v3/things/{id}/pages getPage")], before)
    assert after["crm.things"]["GET /crm/things"] == "get_page"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/crm/v3/objects/{objectType}", "/crm/objects/{}"),
        ("/crm/objects/2026-03/{objectType}", "/crm/objects/{}"),
        ("/crm/objects/2026-09-beta/{a}/x", "/crm/objects/{}/x"),
    ],
)
def test_canonical_paths_have_no_version(path: str, expected: str) -> None:
    assert canonical(path) == expected


def test_snake_case() -> None:
    assert [snake(text) for text in ("getPage", "gdpr-delete", "getABTest", "HTTPStatus")] == [
        "get_page",
        "gdpr_delete",
        "get_ab_test",
        "http_status",
    ]


def test_the_committed_names_are_complete_and_identifiers() -> None:
    documents = [document for edition in editions() for document in fold(load(edition)).documents]
    committed = read()
    assert assign(documents, committed) == committed
    assert all(name.isidentifier() for given in committed.values() for name in given.values())


@pytest.mark.parametrize("edition", editions())
def test_the_committed_names_are_unique_in_each_edition(edition: str) -> None:
    documents = fold(load(edition)).documents
    belongs, committed = keys([d for e in editions() for d in fold(load(e)).documents]), read()
    called = Counter(
        (document.key, committed[document.key][belongs[document.key, method, path]])
        for document in documents
        for path, method, _ in document.operations()
    )
    assert [name for name, count in called.items() if count > 1] == []


def test_names_are_kept_where_the_documents_are() -> None:
    assert Path(__file__).parents[3].joinpath("specs", "names.json").exists()
