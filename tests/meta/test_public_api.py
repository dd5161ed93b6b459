"""The public names are what is committed, and the changelog tells what differs from the last release."""

import pytest

from scripts.api.__main__ import CHANGELOG, CURRENT, RELEASED, main
from scripts.api.mentions import unmentioned, unreleased
from scripts.api.surface import surface


@pytest.fixture(scope="module")
def current():
    return surface()


def test_the_committed_names_are_those_of_the_code(current):
    """After a change on purpose: `make api`, and a line in CHANGELOG.md."""
    assert current.splitlines() == CURRENT.read_text(encoding="utf-8").splitlines()


def test_the_changelog_tells_what_came_went_or_changed(current):
    released = RELEASED.read_text(encoding="utf-8").splitlines()
    assert unmentioned(released, current.splitlines(), unreleased(CHANGELOG.read_text(encoding="utf-8"))) == []


def test_everything_public_is_there(current):
    for line in (
        "HubSpot  (access_token: AccessToken | None = None, *, base_url: str | None = None,",
        "AsyncHubSpot.raw  (method: str, path: str,",
        "NotFound  APIError",
        'HubSpot.objects("…").get  (record_id: ',
        "HubSpot.contacts  Contacts\n",
        "HubSpot.contacts.get_by_email  (email: str",
        "HubSpot.marketing.events",
        'operations["Create contact"]  contacts.create of ',
        "hubspot-facade run --input/-i\n",
        "hubspot-facade run NAME\n",
        "hubspot_facade.sandbox.Sandbox.reset  (",
        "hubspot_openapi.load  (edition: str, api: str) -> ModuleType\n",
        "pytest fixture hubspot\n",
    ):
        assert f"\n{line}" in f"\n{current}"
    assert "HubSpot.contacts.get  " not in current  # told once, as that of any type


OLD = ["HubSpot  ()", "HubSpot.contacts  Contacts", "HubSpot.contacts.get  (id: str) -> A", 'operations["A b"]  a.b']
DEALS = ["HubSpot.deals  Deals", "HubSpot.deals.get  ()"]


def without(name):
    return [line for line in OLD if not line.startswith(name)]


@pytest.mark.parametrize(
    ("current", "changelog", "told"),
    [
        (OLD, "", []),
        ([*OLD, "HubSpot.contacts.merge  ()"], "", ["came: HubSpot.contacts.merge"]),
        ([*OLD, "HubSpot.contacts.merge  ()"], "`contacts.merge` puts two together", []),
        ([*OLD, "HubSpot.contacts.merge  ()"], "`contacts.merger` is another word", ["came: HubSpot.contacts.merge"]),
        ([*OLD, *DEALS], "- deals", []),
        (
            [*OLD, *DEALS],
            "",
            ["came: HubSpot.deals", "came: HubSpot.deals.get"],
        ),
        (without("HubSpot.contacts.get"), "", ["went: HubSpot.contacts.get"]),
        (without("HubSpot.contacts.get"), "`hs.contacts.get` is gone", []),
        (without("HubSpot.contacts.get"), "`contacts.get` is gone", []),
        (without("HubSpot.contacts"), "contacts are gone", []),
        (without("operations"), "", ['went: operations["A b"]']),
        (without("operations"), "the operation A b is gone", []),
        ([*without("HubSpot.contacts.get"), "HubSpot.contacts.get  ()"], "contacts", ["changed: HubSpot.contacts.get"]),
        ([*without("HubSpot.contacts.get"), "HubSpot.contacts.get  ()"], "`HubSpot.contacts.get` takes nothing", []),
    ],
)
def test_what_the_changelog_owes(current, changelog, told):
    assert unmentioned(["# a comment", *OLD], current, changelog) == told


def test_only_what_is_not_released_counts():
    text = "# Changelog\n\n## [Unreleased]\n\n- new\n\n## [0.1.0]\n\n- old\n"
    assert unreleased(text).strip() == "- new"
    assert unreleased("# Changelog\n") == ""


def test_the_command_takes_one_word(capsys):
    assert main(["--no"]) == 2
    assert "usage" in capsys.readouterr().err
