"""The committed documents hold facts only: HubSpot's texts are not ours to pass on."""

import json

import pytest

from scripts.specs.layout import Layout
from scripts.specs.prose import prose

SPECS = Layout().specs
EDITIONS = sorted(json.loads(Layout().lock.read_bytes())["documents"])


@pytest.mark.parametrize("folder", [*EDITIONS, "authored"])
def test_no_document_holds_prose(folder: str) -> None:
    files = sorted((SPECS / folder).rglob("*.json"))
    assert files
    for file in files:
        title = file.relative_to(SPECS / folder).with_suffix("").as_posix().replace("/", ".")
        found = list(prose(json.loads(file.read_bytes()), title=title))
        assert found == [], f"{file.name}: {found[:5]}"


def test_upstream_is_never_committed() -> None:
    ignored = (SPECS.parent / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/specs/upstream/", "/specs/.incoming/"} <= set(ignored)
