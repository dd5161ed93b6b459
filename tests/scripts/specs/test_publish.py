"""Swapping files in: all or none."""

from pathlib import Path

import pytest

from scripts.specs.publish import publish, recover


def tree(root: Path) -> dict[str, str]:
    return {file.relative_to(root).as_posix(): file.read_text() for file in sorted(root.rglob("*")) if file.is_file()}


def put(root: Path, **files: str) -> Path:
    for name, text in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_new_replaces_old_and_the_rest_stays(tmp_path: Path) -> None:
    specs = put(tmp_path / "specs", v3__a="old", v3__gone="old", lock="old", manifest="kept", v1__a="retired")
    incoming = put(specs / ".incoming", v3__a="new", lock="new", v5__a="new")
    publish(incoming, specs, retired=["v1"])
    assert tree(specs) == {"v3/a": "new", "v5/a": "new", "lock": "new", "manifest": "kept"}


def test_a_failure_half_way_undoes_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    specs = put(tmp_path / "specs", a__x="old", b__x="old", c__x="retired")
    incoming = put(specs / ".incoming", a__x="new", b__x="new", new__x="new")
    before = {name: text for name, text in tree(specs).items() if not name.startswith(".incoming")}
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self == incoming / "new":
            raise OSError("no space left")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no space left"):
        publish(incoming, specs, retired=["c"])
    monkeypatch.undo()
    recover(incoming, specs)
    assert tree(specs) == before


def test_a_run_that_was_killed_while_publishing_is_undone_by_the_next(tmp_path: Path) -> None:
    specs = put(tmp_path / "specs", a__x="new")
    incoming = put(specs / ".incoming", **{".previous/a/x": "old", ".previous/b/x": "old", "b/x": "new"})
    recover(incoming, specs)
    assert tree(specs) == {"a/x": "old", "b/x": "old"}


def test_nothing_to_recover_is_fine(tmp_path: Path) -> None:
    specs = put(tmp_path / "specs", a__x="old")
    recover(specs / ".incoming", specs)
    assert tree(specs) == {"a/x": "old"}
