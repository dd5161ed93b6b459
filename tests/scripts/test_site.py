"""The site: what it is built from, and what is refused of a built one."""

from pathlib import Path

import pytest
import yaml

import hubspot_facade
from scripts.site import reference
from scripts.site.__main__ import main
from scripts.site.built import faults
from scripts.site.pages import moved, place, sources

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "given", "there"),
    [
        ("docs/bulk.md", "[a](guide.md#errors)", "[a](guide.md#errors)"),
        ("docs/bulk.md", "[a](../README.md#use)", "[a](index.md#use)"),
        ("docs/guides/x.md", "[a](../bulk.md)", "[a](../bulk.md)"),
        ("docs/guides/x.md", "[a](../../README.md)", "[a](../index.md)"),
        ("README.md", "[a](docs/bulk.md), [b](examples/README.md)", "[a](bulk.md), [b](examples/index.md)"),
        ("README.md", "[`x`](examples/app.py)", "[`x`](examples/app.md)"),
        ("README.md", "![a](docs/demo.svg)", "![a](demo.svg)"),
        ("README.md", '<img src="docs/demo.svg">', '<img src="demo.svg">'),
        ("docs/operations.md", "[source](../hubspot_facade/client.py)", "source"),
        ("docs/a.md", "[a](https://example.com/x), [b](#c)", "[a](https://example.com/x), [b](#c)"),
        ("docs/a.md", "`[a](../README.md)`", "`[a](../README.md)`"),
        ("docs/a.md", r"| `list[a] \| <b>` |", "| <code>list[a] &#124; &lt;b&gt;</code> |"),
        ("docs/a.md", "```\n[a](../README.md)\n```", "```\n[a](../README.md)\n```"),
        ("docs/a.md", "<!-- run by tests/x.py -->\n```sh\nls\n```", "```sh\nls\n```"),
    ],
)
def test_links_lead_where_a_page_is_on_the_site(path, given, there):
    assert moved(given, path) == there


def written(value):
    """The pages that a part of the navigation names."""
    if isinstance(value, str):
        return [value]
    return [page for each in (value.values() if isinstance(value, dict) else value) for page in written(each)]


def test_the_navigation_has_every_page_once():
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = {str(place(path)) for path in sources()} | {page for page, _ in reference.pages()}
    assert sorted(written(settings["nav"])) == sorted(page for page in pages if page.endswith(".md"))
    assert settings["theme"]["font"] is False


def test_the_reference_has_every_public_name():
    assert reference.missing() == []
    for _, _, names in reference.PAGES.values():
        for name in names:
            assert reference.found(name) is not None
            assert reference.path_of(name).startswith(hubspot_facade.__name__)


GOOD = '<html><head><link rel="stylesheet" href="a.css"></head><body><h1 id="top">T</h1><p>text</p></body></html>'


def site(folder, body="", head="", css=""):
    (folder / "a.css").write_text(css)
    (folder / "good.html").write_text(GOOD)
    (folder / "index.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>")
    return [*faults(folder)]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="good.html#top">a</a> <a href="#b">b</a><i id="b"></i> <a href="https://example.com/">c</a>',
        "<p>2 * 3</p><p><code>* a [b](c)</code></p>",
    ],
)
def test_a_good_page_has_no_faults(tmp_path, body):
    assert site(tmp_path, body) == []


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"body": '<a href="gone.html">a</a>'}, "index.html: gone.html leads nowhere"),
        ({"body": '<a href="good.html#gone">a</a>'}, "index.html: good.html#gone leads nowhere"),
        ({"body": '<img src="https://example.com/a.png">'}, "index.html: loads https://example.com/a.png"),
        ({"head": '<script src="//example.com/a.js"></script>'}, "index.html: loads //example.com/a.js"),
        ({"head": '<link rel="preconnect" href="https://example.com">'}, "index.html: loads https://example.com"),
        ({"head": "<style>a{src:url(https://example.com/f)}</style>"}, "index.html: loads https://example.com/f"),
        ({"css": '@import "https://example.com/a.css";'}, "a.css: loads https://example.com/a.css"),
        ({"body": "<p>a\n* b</p>"}, "index.html: '* ' is left of Markdown"),
        ({"body": "<p>[a](b.md)</p>"}, "index.html: '](b.md)' is left of Markdown"),
        ({"body": "<p>::: hubspot_facade</p>"}, "index.html: '::: ' is left of Markdown"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, parts, fault):
    assert site(tmp_path, **parts) == [fault]


def test_the_command_writes_pages_and_refuses_a_site_that_is_not_there(tmp_path, capsys):
    assert main([], tmp_path) == 0
    assert (tmp_path / "pages/index.md").read_text(encoding="utf-8").startswith("# hubspot-facade")
    assert "::: hubspot_facade.client.HubSpot\n" in (tmp_path / "pages/reference/clients.md").read_text("utf-8")
    assert main(["--check"], tmp_path) == 1
    assert main(["--serve"], tmp_path) == 2
    assert "has no pages" in capsys.readouterr().out
