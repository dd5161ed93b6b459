"""The tables that a run prints."""

import json
from collections import Counter
from pathlib import Path

from scripts.specs import report
from scripts.specs.normalise import Tally


def test_a_table_is_aligned() -> None:
    assert report.table("edition", ["documents"], {"v3": [100], "2026-03": [9]}) == (
        "edition  documents\n"
        "v3             100\n"
        "2026-03          9\n"
    )  # fmt: skip
    assert report.table("edition", ["documents"], {}) == ""


def test_a_pass_that_stopped_touching_anything_stays_in_the_table() -> None:
    tallies = {"v3": Tally(passes=Counter(text_bodies=2))}
    shown = report.mended(tallies, {"mended": {"v3": {"text_bodies": 2, "enum_duplicates": 5}}, "overlays": {"v3": {}}})
    assert [line.split() for line in shown.splitlines()[1:]] == [
        ["enum_duplicates", "0", "(was", "5)"],
        ["text_bodies", "2"],
    ]


def test_operations_and_schemas_are_counted() -> None:
    document = {"paths": {"/a": {"get": {}, "put": {}, "parameters": []}}, "components": {"schemas": {"A": {}}}}
    assert report.editions({"v3": {"crm/a": document}}).splitlines()[1].split() == ["v3", "1", "2", "1"]


def test_changes_name_documents_and_operations(tmp_path: Path) -> None:
    same, before, after = ({"paths": {path: {"get": {}}}} for path in ("/same", "/before", "/after"))
    for folder, documents in (("old", {"same": same, "x": before}), ("new", {"same": same, "x": after, "y": same})):
        for name, document in documents.items():
            file = tmp_path / folder / "v3" / "a" / f"{name}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(document))
    assert report.changes(tmp_path / "old", tmp_path / "new", ["v3"]).splitlines() == [
        "v3: 1 new: a/y",
        "v3: 1 changed: a/x",
        "v3: 1 operations new: GET /after",
        "v3: 1 operations gone: GET /before",
    ]


def test_long_lists_are_cut(tmp_path: Path) -> None:
    for number in range(20):
        file = tmp_path / "new" / "v3" / f"{number:02}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('{"paths": {}}')
    assert report.changes(tmp_path / "old", tmp_path / "new", ["v3"]).endswith("10, 11, …\n")
