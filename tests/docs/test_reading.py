"""The examples of the page on reading run, in their order."""

import re
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs/reading.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as running, HubSpot(base_url=running.url, access_token=running.token) as hs:
        acme = hs.companies.create({"name": "Acme"}).id
        ada = hs.contacts.create({"email": "ada@example.com"}, associations={"companies": acme}).id
        hs.deals.create({"dealname": "Engine", "amount": "12.50"}, associations={"contacts": ada})
        yield running


@pytest.mark.parametrize(("number", "shown"), [(0, "Acme 1"), (1, "'102"), (2, "Engine 12.50")])
def test_an_example_runs(sandbox, number, shown, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.chdir(tmp_path)
    exec(EXAMPLES[number], {})  # noqa: S102 # our own page
    assert shown in capsys.readouterr().out


def test_no_example_is_missed():
    assert len(EXAMPLES) == 3
