"""The page on the sandbox's settings tells of each, and of the tiers as they are."""

from dataclasses import fields
from inspect import signature
from pathlib import Path

import pytest

from hubspot_facade.sandbox import Sandbox, create_app
from hubspot_facade.sandbox.state.limits import TIERS
from hubspot_facade.sandbox.state.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs/sandbox-settings.md").read_text(encoding="utf-8")


def test_the_page_tells_of_every_setting():
    assert [one.name for one in fields(Settings) if one.name not in PAGE] == []


@pytest.mark.parametrize("make", [Sandbox, create_app])
def test_every_setting_may_be_given_to_who_makes_a_sandbox(make):
    taken = signature(make).parameters
    assert {one.name: one.default for one in fields(Settings)} == {
        one.name: taken[one.name].default for one in fields(Settings) if one.name in taken
    }


@pytest.mark.parametrize("name", TIERS)
def test_the_table_of_tiers_is_right(name):
    tier = TIERS[name]
    daily = "–" if tier.daily is None else f"{tier.daily:,}"  # noqa: RUF001 - as the page writes none
    assert f"| `{name}` | {tier.burst} | {daily} | {tier.search} | {tier.associations} |" in PAGE


@pytest.mark.parametrize(
    "wrong",
    [{"tier": "platinum"}, {"index_lag": -1}, {"index_lag": float("nan")}, {"max_body": 0}, {"url_imports": "some"}],
)
def test_settings_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Settings(**wrong)
