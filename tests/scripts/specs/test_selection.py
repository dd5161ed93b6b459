"""Which document an edition takes."""

from pathlib import Path
from typing import Any

import pytest

from scripts.specs.collection import Document
from scripts.specs.errors import SpecsError
from scripts.specs.manifest import read_manifest
from scripts.specs.selection import check_editions, select
from scripts.versions import newness

MANIFEST = """
[editions.v3]
versions = 'v\\d+'
[editions.2026-03]
versions = '2026-03'
[[left_out]]
api = "CRM/Twin"
published_in = "CRM/Deals"
reason = "published twice"
[[left_out]]
versions = '.*-beta'
reason = "beta"
[slugs]
"CRM/Crm Owners" = "crm/owners"
"""


def document(
    name: str, version: str, *, rollout: int = 1, paths: tuple[str, ...] = ("/a",), **content: Any
) -> Document:
    area, _, api = name.partition("/")
    return Document(
        path=f"PublicApiSpecs/{name}/Rollouts/{rollout}/{version}/x.json",
        area=area,
        api=api,
        rollout=rollout,
        version=version,
        sha256="",
        content={
            "info": {},
            "servers": [{"url": "https://api.hubapi.com"}],
            "paths": {path: {"get": {"responses": {}}} for path in paths},
        }
        | content,
    )


@pytest.fixture
def with_edition(tmp_path: Path):
    """The manifest with one more entry, which is all that a new edition is."""

    def add(name: str, versions: str, more: str = ""):
        text = f"[editions.{name}]\nversions = '{versions}'\n{MANIFEST}{more}"
        (tmp_path / "m.toml").write_text(text, encoding="utf-8")
        return read_manifest(tmp_path / "m.toml")

    return add


@pytest.fixture
def manifest(tmp_path: Path):
    (tmp_path / "m.toml").write_text(MANIFEST, encoding="utf-8")
    return read_manifest(tmp_path / "m.toml")


def test_the_newest_numbered_version_is_taken(manifest) -> None:
    found = select(manifest, [document("CRM/Deals", version) for version in ("v1", "v4", "v3", "v10")])
    assert found.chosen["v3"]["crm/deals"].version == "v10"
    assert (
        found.left_out["PublicApiSpecs/CRM/Deals/Rollouts/1/v1/x.json"] == "older than v10, which the v3 edition takes"
    )


def test_versions_are_numbers() -> None:
    versions = {"2026-03", "2026-09", "2027-03-beta", "2026-09-beta", "v10", "v4", "2025-09"}
    ordered = ["v4", "v10", "2025-09", "2026-03", "2026-09-beta", "2026-09", "2027-03-beta"]
    assert sorted(versions, key=newness) == ordered


HIDDEN = {"info": {"x-hubspot-documentation-banner": "NONE"}}
ELSEWHERE = {"servers": [{"url": "https://api.hubapiqa.com"}]}


@pytest.mark.parametrize(
    ("good", "bad", "clause"),
    [
        ({"rollout": 1, **HIDDEN}, {"rollout": 9, "paths": ("/a", "/b"), **ELSEWHERE}, "production server"),
        ({"rollout": 1}, {"rollout": 9, "paths": ("/a", "/b"), **HIDDEN}, "not hidden"),
        ({"rollout": 1, "paths": ("/a", "/b")}, {"rollout": 9}, "more operations"),
        ({"rollout": 10}, {"rollout": 9}, "newer rollout"),
    ],
)
def test_between_rollouts_the_rule_decides(manifest, good: dict, bad: dict, clause: str) -> None:
    best, other = document("CRM/Deals", "v3", **good), document("CRM/Deals", "v3", **bad)
    for order in ([best, other], [other, best]):
        found = select(manifest, order)
        assert found.chosen["v3"]["crm/deals"] is best
        assert found.left_out == {other.path: f"rollout {best.rollout} is taken: {clause}"}


def test_a_hidden_document_is_taken_when_there_is_no_other(manifest) -> None:
    found = select(manifest, [document("CRM/Payments", "v3", **HIDDEN)])
    assert list(found.chosen["v3"]) == ["crm/payments"]


def test_every_api_outside_an_edition_is_explained(manifest) -> None:
    documents = [
        document("CRM/Deals", "v3"),
        document("CRM/Deals", "2026-03"),
        document("CRM/Twin", "v3"),
        document("CRM/Crm Owners", "2026-03"),
        document("CMS/New Thing", "2026-09-beta"),
    ]
    found = select(manifest, documents)
    assert found.missing == {
        "v3": {
            "cms/new_thing": "missing upstream, which has 2026-09-beta",
            "crm/owners": "missing upstream, which has 2026-03",
            "crm/twin": "left out: published twice",
        },
        "2026-03": {
            "cms/new_thing": "missing upstream, which has 2026-09-beta",
            "crm/twin": "missing upstream, which has v3",
        },
    }
    assert found.left_out == {documents[2].path: "published twice", documents[4].path: "beta"}
    assert found.unexplained == []


