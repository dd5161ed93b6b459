"""The tables of the page on options name what there is, and its proxies and certificates are settings."""

import re
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from hubspot_facade import ConfigurationError, EventHooks, RawResponse, RequestEvent, ResponseEvent, RetryEvent
from hubspot_facade.plans.options import Options
from tests.docs.blocks import blocks_of

PAGE = (Path(__file__).parents[2] / "docs/options.md").read_text(encoding="utf-8")
(NETWORK,) = [block.text for block in blocks_of("docs/options.md") if "proxy=" in block.text]


def rows(heading):
    """The first and last cells of a section's table."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in section.splitlines() if "|" in line]
    return [(re.findall(r"`(\w+)`", first), re.findall(r"`(\w+)`", last)) for first, *_, last in cells[2:]]


def test_the_tables_name_everything():
    assert [name for names, _ in rows("Options for a part of a program") for name in names] == [
        *Options.__annotations__
    ]
    parts = {name for names, _ in rows("Raw responses") for name in names}
    assert parts == {name for name in dir(RawResponse) if not name.startswith("_")} - {"last"}
    events = {"request": RequestEvent, "response": ResponseEvent, "retry": RetryEvent}
    assert [*events] == [*EventHooks.__annotations__]
    shown = {first[0]: last for first, last in rows("Event hooks")}
    assert {name: set(attributes) for name, attributes in shown.items()} == {
        name: {each for each in dir(event) if not each.startswith("_")} for name, event in events.items()
    }


def test_its_proxies_and_certificates_are_settings(tmp_path, monkeypatch):
    authority = trustme.CA()
    company, ours = tmp_path / "company.pem", authority.issue_cert("client.example.com")
    authority.cert_pem.write_to_path(company)
    ours.cert_chain_pems[0].write_to_path(tmp_path / "client.pem")
    key = serialization.load_pem_private_key(ours.private_key_pem.bytes(), None)
    encrypted = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"password of the key"),
    )
    (tmp_path / "client.key").write_bytes(encrypted)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "pat")
    exec(NETWORK.replace("/etc/ssl/company.pem", str(company)), {})  # noqa: S102 # our own page
    with pytest.raises(ConfigurationError, match="company"):
        exec(NETWORK.replace("/etc/ssl/company.pem", str(tmp_path / "no company")), {})  # noqa: S102
