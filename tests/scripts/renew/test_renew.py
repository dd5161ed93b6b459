"""A renewal, with commands that only pretend: their order, where it stops, and what a person is asked."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.codegen.gates import ADVICE, Refusal
from scripts.renew.__main__ import command, main
from scripts.renew.entry import drafted
from scripts.renew.steps import Done, steps
from scripts.renew.walk import Decision, Finished, Step, summary, walk
from scripts.specs.errors import NOT_ALL_RENEWED, NOTHING_CHANGED, SpecsError
from scripts.specs.formats import Foreign, unusable
from scripts.specs.manifest import Edition, Manifest
from scripts.specs.pull import pull

CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a thing\n\n## [0.1.0]\n\n### Changed\n\n- old\n"
CHANGES = {
    "from": "aaaaaaaaaaaa of 2026-05-15",
    "to": "bbbbbbbbbbbb of 2026-08-21",
    "documents": [],
    "changes": [
        {
            "edition": edition,
            "key": "cms/posts",
            "rule": "new-required-request-property",
            "severity": "breaking",
            "was": "",
            "now": "string",
            "places": ["body BlogPost.publishedAt"],
            "operations": ["PATCH /posts"],
            "named": ["Update blog post"],
            "cassettes": [],
            "category": "wire",
        }
        for edition in ("2026-03", "v3")
    ]
    + [
        {
            "edition": "v3",
            "key": "crm/more",
            "rule": "endpoint-added",
            "severity": "info",
            "was": "",
            "now": "",
            "places": [],
            "operations": ["GET /a", "GET /b"],
            "named": [],
            "cassettes": [],
            "category": "wire",
        }
    ],
}
IN_ORDER = [
    "python -m scripts.specs",
    "git status --porcelain -- specs",
    "python -m scripts.specs.changes --write",
    "python -m scripts.codegen generate",
    "python -m scripts.specs.changes --write",
    "python -m scripts.docs",
    "python -m pytest --quiet -n0 tests/meta/test_drift.py",
    "python -m scripts.record",
    "python -m scripts.api",
    "python -m pytest --numprocesses=2 --dist=worksteal --quiet",
]


class Commands:
    """Every command succeeds but those that are named."""

    def __init__(self, **failing: str) -> None:
        self.failing = {name.replace("_", " "): output for name, output in failing.items()}
        self.run: list[str] = []

    def __call__(self, words: Sequence[str]) -> Done:
        line = " ".join(words)
        self.run.append(line)
        for name, output in self.failing.items():
            if line.endswith(name):
                return Done(1, output)
        return Done(0, " M specs/lock.json\n" if words[0] == "git" else "")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "changes.json").write_text(json.dumps(CHANGES), encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    return tmp_path


def test_everything_is_done_in_order(root, capsys):
    run = Commands()
    assert main([], run=run, root=root) == 0
    assert run.run == IN_ORDER
    assert capsys.readouterr().err == ""


def test_where_the_collection_is_as_it_was_nothing_is_done(root, capsys):
    run = Commands()
    quiet = lambda words: Done(0, "") if words[0] == "git" else run(words)  # noqa: E731 - a command, as the fixture has
    assert main([], run=quiet, root=root) == 0
    assert run.run == IN_ORDER[:1]
    assert "nothing to renew" in capsys.readouterr().out


ENTRY = '[[accepted]]\n# Create thing\n# POST /things\ncommit = "bbbbbbbbbbbb"\nreason = ""\n'
DECISIONS = {
    "an overlay that looks different": (
        {"specs": "specs: overlay hubdb.toml#1 mends 0 places, not the 4 …. Nothing was changed.\n"},
        ("overlay hubdb.toml#1", "Edit: specs/overlays/hubdb.toml", "[[correction]]"),
        1,
    ),
    "a document that has no place": (
        {"specs": "specs: manifest.toml: no edition. Nothing was changed.\n"},
        ("Edit: specs/manifest.toml",),
        1,
    ),
    "a named operation breaks": (
        {"write": f"table\nbreaks Create thing: …\n\nWhat to do …\n\n{ENTRY}{ENTRY}"},
        (
            "2 changes of the documents break named operations",
            "Edit: specs/accepted.toml",
            '    reason = ""',
            "FROM=bre",
        ),
        3,
    ),
    "an entry without a reason": (
        {"write": "changes: accepted.toml: entry 1: reason missing\n"},
        ("entry 1: reason missing", "Edit: specs/accepted.toml"),
        3,
    ),
    "the generator refuses": (
        {"generate": "error: v3: the generator warns\nat fault: v3/crm/things.json\n"},
        ("at fault: v3/crm/things.json", "Edit: specs/overlays/", "[[correction]]"),
        4,
    ),
    "a parameter came": (
        {"drift.py": "E  'v3/crm/owners.json takes since, which the facade does not offer: pass it on'\nFAILED x::y\n"},
        ("offer what the facade does not: since", "Edit: tests/meta/drift.toml", '    parameters = ["since"]'),
        7,
    ),
    "a call went": (
        {"drift.py": "FAILED tests/meta/test_drift.py::test_the_facade_calls\n"},
        ("differ: tests/meta/test_drift.py::test_the_facade_calls", "Edit: tests/meta/drift.toml"),
        7,
    ),
    "an operation cannot be recorded": (
        {"record": "error: Create thing in v3: a 500\n"},
        ("cannot be recorded: Create thing in v3: a 500", "Edit: hubspot_facade/"),
        8,
    ),
    "a public name came": (
        {"api": "CHANGELOG.md does not mention what came: HubSpot.things.merge\ntests/…: 9 public names\n"},
        ("Edit: CHANGELOG.md, under [Unreleased]", "    - `HubSpot.things.merge` came:"),
        9,
    ),
    "a test fails": (
        {"quiet": "FAILED tests/crm/lists/test_lists.py::test_x - boom\n"},
        ("Tests fail: tests/crm/lists/test_lists.py::test_x", "Edit: tests/crm/lists/test_lists.py"),
        10,
    ),
}


@pytest.mark.parametrize("case", DECISIONS)
def test_it_stops_where_a_person_decides_and_says_what_to_edit_and_paste(root, capsys, case):
    failing, said, ran = DECISIONS[case]
    run = Commands(**failing)
    assert main([], run=run, root=root) == 1
    complaint = capsys.readouterr().err
    assert [each for each in said if each not in complaint] == []
    assert "Then: make renew" in complaint
    assert run.run == IN_ORDER[:ran]


REFUSAL = Refusal("/components/schemas/Thing/required", "a number stands where a list of texts belongs")
OVERLAY = REFUSAL.overlay("crm/things", "v3")
PASTED = "\n".join(f"    {line}" for line in OVERLAY.splitlines())


@pytest.mark.parametrize(("step", "before"), [("specs", NOTHING_CHANGED), ("generate", "error: ")])
def test_a_refused_document_is_named_with_its_place_and_the_entry_that_the_refusal_shows(root, capsys, step, before):
    refusals = "".join(f"{name}: {REFUSAL}\n{ADVICE}\n\n{OVERLAY}\n" for name in ("one.json", "two.json"))
    assert main([], run=Commands(**{step: before + refusals}), root=root) == 1
    complaint = capsys.readouterr().err
    assert f"one.json: {REFUSAL}\n" in complaint
    assert f"two.json: {REFUSAL}\n" in complaint
    assert "Edit: a file in specs/overlays/\nPaste, and fill in:\n\n" in complaint
    assert complaint.count(PASTED) == 2
    assert "at = " not in complaint.replace(PASTED, "")


@pytest.mark.parametrize(("source", "ref"), [("nowhere", ""), ("", "no-such-ref"), ("", "abcdef1~2")])
def test_a_source_that_gives_nothing_asks_for_no_edit(root, tmp_path, capsys, source, ref):
    subprocess.run(["git", "init", "--quiet", "collection"], cwd=tmp_path, check=True)  # noqa: S607 - git of this machine
    with pytest.raises(SpecsError) as caught:
        pull(tmp_path / "clone", source=source or str(tmp_path / "collection"), ref=ref or "HEAD")
    assert main([], run=Commands(specs=f"{NOTHING_CHANGED}{caught.value}\n"), root=root) == 1
    complaint = capsys.readouterr().err
    assert "Edit: nothing: set SPEC_SOURCE and SPEC_REF" in complaint
    assert "[[correction]]" not in complaint


def test_a_document_of_another_format_is_left_out_by_the_entry_that_the_refusal_shows(root, capsys):
    file = Foreign.at("PublicApiSpecs/CRM/Things/Rollouts/7/v3/Things.yaml", "YAML")
    manifest = Manifest((Edition("v3", re.compile(r"v\d+"), ()),), (), {})
    ((_, refusal),) = unusable(manifest, [], [file])
    assert main([], run=Commands(specs=f"{NOTHING_CHANGED}{refusal}\n"), root=root) == 1
    complaint = capsys.readouterr().err
    assert "specs needs a decision. PublicApiSpecs/CRM/Things/Rollouts/7/v3/Things.yaml: it is YAML" in complaint
    assert "Edit: specs/manifest.toml\n" in complaint
    assert '    [[left_out]]\n    api = "CRM/Things"\n' in complaint


def test_a_renewal_goes_on_from_the_step_that_stopped(root, capsys):
    run = Commands()
    assert main(["--from", "drift"], run=run, root=root) == 0
    assert run.run == IN_ORDER[6:]
    assert main(["--from", "nowhere"], run=run, root=root) == 2
    assert "the steps are specs, breaking, generate" in capsys.readouterr().err


@pytest.mark.parametrize(("head", "taken"), [(NOT_ALL_RENEWED, len(IN_ORDER) - 1), (NOTHING_CHANGED, 1)])
def test_a_document_that_cannot_be_used_does_not_keep_the_others_from_being_renewed(root, capsys, head, taken):
    left_out = '[[left_out]]\napi = "CRM/A"\n'
    refusals = f"{head}a/b.json: not JSON.\n\n{left_out}\nc/d.json: {REFUSAL}\n{ADVICE}\n\n{OVERLAY}\n"
    run = Commands(**{"--keep-going": refusals})
    assert main(["--keep-going"], run=run, root=root) == 1
    complaint = capsys.readouterr().err
    assert "Edit: specs/manifest.toml, and a file in specs/overlays/\n" in complaint
    assert "a/b.json: not JSON.\n" in complaint
    assert f"c/d.json: {REFUSAL}\n" in complaint
    assert len(run.run) == taken


def test_decisions_are_gathered_where_it_keeps_going(root, tmp_path):
    run = Commands(write=f"\n{ENTRY}", api="CHANGELOG.md does not mention what came: X.y\n")
    report = tmp_path / "summary.md"
    assert main(["--keep-going", "--summary", str(report)], run=run, root=root) == 1
    assert run.run == [f"{IN_ORDER[0]} --keep-going", *IN_ORDER[1:]]
    text = report.read_text(encoding="utf-8")
    assert "* breaking: needs a decision, 0 s\n* generate: done, 0 s\n" in text
    assert "### breaking\n" in text
    assert f"Edit `specs/accepted.toml`.\n\n```\n{ENTRY}```" in text
    assert "### api\n" in text


@pytest.mark.parametrize(("step", "ran"), [("specs --keep-going", 1), ("generate", 4)])
def test_what_the_others_need_stops_even_then(root, step, ran):
    run = Commands(**{step: "error: no\n"})
    assert main(["--keep-going"], run=run, root=root) == 1
    assert run.run == [f"{IN_ORDER[0]} --keep-going", *IN_ORDER[1:ran]]


def test_the_steps_are_those_of_the_documentation(root):
    text = (Path(__file__).parents[3] / "docs" / "maintaining.md").read_text(encoding="utf-8")
    names = [f"`{step.name}`" for step in steps(Commands(), root)]
    assert [name for name in names if f"| {name} |" not in text] == []


ENTRY_MADE = """\
- The clients are generated from HubSpot's documents of 2026-08-21 (collection
  commit bbbbbbbbbbbb; before, aaaaaaaaaaaa of 2026-05-15): 2 operations came, 0 went.
  All of it is in specs/CHANGES.md; what breaks named operations:
  - `Update blog post` (2026-03, v3): new required request property body BlogPost.publishedAt (string).
