"""The steps of a renewal: the command of each, and what a person has to decide if it fails."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts.renew.entry import drafted
from scripts.renew.walk import Decision, Finished, Step
from scripts.specs.errors import NOT_ALL_RENEWED, NOTHING_CHANGED

OVERLAY = """\
[[correction]]
reason = ""
documents = ["area/api"]
at = "/paths/…"
was =
replace =
matches = 1
"""
_ENTRY = re.compile(r"^\[\[(?:left_out|correction)\]\]\n(?:\w+ = .*\n?)+", flags=re.M)
_UNREACHABLE = re.compile(r"cannot read the collection|\S+ has no branch|\S+ holds no|\S+ does not give|git ")
"""How a refusal begins that no edit mends: the source is at fault."""
OMISSION = """\
[[omission]]
reason = ""
calls = ["area.api.operation"]
parameters = ["{}"]
"""


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    output: str
    """Standard output and error, interleaved."""


Run = Callable[[Sequence[str]], Done]
"""Runs a command in the project's folder and shows its output; the first word may be ``python``."""


def steps(run: Run, root: Path, *, keep_going: bool = False) -> list[Step]:
    """The steps in order, for the project in `root`.

    With `keep_going` documents that cannot be used stop only their own renewal.
    """
    found = (
        ("specs", "pull the documents", partial(_specs, keep_going=keep_going)),
        ("breaking", "what breaks named operations", _breaking),
        ("generate", "write the clients anew", _generate),
        ("names", "which names of the generated code are others", _names),
        ("docs", "write the pages that show them", _docs),
        ("drift", "does the facade call what the documents have", _drift),
        ("record", "record the cassettes anew", _record),
        ("changelog", "draft the entry", partial(_changelog, root=root)),
        ("api", "public names, and whether the changelog mentions them", _api),
        ("test", "run the tests", _test),
    )
    return [Step(name, does, partial(take, run), needed=name in ("specs", "generate")) for name, does, take in found]


def _module(run: Run, *arguments: str) -> Done:
    return run(["python", "-m", *arguments])


def _specs(run: Run, *, keep_going: bool) -> Decision | Finished | None:
    done = _module(run, "scripts.specs", *(["--keep-going"] if keep_going else []))
    if done.code:
        return _refused(done, "specs/manifest.toml or specs/overlays/")
    if not run(["git", "status", "--porcelain", "--", "specs"]).output.strip():
        return Finished("specs/ is as it is committed: nothing to renew")
    return None


def _breaking(run: Run) -> Decision | None:
    done = _module(run, "scripts.specs.changes", "--write")
    if not done.code:
        return None
    _, mark, entries = done.output.partition("[[accepted]]")
    if not mark:
        return Decision(_last(done), _file_named(done.output) or "specs/accepted.toml")
    count = entries.count("[[accepted]]") + 1
    question = (
        f"{count} changes of the documents break named operations; specs/CHANGES.md begins with them. For each, mend "
        f"the facade (docs/maintaining.md says how), correct the document by an overlay, or say here why it may be."
    )
    return Decision(question, "specs/accepted.toml", mark + entries)


def _generate(run: Run) -> Decision | None:
    done = _module(run, "scripts.codegen", "generate")
    return _refused(done, "specs/overlays/", "The clients cannot be generated. ") if done.code else None


def _names(run: Run) -> None:
    _module(run, "scripts.specs.changes", "--write")  # what breaks is decided by now, or is among the decisions


def _docs(run: Run) -> Decision | None:
    done = _module(run, "scripts.docs")
    return (
        Decision(f"The pages cannot be written. {_last(done)}", _file_named(done.output) or "docs/")
        if done.code
        else None
    )


def _drift(run: Run) -> Decision | None:
    done = _module(run, "pytest", "--quiet", "-n0", "tests/meta/test_drift.py")
    if not done.code:
        return None
    news = list(dict.fromkeys(re.findall(r"\S+ takes (\w+), which the facade does not offer", done.output)))
    if news:
        question = f"The documents offer what the facade does not: {', '.join(news)}. Pass it on, or leave it out."
        return Decision(question, "tests/meta/drift.toml", "\n".join(OMISSION.format(name) for name in news))
    return Decision(
        f"The facade and the documents differ: {_failures(done)}. Mend the method, or name what is meant to be so.",
        "tests/meta/drift.toml",
    )


