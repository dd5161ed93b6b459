"""Operations paired over two documents."""

from copy import deepcopy

import pytest

from scripts.specs.changes.documents import document_changes

OLD = "/crm/v3/things/{thingId}"


def renamed(document, path, name):
    after = deepcopy(document)
    item = after["paths"].pop(OLD)
    item["parameters"][0]["name"] = name
    after["paths"][path] = item
    return [(each.operation, each.change.rule, each.change.now) for each in document_changes(document, after)]


RENAMED = (f"GET {OLD}", "path-parameter-renamed", "id")


def test_a_renamed_parameter_of_the_path_is_the_same_on_the_wire(document):
    assert renamed(document, "/crm/v3/things/{id}", "id") == [RENAMED]


def test_another_version_is_a_renamed_path(document):
    assert renamed(document, "/crm/v4/things/{id}", "id") == [
        (f"GET {OLD}", "api-path-renamed", "/crm/v4/things/{id}"),
        RENAMED,
    ]


def test_another_path_is_one_that_went_and_one_that_came(document):
    assert renamed(document, "/crm/v3/parts/{id}", "id") == [
        (f"GET {OLD}", "api-removed", ""),
        ("GET /crm/v3/parts/{id}", "endpoint-added", ""),
    ]


@pytest.mark.parametrize("method", ["put", "delete"])
def test_another_method_is_another_operation(document, method):
    after = deepcopy(document)
    after["paths"][OLD][method] = after["paths"][OLD].pop("get")
    assert [each.operation for each in document_changes(document, after)] == [
        f"GET {OLD}",
        f"{method.upper()} {OLD}",
    ]


def test_a_change_of_a_shared_schema_shows_at_every_operation(document):
    before = deepcopy(document)
    before["paths"]["/crm/v3/things"]["put"] = deepcopy(before["paths"]["/crm/v3/things"]["post"])
    after = deepcopy(before)
    del after["components"]["schemas"]["Thing"]["properties"]["size"]
    found = list(document_changes(before, after))
    assert {each.operation for each in found} == {"POST /crm/v3/things", "PUT /crm/v3/things"}
    assert len(found) == 4
