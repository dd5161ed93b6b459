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
