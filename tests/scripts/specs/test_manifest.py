"""Reading the manifest."""

from pathlib import Path

import pytest

from scripts.specs.errors import SpecsError
from scripts.specs.manifest import read_manifest, slug


def manifest(tmp_path: Path, text: str):
    file = tmp_path / "manifest.toml"
    file.write_text(text, encoding="utf-8")
    return read_manifest(file)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CRM", "crm"),
        ("Business Units", "business_units"),
        ("Single-send", "single_send"),
        ("Inbox & Messages", "inbox_messages"),
    ],
)
def test_slugs_are_snake_case(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_editions_come_sorted(tmp_path: Path) -> None:
    read = manifest(
        tmp_path, "[editions.v3]\nversions='v3'\n[editions.2026-03]\nversions='2026-03'\nauthored=['a/b']\n"
    )
    assert [(edition.name, edition.authored) for edition in read.editions] == [("2026-03", ("a/b",)), ("v3", ())]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[slugs]\n", "no edition"),
        ("[editions.v3]\n", "'versions' must be a regular expression"),
        ("[editions.v3]\nversions='('\n", r"edition v3: missing \)"),
        (
            "[editions.v3]\nversions='v3'\n[editions.2026-03]\nversions='2026-03'\n[editions.latest]\nversions='v9'\n",
            "edition latest: an edition is named as versions are, .*; there are v3, 2026-03$",
        ),
        ("[editions.upstream]\nversions='v3'\n", "edition upstream: .*; there are none"),
        ("[editions.'../x']\nversions='v3'\n", "there are none"),
        ("[editions.2026-09-alpha]\nversions='v3'\n", "edition 2026-09-alpha: an edition is named as versions are"),
        ("[editions.v3]\nversions='v3'\nnewest=true\n", "unknown newest"),
        ("[editions.v3]\nversions='v3'\n[[left_out]]\napi='A/B'\n", "A/B: no reason is given"),
        ("[editions.v3]\nversions='v3'\n[[left_out]]\nreason='x'\n", "neither an api nor versions"),
        ("[editions", r"manifest\.toml: "),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SpecsError, match=message):
        manifest(tmp_path, text)


def test_an_absent_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match=r"manifest\.toml: cannot be read"):
        read_manifest(tmp_path / "manifest.toml")
