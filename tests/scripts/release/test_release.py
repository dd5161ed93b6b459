"""Cutting a version, and what is asked before it is published."""

import re
from pathlib import Path

import pytest

from hubspot_facade.plans.former_names import REMOVAL
from hubspot_facade.version import __version__
from scripts.release import changelog
from scripts.release.__main__ import current, main, problems

ROOT = Path(__file__).parents[3]
NOTES = "# Changelog\n\nText.\n\n## [Unreleased]\n\n### Added\n\n- a thing\n\n## [0.1.0] - 2026-01-01\n\n- old\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "hubspot_facade").mkdir()
    (tmp_path / "hubspot_facade/version.py").write_text(
        '"""The version."""\n\n__version__ = "0.1.0"\n', encoding="utf-8"
    )
    (tmp_path / "CHANGELOG.md").write_text(NOTES, encoding="utf-8")
    return tmp_path


def test_a_cut_puts_what_is_unreleased_under_the_version_and_says_it_once(project: Path):
    assert main(["cut", "0.2.0", "--date", "2026-11-28"], project) == 0
    text = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text == NOTES.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0] - 2026-11-28\n")
    assert current(project) == "0.2.0"
    assert problems(project, "0.2.0") == []


@pytest.mark.parametrize(
    ("version", "problem"),
    [("0.1.0", "0.1.0 is not newer"), ("0.0.9", "0.0.9 is not newer"), ("v0.2", "not a version such as 0.2.0")],
)
def test_what_is_no_newer_version_is_refused_and_nothing_is_written(project, version, problem, capsys):
    assert main(["cut", version], project) == 1
    assert problem in capsys.readouterr().err
    assert (current(project), (project / "CHANGELOG.md").read_text()) == ("0.1.0", NOTES)


def test_a_second_cut_needs_something_to_release(project, capsys):
    assert main(["cut", "0.2.0"], project) == 0
    assert main(["cut", "0.3.0"], project) == 1
    assert "nothing under Unreleased" in capsys.readouterr().err


def test_a_tag_is_published_only_if_package_and_changelog_say_the_same(project, capsys):
    assert main(["check", "0.1.0"], project) == 1
    assert "changes under Unreleased" in capsys.readouterr().err
    assert main(["cut", "0.2.0"], project) == 0
    assert main(["check", "0.2.0"], project) == 0
    assert main(["check", "v0.2.0"], project) == 1
    assert "the tag is 'v0.2.0'" in capsys.readouterr().err
    (project / "hubspot_facade/version.py").write_text('__version__ = "0.2.1"\n', encoding="utf-8")
    assert main(["check", "0.2.1"], project) == 1
    assert "the newest version in CHANGELOG.md is '0.2.0'" in capsys.readouterr().err


def test_the_changelog_has_a_place_for_what_comes_and_its_newest_version_is_the_packages():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.count(changelog.UNRELEASED) == 1
    versions = changelog.released(text)
    assert versions[0][0] == __version__
    assert versions == sorted(versions, key=lambda each: tuple(map(int, each[0].split("."))), reverse=True)


def test_the_version_is_said_in_one_place():
    assert current(ROOT) == __version__
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert re.search(r"^version *=", project, re.MULTILINE) is None


def test_a_former_name_outlives_this_minor_version():
    def minor(version: str) -> tuple[int, int]:
        first, second, *_ = version.split(".")
        return int(first), int(second)

    assert minor(REMOVAL) > minor(__version__)
