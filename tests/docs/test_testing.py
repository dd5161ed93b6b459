"""The page on testing names every option and setting."""

import re
from pathlib import Path

import pytest

from hubspot_facade import pytest_plugin
from hubspot_facade.sandbox.state.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs/testing.md").read_text(encoding="utf-8")
INI = re.findall(r"^(hubspot_\w+) = ", PAGE, re.MULTILINE)


def test_the_page_names_every_option():
    known: list[str] = []

    class Parser:
        def addini(self, name, help, **_):
            assert help
            known.append(name)

    pytest_plugin.pytest_addoption(Parser())  # type: ignore[arg-type] # all of a parser that it uses
    assert sorted(INI) == sorted(known)


@pytest.mark.parametrize("name", ["tier", "scopes", "any_token", "index_lag", "retry_after"])
def test_what_the_mark_takes_are_settings(name):
    assert hasattr(Settings(), name)
    assert f"`{name}`" in PAGE