def test_a_version_that_nothing_speaks_of_is_reported(manifest) -> None:
    found = select(
        manifest, [document("CRM/Deals", "v3"), document("CRM/Deals", "2027-03"), document("CRM/Twin", "v3")]
    )
    assert found.unexplained == ["PublicApiSpecs/CRM/Deals/Rollouts/1/2027-03/x.json"]
    assert found.unused == ["every API .*-beta"]


def test_an_edition_takes_its_versions_though_they_are_left_out_otherwise(with_edition) -> None:
    names = {"v3": "CRM/Deals", "2026-03": "CRM/Deals", "2026-09-beta": "CRM/Deals", "2027-03-beta": "CRM/Deals"}
    documents = [document(name, version) for version, name in names.items()]
    found = select(with_edition("2026-09-beta", "2026-09-beta"), documents)
    assert found.chosen["2026-09-beta"] == {"crm/deals": documents[2]}
    assert found.left_out == {documents[3].path: "beta"}


def test_of_an_edition_with_betas_an_api_takes_one_only_where_it_has_nothing_else(with_edition) -> None:
    documents = [
        document("CRM/Deals", "2026-09"),
        document("CRM/Deals", "2026-09-beta", rollout=9, paths=("/a", "/b")),
        document("CRM/Forms", "2026-09-beta"),
        *(document("CRM/Deals", version) for version in ("v3", "2026-03")),
    ]
    found = select(with_edition("2026-09", "2026-09(-beta)?"), documents)
    assert found.chosen["2026-09"] == {"crm/deals": documents[0], "crm/forms": documents[2]}
    assert found.left_out == {documents[1].path: "a beta beside 2026-09, which the 2026-09 edition takes"}


def test_an_edition_without_documents_says_why(with_edition) -> None:
    documents = [document("CRM/Deals", version) for version in ("v3", "2025-09", "2026-03")]
    manifest = with_edition("2025-09", "2025-9")
    with pytest.raises(SpecsError, match=r"edition 2025-09: .* '2025-9' fit none of v3, 2025-09, 2026-03$"):
        check_editions(manifest, documents, select(manifest, documents))
    hiding = "[[left_out]]\napi = 'CRM/Deals'\nversions = '2025-09'\nreason = 'withdrawn'\n"
    manifest = with_edition("2025-09", "2025-09", hiding)
    with pytest.raises(SpecsError, match=r"left_out keeps all 1 of it out, such as .*/2025-09/x\.json \(withdrawn\)$"):
        check_editions(manifest, documents, select(manifest, documents))


def test_published_twice_is_believed_only_when_true(manifest) -> None:
    deals = document("CRM/Deals", "v3", paths=("/a/{id}", "/b"))
    repeated = document("CRM/Twin", "v3", paths=("/a/{other}", "/b/"))
    assert select(manifest, [deals, repeated]).chosen["v3"] == {"crm/deals": deals}
    more = document("CRM/Twin", "v3", paths=("/a/{id}", "/c"))
    found = select(manifest, [deals, more])
    assert found.chosen["v3"] == {"crm/deals": deals, "crm/twin": more}
    assert found.taken == {more.path: "CRM/Deals lacks GET /c"}
    assert found.unused == ["every API .*-beta"]


def test_what_is_published_twice_is_taken_for_the_other_where_that_is_absent(manifest) -> None:
    twin = document("CRM/Twin", "v3")
    found = select(manifest, [document("CRM/Deals", "2026-03"), twin])
    assert found.chosen["v3"] == {"crm/deals": twin}
    assert found.taken == {twin.path: "CRM/Deals has no v3"}
    assert found.missing["v3"] == {"crm/twin": "taken in the place of another"}
    assert found.missing["2026-03"] == {"crm/twin": "missing upstream, which has v3"}


def test_two_apis_cannot_share_a_key(manifest) -> None:
    with pytest.raises(SpecsError, match=r"its key crm/owners is already that of CRM/Crm Owners"):
        select(manifest, [document("CRM/Crm Owners", "v3"), document("CRM/Owners", "v3")])


@pytest.mark.parametrize("name", ["CRM/???", "CRM/1st", "CRM/Class", "2nd/Deals"])
def test_a_folder_that_gives_no_name_of_a_module_needs_one(manifest, name: str) -> None:
    with pytest.raises(SpecsError, match=r"give it another in \[slugs\] of specs/manifest\.toml"):
        select(manifest, [document("CRM/Deals", "v3"), document(name, "v3")])
