"""The command that serves agents, as far as it goes without the package `mcp`."""

import sys

import pytest
from typer.testing import CliRunner

from hubspot_facade.cli.app import app


@pytest.fixture(autouse=True)
def account(monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "pat-na1-x")
    monkeypatch.setitem(sys.modules, "mcp", None)


def run(*arguments):
    return CliRunner().invoke(app, ["mcp", *arguments])


def test_without_the_package_it_says_what_to_install():
    done = run()
    assert done.exit_code == 2
    assert "pip install 'hubspot-facade[mcp]'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--operation", "Updat contact"], "Update contact"),
        (["--http", "--host", "0.0.0.0"], "loopback only"),  # noqa: S104 # what is refused
        (["--sandbox", "--base-url", "http://127.0.0.1:1"], "leave out"),
        (["--api-version", "2020-01"], "2026-03"),
    ],
)
def test_wrong_options_are_said_before_anything_is_served(arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
