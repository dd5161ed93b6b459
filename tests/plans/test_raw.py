"""Requests to any path, and only to the right host."""

import pytest

from hubspot_facade import InputError, NotFound, RetiredEndpoint
from hubspot_facade.plans.raw import raw_request
from tests.facade.fakes import Client, FakeClock, FakeHubSpot, error, page

BASE = "https://api.hubapi.com"


@pytest.fixture(params=["sync", "async"])
def make(request):
    return lambda *replies: Client(request.param, FakeHubSpot(*replies), FakeClock())


def test_a_raw_answer_is_given_whatever_its_status(make):
    answer = make(error(404, headers={"X-Test": "y"})).do(
        lambda client: client.raw("get", "crm/v3/x", query={"a": [1, True]})
    )
    assert answer.status_code == 404
    assert answer.body["message"] == "no"
    assert answer.headers["x-test"] == "y"
    with pytest.raises(NotFound):
        answer.raise_for_status()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/crm/v3/owners", "/crm/v3/owners"),
        ("crm/v3/owners", "/crm/v3/owners"),
        ("https://api.hubapi.com/crm/v3/owners?limit=1", "/crm/v3/owners"),
        ("//api.hubapi.com/x", "/x"),
        ("/a%2Fb/ü", "/a%2Fb/%C3%BC"),
    ],
)
def test_paths(path, sent):
    assert raw_request(BASE, "GET", path).path == sent


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/crm",
        "//evil.example/crm",
        "http://api.hubapi.com/crm",
        "https://api.hubapi.com:8443/crm",
        "https://user@api.hubapi.com/crm",
        "https://api.hubapi.com@evil.example/",
        "https://api.hubapi.com.evil.example/",
        "\\\\evil.example",
        "/a\n/b",
        "/../x",
        "",
        None,
        "https://api.hubapi.com:port/",
    ],
)
def test_other_hosts_and_crooked_paths_are_refused(path):
    with pytest.raises(InputError) as caught:
        raw_request(BASE, "GET", path)
    assert caught.value.field == "path"


def test_hubspots_own_address_means_wherever_the_requests_go():
    request = raw_request("http://127.0.0.1:8020/base", "GET", "https://api.hubapi.com/crm/v3/owners?limit=1")
    assert (request.path, request.query, request.url) == ("/crm/v3/owners", [("limit", "1")], None)


@pytest.mark.parametrize(
    "path",
    [
        "http://api.hubapi.com/crm",
        "https://api.hubapi.com:8443/crm",
        "https://user@api.hubapi.com/crm",
        "https://api.hubapi.com.evil.example/",
        "https://127.0.0.1:8020/crm",
    ],
)
def test_of_another_base_url_hubspots_own_address_alone_is_taken(path):
    with pytest.raises(InputError, match="the access token goes nowhere else"):
        raw_request("http://127.0.0.1:8020", "GET", path)


def test_queries_keep_what_the_path_had():
    request = raw_request(BASE, "GET", "/x?a=1", query={"b": None, "c": ["1", "2"], "d": False})
    assert request.query == [("a", "1"), ("c", "1"), ("c", "2"), ("d", "false")]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"method": "FETCH"}, "method"),
        ({"json": {}, "content": "x"}, "content"),
        ({"json": object()}, "json"),
        ({"json": float("nan")}, "json"),
        ({"headers": {"x": "a\r\nb"}}, "headers.x"),
        ({"query": 5}, "query"),
        ({"headers": "a"}, "headers"),
        ({"form": ["a"]}, "form"),
        ({"query": {"limit": 10**5000}}, "query.limit"),
        ({"query": {"limit": b"5"}}, "query.limit"),
        ({"query": {"limit": {"a": 1}}}, "query.limit"),
        ({"query": {"q": "\ud800"}}, "query.q"),
    ],
)
def test_bad_requests_name_the_field(options, field):
    with pytest.raises(InputError) as caught:
        raw_request(BASE, options.pop("method", "POST"), "/x", **options)
    assert caught.value.field == field