"""


def test_the_entry_of_the_changelog_is_drafted_once(root):
    main([], run=Commands(), root=root)
    once = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert once == CHANGELOG.replace("### Added", f"### Changed\n\n{ENTRY_MADE}\n### Added", 1)
    main([], run=Commands(), root=root)
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8") == once


def test_the_entry_joins_the_section_that_is_there():
    changelog = CHANGELOG.replace("### Added", "### Changed\n\n- another\n\n### Added")
    assert drafted(changelog, CHANGES) == changelog.replace("- another", f"{ENTRY_MADE}- another", 1)


def test_a_changelog_without_the_heading_is_refused():
    with pytest.raises(ValueError, match=r"no heading ## \[Unreleased\]"):
        drafted("# Changelog\n", CHANGES)


def test_seconds_are_those_of_the_clock():
    moments = iter([0.0, 2.0, 5.0, 9.0])
    made = [Step("a", "do a", lambda: None), Step("b", "do b", lambda: Finished("enough"))]
    taken = walk(made, say=lambda _: None, clock=lambda: next(moments))
    assert [(each.name, each.seconds) for each in taken] == [("a", 2.0), ("b", 4.0)]
    assert summary(taken) == "* a: done, 2 s\n* b: done, 4 s\n"


def test_a_decision_is_readable_as_text():
    assert str(Decision("What?", "a.toml", "x =\n")) == "What?\nEdit: a.toml\nPaste, and fill in:\n\n    x ="


def test_commands_are_run_in_the_project_and_shown(tmp_path, capsys):
    done = command(tmp_path)(["python", "-c", "import os, sys; print(os.getcwd()); sys.exit('no')"])
    assert (done.code, done.output.splitlines()) == (1, [str(tmp_path), "no"])
    assert capsys.readouterr().out == done.output


def test_the_make_task_hands_its_settings_on():
    command = "make --no-print-directory --dry-run --always-make renew FROM=drift KEEP_GOING=1 SUMMARY=s.md"
    made = subprocess.run(command.split(), cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True)
    assert made.stdout.splitlines()[-1].endswith("-m scripts.renew --from drift --keep-going --summary s.md")
