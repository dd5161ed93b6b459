"""What the page on options shows runs as it stands, and its tables name what there is."""

import re
from pathlib import Path

import pytest

from hubspot_facade import EventHooks, RawResponse, RequestEvent, ResponseEvent, RetryEvent
from hubspot_facade.plans.options import Options
from hubspot_facade.sandbox import Sandbox

PAGE = (Path(__file__).parents[2] / "docs/options.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_python_of_the_page_runs(block, monkeypatch, capsys):
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        exec(compile(block, "docs/options.md", "exec"), {})  # noqa: S102 # the page's own
    assert capsys.readouterr().out


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
