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
def test_signatures_show_every_setting(make):
    shown = {name: one.default for name, one in signature(make).parameters.items()}
    assert {one.name: one.default for one in fields(Settings)}.items() <= shown.items()


def test_settings_that_are_given_are_those_of_the_application():
    changed = {"tier": "free", "scopes": True, "index_lag": 2.0, "max_body": 5}
    application = create_app(seed=1, **changed)
    application.portals.close()
    assert application.settings == Settings(**changed)
    assert type(application.settings) is Settings


def test_parameters_that_do_not_exist_are_refused():
    with pytest.raises(TypeError, match="colour"):
        Sandbox(colour="blue")
    with pytest.raises(TypeError):
        Sandbox(":memory:")


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
