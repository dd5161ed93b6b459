"""What a client is set up with, and arguments that no check of kinds finds: refused by name, in both colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from hubspot_facade import AsyncHubSpot, ConfigurationError, HubSpot, InputError
from hubspot_facade.config import Configuration
from hubspot_facade.transport.pacing import Limits
from hubspot_facade.transport.policy import RetryPolicy
from tests.facade.fakes import TOKEN, Client, FakeClock, FakeHubSpot, record

NAN, INFINITY, HUGE = float("nan"), float("inf"), 10**5000

SETTINGS: list[tuple[str, list[Any]]] = [
    ("retries", [1.5, -1, True, "3", NAN, b"3"]),
    ("timeout", [NAN, -1, 0, "5", INFINITY, True, HUGE]),
    ("deadline", [NAN, -1, 0, "5", INFINITY, True, HUGE]),
    ("answer_limit", [0, -5, 1.5, "x", True]),
    (
        "base_url",
        ["https://x:99999", "https://x:0", "https://x:abc", "https://a b", "https://", "ftp://x", "https://[::1"],
    ),
    ("base_url", [b"https://x", 5, "https://u:p@x", "https://x/?a=b", "https://é.example", "https://x\n.example"]),
    ("access_token", [b"pat-x", 5, "a b", "é", "a\nb", ["pat-x"], '"pat-x"', "'pat-x'", "pat-x;"]),
    ("developer_key", [b"key", 5, "a b"]),
    ("api_version", ["v9", 5, b"v3", "2026-03 "]),
    ("limits", [5, "pro", {"per_ten_seconds": 5}]),
    ("allow_http", ["no", 1, 0.5]),
]
EACH = [(name, value) for name, values in SETTINGS for value in values]
NAMED = {"access_token": "access token", "developer_key": "developer API key"}


def title(value: Any) -> str:
    return "10**5000" if value is HUGE else repr(value)[:40]


@pytest.mark.parametrize(("name", "value"), EACH, ids=title)
@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot, Configuration])
def test_a_setting_that_cannot_be_used_is_refused_by_name(make: Any, name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=NAMED.get(name, name)):
        make(**{"access_token": TOKEN, name: value})


@pytest.mark.parametrize("value", ["", "a\nb", "é", 5, None])
def test_a_user_agent_is_one_printable_line(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="user_agent"):
        Configuration(access_token=TOKEN, user_agent=value)


@pytest.mark.parametrize("make", [HubSpot, AsyncHubSpot])
@pytest.mark.parametrize("value", [5, "x", {"access_token": TOKEN}], ids=title)
def test_a_configuration_is_a_configuration(make: Any, value: Any) -> None:
    with pytest.raises(ConfigurationError, match="configuration must be a Configuration"):
        make(configuration=value)


def test_a_configuration_built_directly_is_what_a_client_makes_of_the_same() -> None:
    told: dict[str, Any] = {"base_url": "https://x.example/ ", "access_token": f" {TOKEN}\n", "retries": 3}
    built, made = Configuration(**told), HubSpot(**told).configuration
    assert built == replace(made, forms_url=built.forms_url)  # a client sends forms to a host of its own too
    assert built.base_url == "https://x.example"


POLICIES = [
    *((RetryPolicy, "retries", value) for value in (-1, 1.5, NAN, "x", True, None)),
    *(
        (RetryPolicy, name, value)
        for name in ("backoff", "max_backoff", "max_wait")
        for value in (-1, NAN, INFINITY, "x")
    ),
    *((Limits, name, value) for name in ("per_ten_seconds", "concurrency") for value in (-1, 0, 1.5, NAN, "x", True)),
]


@pytest.mark.parametrize(("make", "name", "value"), POLICIES, ids=title)
def test_a_policy_that_cannot_be_followed_is_refused_by_name(make: Any, name: str, value: Any) -> None:
    with pytest.raises(ConfigurationError, match=name):
        make(**{name: value})


EAST, WEST = dt.timezone(dt.timedelta(hours=12)), dt.timezone(dt.timedelta(hours=-12))
FIRST, LAST = dt.datetime.min.replace(tzinfo=EAST), dt.datetime.max.replace(tzinfo=WEST)

ARGUMENTS: list[tuple[str, Callable[[Any], Any]]] = [
    ("limit", lambda hs: hs.contacts.list(limit="5")),
    ("limit", lambda hs: hs.contacts.list(limit=HUGE)),
    ("page_size", lambda hs: hs.contacts.list(page_size=1.5)),
    ("pairs", lambda hs: hs.associations.batch_archive("contacts", "companies", None)),
    ("pairs", lambda hs: hs.associations.batch_create("contacts", "companies", None)),
    ("since", lambda hs: hs.contacts.list_modified(FIRST)),
    ("since", lambda hs: hs.contacts.list_modified(LAST)),
    ("properties.a", lambda hs: hs.contacts.create({"a": FIRST})),
    ("properties.a", lambda hs: hs.contacts.create({"a": HUGE})),
    ("contact_id", lambda hs: hs.contacts.get(HUGE)),
    ("query.a", lambda hs: hs.raw("GET", "/x", query={"a": HUGE})),
    ("query.a", lambda hs: hs.raw("GET", "/x", query={"a": object()})),
    ("form.a", lambda hs: hs.raw("POST", "/x", form={"a": object()})),
    ("json", lambda hs: hs.raw("POST", "/x", json={"a": HUGE})),
    ("json", lambda hs: hs.raw("POST", "/x", json={"a": NAN})),
    ("headers.x-a", lambda hs: hs.raw("GET", "/x", headers={"x-a": "é"})),
    ("headers.x-a", lambda hs: hs.raw("GET", "/x", headers={"x-a": "a\r\nb: c"})),
    ("headers.x-a", lambda hs: hs.http.request("GET", "/x", headers={"x-a": "日本"})),
    ("headers", lambda hs: hs.raw("GET", "/x", headers={"é": "a"})),
    ("headers", lambda hs: hs.raw("GET", "/x", headers=5)),
    ("method", lambda hs: hs.raw("GÉT", "/x")),
    ("path", lambda hs: hs.raw("GET", "https://api.hubapi.com:99999/x")),
    ("path", lambda hs: hs.raw("GET", "http://[")),
    ("path", lambda hs: hs.raw("GET", "/a\0b")),
    ("path", lambda hs: hs.raw("GET", "/" + "x" * 70_000)),
    ("content", lambda hs: hs.raw("POST", "/x", content=5)),
]


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize(("field", "act"), ARGUMENTS, ids=[f"{n}-{field}" for n, (field, _) in enumerate(ARGUMENTS)])
def test_an_argument_that_cannot_be_sent_is_refused_by_name(colour: str, field: str, act: Any) -> None:
    hubspot = FakeHubSpot(httpx.Response(200, json={"results": []}))
    with pytest.raises(InputError) as caught:
        Client(colour, hubspot, FakeClock(), retries=0).do(act)
    assert caught.value.field == field
    assert hubspot.seen == []


MANY = [f"property_number_{number}" for number in range(1500)]


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize(
    "act",
    [
        lambda hs: hs.contacts.get("1", properties=MANY),
        lambda hs: hs.contacts.batch_read(["1"], properties=MANY),
        lambda hs: hs.contacts.search(properties=MANY).page(),
    ],
)
def test_a_contact_is_read_with_1500_properties(colour: str, act: Any) -> None:
    answer = {**record("1"), "total": 1, "results": [record("1")]}
    hubspot = FakeHubSpot(httpx.Response(200, json=answer))
    Client(colour, hubspot, FakeClock(), retries=0).do(act)
    assert all(len(str(request.url)) < 8_000 for request in hubspot.seen)
    assert all(
        f"property_number_{number}" in str(hubspot.seen[-1].url) + hubspot.seen[-1].content.decode()
        for number in (0, 1499)
    )


class PassingError(Exception):
    """An error of the caller's own."""


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("error", [PassingError, KeyboardInterrupt, MemoryError])
def test_what_the_callers_own_iterator_raises_passes_through(colour: str, error: Any) -> None:
    def inputs() -> Any:
        yield {"email": "a@b.example"}
        raise error

    with pytest.raises(error):
        Client(colour, FakeHubSpot(httpx.Response(200)), FakeClock()).do(lambda hs: hs.contacts.batch_create(inputs()))
