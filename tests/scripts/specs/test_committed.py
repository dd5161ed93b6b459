"""What is committed in specs/ is consistent in itself; upstream is not needed for it."""

import json
from pathlib import Path

import pytest

from scripts.specs.layout import Layout
from scripts.specs.lock import generator, read_lock
from scripts.specs.manifest import read_manifest
from scripts.specs.normalise import encode
from scripts.specs.overlay import read_overlays
from scripts.specs.verify import verify

LAYOUT = Layout()
MANIFEST = read_manifest(LAYOUT.manifest)
LOCK = read_lock(LAYOUT.lock)
EDITIONS = [edition.name for edition in MANIFEST.editions]


def keys(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.json"))


def test_the_three_editions_are_there() -> None:
    assert {"2026-03", "2026-09", "v3"} <= set(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_lock_names_every_document_and_no_other(edition: str) -> None:
    assert sorted(LOCK["documents"][edition]) == keys(LAYOUT.specs / edition)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_document_is_sound_and_canonical(edition: str) -> None:
    for file in sorted((LAYOUT.specs / edition).rglob("*.json")):
        content = json.loads(file.read_bytes())
        verify(content, name=str(file))
        assert file.read_bytes() == encode(content), file


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_api_is_in_the_edition_or_explained(edition: str) -> None:
    everywhere = {key for documents in LOCK["documents"].values() for key in documents} | {
        key for missing in LOCK["missing"].values() for key in missing
    }
    assert LOCK["documents"][edition].keys() | LOCK["missing"][edition].keys() == everywhere
    assert not LOCK["documents"][edition].keys() & LOCK["missing"][edition].keys()
    assert all(LOCK["missing"][edition].values())


def test_no_test_api_is_taken() -> None:
    paths = [entry["path"] for documents in LOCK["documents"].values() for entry in documents.values()]
    shunned = ("/Test Child Api/", "/Bucket_Test111/", "/At Tests/", "/At Debug/")
    assert not [path for path in paths for each in shunned if each in path]


def test_betas_are_taken_where_the_manifest_wants_them_and_there_is_no_other_document() -> None:
    wants = {edition.name: edition.versions for edition in MANIFEST.editions}
    released = {(*path.split("/")[1:3], path.split("/")[-2]) for path in LOCK["left_out"]}
    for edition, documents in LOCK["documents"].items():
        for key, entry in documents.items():
            _, area, api, _, _, version, _ = entry["path"].split("/")
            assert wants[edition].fullmatch(version), key
            if version.endswith("-beta"):
                assert (area, api, version.removesuffix("-beta")) not in released, key
    missing = LOCK["missing"]["2026-09"].values()
    assert not [reason for reason in missing if "2026-09-beta" in reason and not reason.startswith("left out")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_paths_of_betas_and_of_no_other_documents_say_so(edition: str) -> None:
    """By its path a call is known to be beta."""
    for key, entry in LOCK["documents"][edition].items():
        content = json.loads((LAYOUT.specs / edition / f"{key}.json").read_bytes())
        beta = entry["path"].split("/")[-2].endswith("-beta")
        assert {"-beta/" in f"{path}/" for path in content["paths"]} == {beta}, key


def test_a_document_that_is_left_out_is_in_no_edition() -> None:
    taken = {entry["path"] for documents in LOCK["documents"].values() for entry in documents.values()}
    assert not taken & LOCK["left_out"].keys()
    assert all(LOCK["left_out"].values())


def test_the_lock_was_made_with_the_overlays_and_the_generator_that_are_here() -> None:
    counts = {edition: LOCK["overlays"][edition] for edition in EDITIONS}
    for correction in read_overlays(LAYOUT.overlays):
        found = sum(each.get(correction.name, 0) for each in counts.values())
        assert correction.expects(found) or correction.name in LOCK.get("unfit_overlays", {}), correction.name
    assert LOCK["generator"] == generator()


def test_the_contacts_document_is_the_live_one() -> None:
    """Its newest rollout is a QA server's."""
    assert LOCK["documents"]["v3"]["crm/contacts"]["rollout"] == 424


def test_call_dispositions_join_every_edition() -> None:
    assert all("crm/call_dispositions" in edition.authored for edition in MANIFEST.editions)
    content = json.loads((LAYOUT.authored / "crm/call_dispositions.json").read_bytes())
    assert list(content["paths"]) == ["/calling/v1/dispositions"]


def test_the_page_of_changes_ends_where_the_lock_is() -> None:
    text = LAYOUT.changes.read_text(encoding="utf-8")
    assert f" to {LOCK['commit'][:12]} of {LOCK['date']}.\n" in text
