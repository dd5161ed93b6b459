"""Named operations and cassettes that a change touches."""

import pytest

from scripts.specs.changes.cassettes import Cassette, read_cassettes
from scripts.specs.changes.change import Change, Severity
from scripts.specs.changes.documents import Finding
from scripts.specs.changes.state import Api, State
from scripts.specs.changes.touched import Touched, Use
from scripts.specs.changes.uses import catalogue_uses

ONE, ALL = "/crm/v3/objects/contacts/{contactId}", "/crm/v3/objects/{objectType}/{objectId}"
MERGE = "/crm/v3/objects/contacts/merge"


def document(*operations):
    paths = {}
    for method, path in operations:
        paths.setdefault(path, {})[method] = {"responses": {}}
    return {"paths": paths}


STATE = State(
    {
        "v3": {
            "crm/objects": document(("get", ALL), ("post", "/crm/v3/objects/{objectType}/search")),
            "crm/contacts": document(("get", ONE), ("post", MERGE), ("post", "/crm/v3/objects/contacts/search")),
            "crm/lists": document(("get", "/crm/v3/lists/{listId}"), ("get", "/crm/v3/lists/search")),
        }
    },
    {},
)
USES = [
    Use("Get contact", "v3", "GET", ALL, "contacts"),
    Use("Get deal", "v3", "GET", ALL, "deals"),
    Use("Get record", "v3", "GET", ALL, ""),
    Use("Merge records", "v3", "POST", "/crm/v3/objects/{objectType}/merge", ""),
    Use("Get list", "v3", "GET", "/crm/v3/lists/{id}", ""),
    Use("Get list of tomorrow", "2027-03", "GET", "/crm/v3/lists/{id}", ""),
]


def touched(key, method, path, cassettes=()):
    index = Touched(USES, cassettes, [STATE])
    finding = Finding(method, path, Change("api-removed", Severity.BREAKING))
    api = Api("v3", key, (finding,))
    return index.names(api, finding), index.cassettes(api, finding)


@pytest.mark.parametrize(
    ("key", "method", "path", "names"),
    [
        ("crm/lists", "GET", "/crm/v3/lists/{listId}", {"Get list"}),
        ("crm/lists", "DELETE", "/crm/v3/lists/{listId}", set()),
        ("crm/objects", "GET", ALL, {"Get contact", "Get deal", "Get record"}),
        ("crm/contacts", "GET", ONE, {"Get contact"}),
        ("crm/contacts", "POST", MERGE, {"Merge records"}),
    ],
)
def test_names_are_those_that_use_the_operation(key, method, path, names):
    assert touched(key, method, path)[0] == names


@pytest.mark.parametrize(
    ("key", "method", "path", "names"),
    [
        ("crm/lists", "GET", "/crm/v3/lists/{listId}", {"one"}),
        ("crm/lists", "GET", "/crm/v3/lists/search", {"search"}),
        ("crm/contacts", "GET", ONE, {"contact"}),
        ("crm/objects", "GET", ALL, {"contact", "deal"}),
    ],
)
def test_cassettes_are_those_with_a_request_of_the_operation(key, method, path, names):
    cassettes = [
        Cassette("one", frozenset({("GET", "/crm/v3/lists/7"), ("POST", "/crm/v3/lists")})),
        Cassette("search", frozenset({("GET", "/crm/v3/lists/search")})),
        Cassette("contact", frozenset({("GET", "/crm/v3/objects/contacts/1")})),
        Cassette("deal", frozenset({("GET", "/crm/v3/objects/deals/1"), ("DELETE", "/crm/v3/lists/7")})),
    ]
    assert touched(key, method, path, cassettes)[1] == names


def test_cassettes_are_read_whatever_else_they_hold(tmp_path):
    assert read_cassettes(tmp_path / "nowhere") == []
    (tmp_path / "v3" / "crm").mkdir(parents=True)
    (tmp_path / "v3" / "crm" / "get-list.yaml").write_text(
        "# recorded\ninteractions:\n"
        "- request: &id001\n    method: GET\n    uri: https://api.hubapi.com/crm/v3/lists/7?a=1\n    body: null\n"
        "- request:\n    body: ''\n    method: post\n    uri: 'https://api.hubapi.com/crm/v3/lists'\n",
        encoding="utf-8",
    )
    assert read_cassettes(tmp_path) == [
        Cassette("v3/crm/get-list.yaml", frozenset({("GET", "/crm/v3/lists/7"), ("POST", "/crm/v3/lists")}))
    ]


def test_the_catalogue_tells_its_uses():
    uses = catalogue_uses()
    assert Use("Create contact", "2026-03", "POST", "/crm/objects/2026-03/{objectType}", "contacts") in uses
    assert {use.edition for use in uses} == {"v3", "2026-03", "2026-09"}
