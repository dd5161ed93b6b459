"""Pages that are rendered from the code."""

import re
from functools import cache
from pathlib import Path

import pytest

from hubspot_facade.catalogue.endings import ENDINGS
from hubspot_facade.catalogue.operations import Catalogue
from scripts.docs import aliases, imports
from scripts.docs.__main__ import PAGES, main
from scripts.docs.editions import editions_page
from scripts.docs.methods import methods_page
from scripts.docs.operations import operations_page


def test_a_page_that_was_changed_or_is_missing_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    for name, render in PAGES.items():
        monkeypatch.setitem(PAGES, name, cache(render))
    docs = tmp_path / "docs"  # beside which the README is
    docs.mkdir()
    assert main(["--check"], docs) == 1
    assert main([], docs) == 0
    assert main(["--check"], docs) == 0
    (docs / "methods.md").write_text("# Methods of another day\n")
    assert main(["--check"], docs) == 1
    assert "stale in docs/: methods.md" in capsys.readouterr().err


def test_every_operation_has_a_section_that_its_row_leads_to():
    page = operations_page()
    titles = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert titles == [entry.name for entry in Catalogue()]
    anchors = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]
    assert re.findall(r"\]\(#(.+?)\)", page) == anchors


def test_methods_stand_without_self_and_without_quoted_annotations():
    page = methods_page()
    assert "* `get_by_email(email: str, *, " in page
    assert "* `batch_upsert(" in page
    assert "(self" not in page
    assert "'Id'" not in page


def test_every_alias_of_a_signature_is_spelled_out_below_it():
    page = methods_page()
    item = page.partition("* `batch_update(inputs: Changes, ")[2].partition("\n* ")[0]
    assert (
        "    * `inputs` (`Changes`, `Iterable[Mapping[str, Any]] | Mapping[int | str, Mapping[str, Any]]`): changed"
        in item
    )
    assert "An input's own `idProperty` says" in item  # the docstring to its end
    assert "| `Moment` | A moment: a datetime (UTC when naive), " in page
    assert r"| `datetime \| date \| int \| str` |" in page


def test_every_alias_has_a_meaning():
    for entry in Catalogue():
        for _, alias in aliases.of_arguments(entry.function):
            assert alias.meaning, f"{alias.name} of {entry.python} has no docstring"
            assert not re.search(r"\b(Annotated|Id|Object|Filter|Pair)\b", alias.type), alias


def test_what_hubspot_ends_is_there_with_its_day_and_source():
    page = editions_page()
    for ending in ENDINGS:
        assert f"| {ending.day} | {ending.paths} | " in page
        assert f"({ending.source})" in page
    (used,) = re.findall(r"^\| 2027-03-30 \| version 4 \|.*\| (\d+) · 0 · 0 \|", page, re.MULTILINE)
    assert int(used) > 0


def test_editions_tell_of_every_operation_who_answers_it():
    page = editions_page()
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|$", page, re.MULTILINE))
    assert {entry.name for entry in Catalogue()} <= set(rows)
    assert rows["Create contact"] == "own | own | own"
    assert rows["operation"] == rows["API"] == "v3 | 2026-03 | 2026-09"
    assert rows["Get conversation thread"] == "own | v3 | own"
    assert rows["Get timeline event types"] == "own | only v3 | only v3"
    assert rows["Raw HTTP request (advanced)"] == "none | none | none"
    assert rows["`conversations.conversations`"] == "18 | none | 18"
    assert rows["`marketing.forms`"] == "6 | none | 6, 6 beta"
    for chain in ("v3, then 2026-03, then 2026-09", "2026-03, then v3, then 2026-09", "2026-09, then 2026-03, then v3"):
        assert f"\n* {chain}\n" in page


def test_who_may_import_whom_is_what_the_rows_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    table = tmp_path / "imports.toml"
    table.write_text(
        '[wood]\nholds = "trees"\nmay_import = []\n'
        '[tools]\nholds = "what cuts"\npackages = ["saw", "axe"]\nmay_import = ["tools", "wood"]\n'
        '["sandbox.toys"]\nholds = "play"\nmay_import = ["sandbox.sand"]\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(imports, "TABLE", table)
    rows = re.findall(r"^\| (?!package|---)(.+) \|$", imports.architecture_page(), re.MULTILINE)
    assert rows == [
        "`wood` | trees | nothing of ours",
        "the tools: `saw`, `axe` | what cuts | each other, `wood`",
        "`toys` | play | `sand`",
    ]


def test_a_page_without_a_place_for_the_tables_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    page = tmp_path / "architecture.md"
    page.write_text("# Architecture\n", encoding="utf-8")
    monkeypatch.setattr(imports, "PAGE", page)
    with pytest.raises(ValueError, match="no place for the table of packages"):
        imports.architecture_page()