def test_a_raw_search_is_paced_and_repeated_as_one():
    request = raw_request(BASE, "POST", "/crm/v3/objects/contacts/search", json={})
    assert (request.lane, request.repeatable) == ("search", True)


def test_only_methods_that_may_be_repeated_are():
    assert [raw_request(BASE, method, "/x").repeatable for method in ("GET", "put", "PATCH", "DELETE", "POST")] == [
        True,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("content", "body"), [(b"", None), (b'{"a":1}', {"a": 1}), (b"a,b", "a,b"), (b"\xff\xfe", b"\xff\xfe")]
)
def test_bodies(make, content, body):
    import httpx

    assert make(httpx.Response(200, content=content)).do(lambda client: client.raw("GET", "/x")).body == body


@pytest.mark.parametrize(
    ("path", "since"),
    [
        ("/contacts/v1/lists", "2026-04-30"),
        ("contacts/v1/lists/5/add", "2026-04-30"),
        ("/Owners/v2/owners/1?x=1", "2025-03-24"),
        ("/hubdb/api/v2/tables", "2024-12-16"),
    ],
)
def test_a_path_that_hubspot_switched_off_is_not_asked(path, since):
    hubspot = FakeHubSpot(page())
    with pytest.raises(RetiredEndpoint) as caught:
        Client("sync", hubspot, FakeClock()).do(lambda client: client.raw("GET", path))
    assert (caught.value.since, since in str(caught.value)) == (since, True)
    assert hubspot.seen == []


@pytest.mark.parametrize(
    "path",
    [
        "/contacts/v1/lists/all/contacts/all",
        "/contacts/v1/lists/recently_updated/contacts/recent",
        "/contacts/v1/contact/vid/1/profile",
        "/contacts/v1/listsandmore",
    ],
)
def test_what_lives_on_beside_it_is_asked(path):
    hubspot = FakeHubSpot(page())
    assert Client("sync", hubspot, FakeClock()).do(lambda client: client.raw("GET", path)).status_code == 200


ODD = {
    "method": ["", "GET /x", "G\nT", 5, None, [], b"GET"],
    "path": ["", "  ", 5, None, b"/x", "/a\0", "/a\ud800", "https://[::1", "//x/y", "/a\r\nb"],
    "headers": [
        *(5, "x: y", ["x"], {"": "y"}, {"a b": "y"}, {"ä": "y"}, {5: "y"}, {"x": "é"}, {"x": "a\nb"}),
        *({"x": b"y"}, {"x": None}, {"x": ["y"]}, {"x:": "y"}),
    ],
    "query": [
        *(5, "a=b", ["a"], {5: "x"}, {"a": b"x"}, {"a": {"b": 1}}, {"a": [["x"]]}, {"a": "\ud800"}, {"\udfff": "x"}),
        *({"a": 10**5000}, {"properties": ["x" * 40] * 1500}),
    ],
    "json": [object(), float("nan"), {1, 2}, b"x", 10**5000],
    "content": [5, ["x"], {}, "\ud800"],
    "form": [5, "a=b", {"a": b"x"}, {"a": ["x"]}, {5: "x"}, {"a": "\ud800"}],
}


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, listed in ODD.items() for at in range(len(listed))])
def test_an_odd_argument_is_named_before_anything_is_sent(name, at):
    value = ODD[name][at]
    arguments = {"method": "POST", "path": "/crm/v3/objects/contacts", name: value}
    with pytest.raises(InputError) as caught:
        raw_request("https://api.hubapi.com", arguments.pop("method"), arguments.pop("path"), **arguments)
    assert caught.value.field.split(".")[0] in (name, "properties", "path")
    assert len(str(caught.value)) < 500


def test_numbers_may_stand_for_their_text():
    asked = raw_request("https://x", "GET", "/a", headers={"X-Count": 5}, query={"a": 1, "b": [True, 2.5, None]})
    assert (asked.headers, asked.query) == ({"x-count": "5"}, [("a", "1"), ("b", "true"), ("b", "2.5")])