def _record(run: Run) -> Decision | None:
    done = _module(run, "scripts.record")
    if not done.code:
        return None
    errors = [line.removeprefix("error: ") for line in done.output.splitlines() if line.startswith("error: ")]
    return Decision(
        f"Operations cannot be recorded: {'; '.join(errors) or _last(done)}. The facade's method or the sandbox's "
        f"service has to follow the documents.",
        _file_named(done.output) or "hubspot_facade/",
    )


def _changelog(run: Run, *, root: Path) -> Decision | None:
    del run
    file, data = root / "CHANGELOG.md", root / "specs" / "changes.json"
    if data.exists():
        text = drafted(file.read_text(encoding="utf-8"), json.loads(data.read_bytes()))
        file.write_text(text, encoding="utf-8")
    return None


def _api(run: Run) -> Decision | None:
    done = _module(run, "scripts.api")
    if not done.code:
        return None
    missing = re.findall(r"^CHANGELOG\.md does not mention what (\w+): (.+)$", done.output, flags=re.M)
    if not missing:
        return Decision(_last(done), "CHANGELOG.md")
    return Decision(
        "Public names changed, and the changelog does not say what a caller does about it.",
        "CHANGELOG.md, under [Unreleased]",
        "\n".join(f"- `{name}` {what}: " for what, name in missing),
    )


def _test(run: Run) -> Decision | None:
    done = _module(run, "pytest", "--numprocesses=2", "--dist=worksteal", "--quiet")
    if not done.code:
        return None
    return Decision(f"Tests fail: {_failures(done)}.", _first_file(done.output) or "tests/")


def _refused(done: Done, usual: str, before: str = "") -> Decision:
    """What a document is refused for, and the entries that the refusal shows, in the words of the command."""
    head = NOT_ALL_RENEWED if NOT_ALL_RENEWED in done.output else NOTHING_CHANGED
    _, mark, said = done.output.rpartition(head)
    if not mark:
        mark, said = next(
            ((m[0], done.output[m.end() :]) for m in re.finditer(r"^error: ", done.output, re.M)), ("", "")
        )
    entries = [each.group().strip() for each in _ENTRY.finditer(said)]
    sentence = re.sub(r"\n{2,}", "\n", _ENTRY.sub("", said)).strip()
    if not mark or not sentence:
        return Decision(before + _last(done), _file_named(done.output) or usual, OVERLAY)
    if _UNREACHABLE.match(sentence):
        return Decision(before + sentence, "nothing: set SPEC_SOURCE and SPEC_REF to what can be read")
    files = {"[[left_out]]": "specs/manifest.toml", "[[correction]]": "a file in specs/overlays/"}
    kinds = dict.fromkeys(entry.partition("\n")[0] for entry in entries)
    named = ", and ".join(files[kind] for kind in kinds) or _file_named(said) or usual
    paste = "\n\n".join(entries) or OVERLAY
    return Decision(before + sentence, named, paste, renewed=head == NOT_ALL_RENEWED)


def _last(done: Done) -> str:
    """The last line of an output, which says why a command failed."""
    lines = [line.strip() for line in done.output.splitlines() if line.strip()]
    return lines[-1] if lines else f"It ended with exit code {done.code}."


def _failures(done: Done) -> str:
    """The tests that failed, from pytest's summary."""
    found = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.output, flags=re.M)
    return ", ".join(found) or _last(done)


def _first_file(output: str) -> str:
    found = re.search(r"^(?:FAILED|ERROR) ([^:\s]+)", output, flags=re.M)
    return found.group(1) if found else ""


def _file_named(output: str) -> str:
    """The file of this project that a message asks to edit."""
    overlay = re.search(r"overlay ([\w.-]+\.toml)", output)
    if overlay:
        return f"specs/overlays/{overlay.group(1)}"
    found = re.search(r"(?:specs/)?\b(manifest\.toml|accepted\.toml|authored/[\w/]+\.json)", output)
    return f"specs/{found.group(1)}" if found else ""
