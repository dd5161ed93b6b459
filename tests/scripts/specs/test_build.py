"""The whole way: from a git repository to specs/."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.codegen.documents import CodegenError, editions, load
from scripts.specs.__main__ import main
from scripts.specs.build import build
from scripts.specs.errors import SpecsError
from scripts.specs.layout import Layout

THINGS = "PublicApiSpecs/CRM/Things/Rollouts/1/v3/Things.json"


def tree(layout: Layout) -> dict[str, bytes]:
    """Every committed file."""
    files = (file for file in sorted(layout.specs.rglob("*")) if file.is_file())
    named = {file.relative_to(layout.specs).as_posix(): file.read_bytes() for file in files}
    return {name: data for name, data in named.items() if not name.startswith("upstream/")}


def run(layout: Layout, repository, ref: str = "HEAD") -> str:
    return build(layout, source=str(repository.root), ref=ref)


def test_documents_are_published_with_a_lock(repository, layout: Layout) -> None:
    commit = repository.commit()
    report = run(layout, repository)
    assert {"v3/crm/things.json", "v3/cms/other_things.json", "2026-03/crm/things.json", "lock.json"} <= tree(
        layout
    ).keys()
    locked = json.loads(layout.lock.read_bytes())
    assert (locked["commit"], locked["date"]) == (commit, "2026-01-02")
    assert locked["documents"]["v3"]["crm/things"]["path"] == THINGS
    assert locked["missing"]["2026-03"] == {"cms/other_things": "missing upstream, which has 2026-09-beta, v1"}
    assert list(locked["left_out"].values()) == ["beta"]
    assert locked["mended"]["v3"] == {"any_media_type": 2, "drop_titles": 2, "enum_duplicates": 2, "query_defaults": 2}
    assert "A - Collection.json: not OpenAPI 3.0, ignored" in report
    assert (layout.upstream / ".git").is_dir()
    assert not layout.incoming.exists()


def test_no_path_of_this_machine_is_locked(repository, layout: Layout, tmp_path: Path) -> None:
    repository.commit()
    build(layout, source=repository.root.as_uri())
    assert str(tmp_path) not in layout.lock.read_text(encoding="utf-8")
    assert (
        json.loads(layout.lock.read_bytes())["source"]
        == "https://github.com/HubSpot/HubSpot-public-api-spec-collection"
    )


def test_the_same_commit_gives_the_same_bytes(repository, layout: Layout) -> None:
    commit = repository.commit()
    run(layout, repository)
    first = tree(layout)
    report = run(layout, repository, commit)
    assert tree(layout) == first
    assert "no document differs from those before" in report


def test_the_order_of_upstreams_keys_does_not_matter(repository, layout: Layout, upstream) -> None:
    repository.commit()
    run(layout, repository)
    first = (layout.specs / "v3/crm/things.json").read_bytes()

    def backwards(node):
        return {key: backwards(node[key]) for key in reversed(node)} if isinstance(node, dict) else node

    repository.put("CRM/Things", "v3", backwards(upstream()))
    repository.commit()
    run(layout, repository)
    assert (layout.specs / "v3/crm/things.json").read_bytes() == first


def test_a_new_commit_is_reported_as_a_readable_difference(repository, layout: Layout, upstream) -> None:
    first = repository.commit()
    run(layout, repository)
    before = tree(layout)
    repository.put("CRM/Things", "v3", upstream("/crm/v3/things"))
    repository.put("CRM/More", "v3", upstream())
    shutil.rmtree(repository.root / "PublicApiSpecs/CMS")
    repository.commit()
    report = run(layout, repository)
    assert "v3: 1 new: crm/more" in report
    assert "v3: 1 gone: cms/other_things" in report
    assert "v3: 1 changed: crm/things" in report
    assert not (layout.specs / "v3/cms").exists()
    assert "From" in layout.changes.read_text(encoding="utf-8")
    run(layout, repository, first)
    layout.changes.unlink()
    layout.changes_data.unlink()
    assert tree(layout) == before


def test_a_page_of_changes_is_written_for_another_commit_alone(repository, layout: Layout, upstream) -> None:
    first = repository.commit()
    run(layout, repository)
    assert not layout.changes.exists()
    repository.put("CRM/More", "v3", upstream())
    second = repository.commit()
    report = run(layout, repository)
    written = layout.changes.read_bytes()
    assert f"From {first[:12]} of 2026-01-02 to {second[:12]} of 2026-01-02." in written.decode()
    assert "<details><summary>v3 crm/more: new; 1 other</summary>" in written.decode()
    assert "\nv3          4        0    1     0           4      1        0         0" in report
    run(layout, repository)
    assert layout.changes.read_bytes() == written
    (layout.overlays / "things.toml").write_text(
        '[[correction]]\nreason = "r"\ndocuments = ["crm/more"]\n'
        'at = "/components/schemas/Thing/properties/title/type"\nreplace = "integer"\nmatches = 1\n',
        encoding="utf-8",
    )
    assert "changes  APIs" in run(layout, repository)
    assert layout.changes.read_bytes() == written


def test_counts_that_changed_are_shown_beside_those_before(repository, layout: Layout, upstream) -> None:
    repository.commit()
    run(layout, repository)
    repository.put("CRM/More", "v3", upstream())
    repository.commit()
    assert "3 (was 2)" in run(layout, repository)


def test_a_new_edition_is_a_manifest_entry(repository, layout: Layout, upstream) -> None:
    repository.put("CRM/Things", "2027-03", upstream())
    repository.commit()
    assert "2027-03/Things.json: in no edition, and no left_out entry" in run(layout, repository)
    with layout.manifest.open("a", encoding="utf-8") as manifest:
        manifest.write("\n[editions.2027-03]\nversions = '2027-03'\n")
    report = run(layout, repository)
    assert "2027-03/crm/things.json" in tree(layout)
    assert "in no edition" not in report


def test_an_edition_that_leaves_the_manifest_leaves_specs(repository, layout: Layout) -> None:
    repository.commit()
    run(layout, repository)
    text = layout.manifest.read_text(encoding="utf-8")
    layout.manifest.write_text(text.replace("[editions.2026-03]\nversions = '2026-03'\n", ""), encoding="utf-8")
    run(layout, repository)
    assert not (layout.specs / "2026-03").exists()


def test_overlays_are_applied_counted_and_locked(repository, layout: Layout) -> None:
    repository.commit()
    overlay = layout.overlays / "things.toml"
    text = (
        '[[correction]]\nreason = "r"\ndocuments = ["crm/things"]\n'
        'at = "/components/schemas/Thing/properties/title/type"\nreplace = "integer"\nmatches = '
    )
    overlay.write_text(text + "2\n", encoding="utf-8")
    run(layout, repository)
    written = json.loads((layout.specs / "v3/crm/things.json").read_bytes())
    assert written["components"]["schemas"]["Thing"]["properties"]["title"] == {"type": "integer"}
    assert json.loads(layout.lock.read_bytes())["overlays"] == {
        "2026-03": {"things.toml#1": 1},
        "v3": {"things.toml#1": 1},
    }
    before = tree(layout)
    overlay.write_text(text + "1\n", encoding="utf-8")
    with pytest.raises(SpecsError, match=r"overlay things\.toml#1: \S+ fits 2 places, not 1"):
        run(layout, repository)
    assert {**tree(layout), "overlays/things.toml": b""} == {**before, "overlays/things.toml": b""}


def test_an_overlay_without_work_is_a_note_and_locked(repository, layout: Layout) -> None:
    repository.commit()
    (layout.overlays / "things.toml").write_text(
        '[[correction]]\nreason = "r"\ndocuments = ["crm/things"]\n'
        'at = "/components/schemas/Thing/properties/title/type"\nwas = "integer"\nreplace = "string"\nmatches = 2\n',
        encoding="utf-8",
    )
    report = run(layout, repository)
    (line,) = [line for line in report.splitlines() if line.startswith("note: overlay things.toml#1: ")]
    assert "/components/schemas/Thing/properties/title/type of crm/things in 2026-03, crm/things in v3 are as" in line
    assert json.loads(layout.lock.read_bytes())["unfit_overlays"].keys() == {"things.toml#1"}


def truncate(repository) -> None:
    repository.write(THINGS, b'{"openapi": "3.0.1", "paths": {')


def no_paths(repository) -> None:
    repository.write(THINGS, b'{"openapi": "3.0.1", "info": {}, "paths": {}}')


def broken_reference(repository) -> None:
    text = (repository.root / THINGS).read_text(encoding="utf-8")
    repository.write(THINGS, text.replace("#/components/responses/Error", "#/components/responses/Gone").encode())


def odd_shape(repository) -> None:
    text = (repository.root / THINGS).read_text(encoding="utf-8")
    repository.write(THINGS, text.replace('"parameters": [', '"parameters": [7, ').encode())


def rewritten(repository, before: str, after: str) -> None:
    text = (repository.root / THINGS).read_text(encoding="utf-8")
    assert before in text
    repository.write(THINGS, text.replace(before, after, 1).encode())


def a_key_twice(repository) -> None:
    rewritten(repository, '"paths":', '"paths": {}, "paths":')


def no_number(repository) -> None:
    rewritten(repository, '"default": 10', '"default": NaN')


def no_servers(repository) -> None:
    rewritten(repository, '"servers": [', '"servers": ["x", ')


def no_components(repository) -> None:
    rewritten(repository, '"components":', '"components": [], "more":')


def no_edition(repository) -> None:
    for name in ("CRM/Things/Rollouts/1/2026-03",):
        shutil.rmtree(repository.root / "PublicApiSpecs" / name)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (truncate, rf"{THINGS}: not JSON, perhaps truncated: (.|\n)*\n\[\[left_out\]\]\napi = \"CRM/Things\"\n"),
        (a_key_twice, rf"{THINGS}: not JSON, perhaps truncated: an object has the key 'paths' twice"),
        (no_number, rf"{THINGS}: not JSON, perhaps truncated: NaN is not JSON"),
        (no_servers, rf"{THINGS}: not a complete OpenAPI document: servers is not a list of objects"),
        (no_components, rf"{THINGS}: not a complete OpenAPI document: components is not an object"),
        (no_paths, rf"{THINGS}: not a complete OpenAPI document: it has no paths(.|\n)*\n\[\[left_out\]\]\n"),
        (broken_reference, rf"{THINGS}: .* refers to #/components/responses/Gone, which is absent"),
        (odd_shape, rf"{THINGS}: .*/parameters/0: a number stands where an object belongs"),
        (no_edition, "edition 2026-03: the collection has no document for it"),
    ],
)
def test_a_spoilt_collection_leaves_specs_untouched(repository, layout: Layout, spoil, message: str, capsys) -> None:
    repository.commit()
    run(layout, repository)
    before, upstream_before = tree(layout), (layout.upstream / THINGS).read_bytes()
    spoil(repository)
    repository.commit()
    with pytest.raises(SpecsError, match=message):
        run(layout, repository)
    assert tree(layout) == before
    assert (layout.upstream / THINGS).read_bytes() == upstream_before
    assert not layout.incoming.exists()
    assert main(["--source", str(repository.root), "--specs", str(layout.specs)]) == 1
    complaint = capsys.readouterr().err
    assert complaint.startswith("specs: nothing was changed. ")
    assert complaint.count("\n") == 1 or "matches = 1" in complaint or "[[left_out]]" in complaint
    assert tree(layout) == before


def test_everything_that_has_to_be_decided_is_said_at_once(repository, layout: Layout) -> None:
    for path in ("PublicApiSpecs/CRM/A/Rollouts/1/v3/A.json", "PublicApiSpecs/CRM/B/Rollouts/1/v3/B.json"):
        repository.write(path, b"<<<<<<< HEAD\n")
    repository.write("PublicApiSpecs/CRM/C/Rollouts/1/v3/C.yaml", b"openapi: 3.0.1\n")
    repository.commit()
    with pytest.raises(SpecsError) as caught:
        run(layout, repository)
    assert str(caught.value).count("[[left_out]]") == 3


def test_one_document_that_cannot_be_used_does_not_keep_the_others_from_being_renewed(
    repository, layout: Layout, upstream, capsys
) -> None:
    first = repository.commit()
    run(layout, repository)
    before = tree(layout)
    odd_shape(repository)
    repository.write("PublicApiSpecs/CRM/New/Rollouts/1/v3/New.json", b"\xff{")
    repository.put("CRM/things", "2026-03", upstream())  # the same key in our spelling
    repository.put("CMS/Other Things", "v1", upstream("/more"))
    second = repository.commit()
    decisions: list[str] = []
    report = build(layout, source=str(repository.root), decisions=decisions)
    after = tree(layout)
    for name in ("v3/crm/things.json", "2026-03/crm/things.json"):
        assert after[name] == before[name]
    assert b'"/more"' in after["v3/cms/other_things.json"]
    assert "v3/crm/new.json" not in after
    lock, old = json.loads(after["lock.json"]), json.loads(before["lock.json"])
    assert (old["commit"], lock["commit"]) == (first, second)
    assert lock["documents"]["v3"]["crm/things"] == old["documents"]["v3"]["crm/things"]
    assert lock["not_renewed"] == {"v3/crm/new": "is left out", "v3/crm/things": "stays as it was"}
    assert "note: v3/crm/things.json is not renewed: it stays as it was\n" in report
    assert [each.partition(":")[0] for each in decisions] == [
        "PublicApiSpecs/CRM/New/Rollouts/1/v3/New.json",
        "PublicApiSpecs/CRM/things/Rollouts/1/2026-03/things.json",
        THINGS,
    ]
    assert main(["--source", str(repository.root), "--specs", str(layout.specs), "--keep-going"]) == 1
    assert capsys.readouterr().err.startswith("specs: not everything was renewed. PublicApiSpecs/CRM/New/")
    assert tree(layout) == after


def test_an_edition_that_upstream_lost_keeps_its_name_and_has_documents_of_our_own(repository, layout: Layout) -> None:
    repository.commit()
    run(layout, repository)
    no_edition(repository)
    repository.commit()
    decisions: list[str] = []
    build(layout, source=str(repository.root), decisions=decisions)
    (decision,) = decisions
    assert decision.startswith("edition 2026-03: the collection has no document for it")
    assert not (layout.specs / "2026-03").exists()
    assert editions(layout.specs) == ["v3", "2026-03"]
    assert [document.source for document in load("2026-03", layout.specs)] == ["authored/crm/ours.json"]
    text = layout.manifest.read_text(encoding="utf-8")
    layout.manifest.write_text(text.replace("'2026-03'", "'2026-03'\nmay_be_empty = true"), encoding="utf-8")
    assert "note: edition 2026-03 has no document, and others supply its calls: " in run(layout, repository)


def test_a_document_that_the_last_check_refuses_gives_way_to_the_one_before(
    repository, layout: Layout, upstream
) -> None:
    repository.commit()
    run(layout, repository)
    before = tree(layout)
    repository.put("CRM/Things", "v3", upstream("/refused"))
    repository.put("CMS/Other Things", "v1", upstream("/more"))
    repository.commit()

    def check(made: Path) -> list[str]:
        if b"/refused" in (made / "v3/crm/things.json").read_bytes():
            error = CodegenError("v3: it cannot be generated from")
            error.sources = ("v3/crm/things.json",)
            raise error
        return []

    decisions: list[str] = []
    build(layout, source=str(repository.root), check=check, decisions=decisions)
    assert decisions == ["v3: it cannot be generated from"]
    assert tree(layout)["v3/crm/things.json"] == before["v3/crm/things.json"]
    assert b'"/more"' in tree(layout)["v3/cms/other_things.json"]


@pytest.mark.parametrize(("source", "ref"), [("nowhere", "HEAD"), (None, "no-such-ref")])
def test_an_unknown_source_or_ref_leaves_specs_untouched(repository, layout: Layout, source, ref: str, capsys) -> None:
    repository.commit()
    run(layout, repository)
    before = tree(layout)
    assert main(["--source", source or str(repository.root), "--ref", ref, "--specs", str(layout.specs)]) == 1
    assert (source or ref) in capsys.readouterr().err
    assert tree(layout) == before


def test_a_truncated_document_that_is_left_out_anyway_is_a_note(repository, layout: Layout) -> None:
    path = repository.write("PublicApiSpecs/CMS/Other Things/Rollouts/1/2026-09-beta/OtherThings.json", b"{")
    repository.commit()
    assert f"note: {path}: not JSON" in run(layout, repository)


@pytest.mark.parametrize(
    ("file", "data", "form"),
    [
        ("Rollouts/2/v3/Things.json", b'{"openapi": "3.1.0", "paths": {}}', "OpenAPI 3.1.0"),
        ("Rollouts/2/v3/Things.json", b'{"swagger": "2.0", "paths": {}}', "Swagger 2.0"),
        ("Rollouts/2/v3/Things.yaml", b"openapi: 3.0.1\n", "YAML"),
        ("Rollouts/1/v4/Things.yml", b"openapi: 3.0.1\n", "YAML"),
        ("Rollouts/1/v4/Things.json", b'{"info": {}, "item": []}', "no description of an API"),
    ],
)
def test_a_document_of_another_format_is_an_error_until_the_manifest_leaves_it_out(
    repository, layout: Layout, file: str, data: bytes, form: str
) -> None:
    path = repository.write(f"PublicApiSpecs/CRM/Things/{file}", data)
    repository.commit()
    with pytest.raises(SpecsError) as caught:
        run(layout, repository)
    message = str(caught.value)
    assert message.startswith(f"{path}: it is {form}, ")
    entry = message[message.index("[[left_out]]") :]
    with layout.manifest.open("a", encoding="utf-8") as manifest:
        manifest.write(entry)
    report = run(layout, repository)
    assert "left_out" not in report
    assert path not in report
    assert "v3/crm/things.json" in tree(layout)
    assert path in json.loads(layout.lock.read_bytes())["left_out"]


def test_a_link_in_the_place_of_a_document_is_an_error_and_a_misplaced_file_a_note(repository, layout: Layout) -> None:
    link = repository.root / THINGS
    link.unlink()
    link.symlink_to("/etc/hostname")
    elsewhere = repository.write("PublicApiSpecs/CRM/Things/v3/Things.json", b"{}")
    repository.commit()
    with pytest.raises(SpecsError, match=rf"^{THINGS}: it is a link, and an edition takes v3"):
        run(layout, repository)
    report = build(layout, source=str(repository.root), decisions=[])
    assert f"note: {elsewhere}: not read: documents are in PublicApiSpecs/" in report


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("2031-03/Things.json", b'{"openapi": "3.1.0"}'),
        ("2031-03/Things.json", b"{"),
        ("v3/Things.yaml", b"openapi: 3.0.1\n"),
    ],
)
def test_another_format_in_no_edition_or_beside_the_document_is_a_note(
    repository, layout: Layout, file: str, data: bytes
) -> None:
    path = repository.write(f"PublicApiSpecs/CRM/Things/Rollouts/1/{file}", data)
    repository.commit()
    assert f"note: {path}: " in run(layout, repository)


def test_the_last_check_may_refuse_what_was_made(repository, layout: Layout) -> None:
    repository.commit()
    run(layout, repository)
    before = tree(layout)
    repository.write("PublicApiSpecs/CRM/Things/Rollouts/2/v3/Things.json", (repository.root / THINGS).read_bytes())
    repository.commit()
    seen: list[str] = []

    def refuse(made: Path) -> list[str]:
        seen.extend(file.relative_to(made).as_posix() for file in sorted((made / "v3").rglob("*.json")))
        raise SpecsError("v3/crm/things.json: the generator cannot read it")

    with pytest.raises(SpecsError, match="the generator cannot read it"):
        build(layout, source=str(repository.root), check=refuse)
    assert seen == ["v3/cms/other_things.json", "v3/crm/things.json"]
    assert tree(layout) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda layout: (layout.authored / "crm/ours.json").unlink(), r"authored/crm/ours\.json: .* it is absent"),
        (lambda layout: (layout.authored / "crm/ours.json").write_bytes(b"{"), r"authored/crm/ours\.json: not JSON"),
        (
            lambda layout: (layout.authored / "crm/extra.json").write_bytes(b"{}"),
            r"extra\.json: no edition .* names it",
        ),
    ],
)
def test_authored_documents_and_the_manifest_agree(repository, layout: Layout, change, message: str) -> None:
    repository.commit()
    change(layout)
    with pytest.raises(SpecsError, match=message):
        run(layout, repository)


def test_an_authored_document_gives_way_to_upstreams(repository, layout: Layout, upstream) -> None:
    repository.put("CRM/Ours", "v3", upstream())
    repository.commit()
    with pytest.raises(SpecsError, match=r"authored/crm/ours\.json: upstream has crm/ours in v3 now"):
        run(layout, repository)


def test_the_command_takes_source_and_ref_from_the_environment(repository, layout: Layout, monkeypatch, capsys) -> None:
    commit = repository.commit()
    repository.commit("newer")
    monkeypatch.setenv("SPEC_SOURCE", str(repository.root))
    monkeypatch.setenv("SPEC_REF", commit)
    assert main(["--source", "", "--ref", "", "--specs", str(layout.specs)]) == 0
    assert capsys.readouterr().out.startswith(f"commit {commit} of 2026-01-02\n")
