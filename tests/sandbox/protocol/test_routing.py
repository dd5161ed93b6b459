"""The tree of routes."""

import pytest

from hubspot_facade.sandbox.protocol.routing import Tree


@pytest.fixture
def tree():
    tree: Tree[str] = Tree()
    tree.add("GET", "/a/{version}/things", "versioned")
    tree.add("GET", "/a/{name}/things", "named")
    tree.add("GET", "/a/{name}/things/{id}", "one")
    tree.add("POST", "/a/{name}/things/search", "search")
    return tree


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/a/v3/things", ("versioned", {"version": "v3"})),
        ("GET", "/a/2026-03/things/", ("versioned", {"version": "2026-03"})),
        ("GET", "/a/2028-09-beta/things", ("versioned", {"version": "2028-09-beta"})),
        ("GET", "/a/2028-10/things", ("named", {"name": "2028-10"})),
        ("GET", "/A/x%2Fy/THINGS", ("named", {"name": "x/y"})),
        ("GET", "//a/x/things/a%40b.co", ("one", {"name": "x", "id": "a@b.co"})),
        ("GET", "/a/x/things/search", ("one", {"name": "x", "id": "search"})),
        ("POST", "/a/x/things/search", ("search", {"name": "x"})),
        ("POST", "/a/x/things/other", None),
        ("GET", "/a", None),
    ],
)
def test_a_path_leads_to_its_leaf(tree, method, path, found):
    assert tree.find(method, path) == found


def test_the_methods_of_a_path(tree):
    assert tree.methods("/a/x/things/search") == {"GET", "POST"}
    assert tree.methods("/b") == set()


def test_what_is_mounted_is_loaded_when_a_path_first_leads_there():
    tree: Tree[str] = Tree()
    loaded = []

    def mount(base: str, leaves: list[tuple[str, str, str]]) -> None:
        tree.mount(base, lambda: loaded.append(base) or leaves)

    mount(
        "/a/{version}/things",
        [("GET", "/a/{version}/things", "all"), ("GET", "/a/{version}/things/{id}", "one")],
    )
    mount("/a/{name}", [("POST", "/a/{name}/things", "named")])
    assert (tree.find("GET", "/a"), tree.find("GET", "/b/v3/things"), tree.methods("/b")) == (None, None, set())
    assert loaded == []
    assert tree.find("GET", "/a/v3/things") == ("all", {"version": "v3"})
    assert tree.find("GET", "/a/v3/things/7") == ("one", {"version": "v3", "id": "7"})
    assert loaded == ["/a/{version}/things"]
    # a literal or a version that has no such method leaves the path to the plain segment beside it
    assert tree.find("POST", "/a/v3/things") == ("named", {"name": "v3"})
    assert tree.methods("/a/v3/things") == {"GET", "POST"}
    assert loaded == ["/a/{version}/things", "/a/{name}"]
