"""``python -m scripts.specs.changes [--before REVISION|FOLDER] [--after FOLDER] [--json] [--write]``: what changed.

The exit code is 1 where a breaking change touches a named operation, unless ``specs/accepted.toml`` says why that is
acceptable. Documents of our own (``specs/authored/``) are compared too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.specs.changes.accepted import read_accepted, to_paste, undecided
from scripts.specs.changes.cassettes import read_cassettes
from scripts.specs.changes.names import changed_names
from scripts.specs.changes.page import shown, write_page
from scripts.specs.changes.report import report
from scripts.specs.changes.state import State, read_revision, read_state
from scripts.specs.changes.touched import Use
from scripts.specs.changes.uses import catalogue_uses, revision_uses
from scripts.specs.errors import SpecsError
from scripts.specs.layout import Layout


def main(arguments: list[str] | None = None) -> int:
    """Exit code: 0, 1 where a breaking change touches a named operation, 2 where a state cannot be read."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.specs.changes", description="Tell what changed in specs/; fail where names break."
    )
    parser.add_argument("--before", default="HEAD", help="git revision, or a folder like specs/; default: HEAD")
    parser.add_argument("--after", type=Path, default=Layout().specs, help="folder; default: specs/ of the project")
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    parser.add_argument("--write", action="store_true", help="write CHANGES.md and changes.json into the folder, too")
    options = parser.parse_args(arguments)
    layout = Layout(options.after)
    try:
        accepted = read_accepted(layout.accepted)
        before, uses = _before(options.before)
        names = [] if Path(options.before).is_dir() else changed_names(options.before)
        made = report(before, _folder(options.after), uses=uses, cassettes=read_cassettes(), names=names)
        if options.write and made.apis:
            write_page(layout.specs, made)
    except (SpecsError, OSError, ValueError) as error:
        print(f"changes: {error}", file=sys.stderr)
        return 2
    commit = str(made.new.lock.get("commit", ""))
    open_questions = undecided(made.groups, accepted, commit)
    print(made.data() if options.json else shown(made), end="")
    if open_questions and not options.json:
        print(
            f"\nWhat to do: docs/maintaining.md. What is acceptable as it is goes into specs/{layout.accepted.name}:\n"
        )
        print(to_paste(open_questions, commit), end="")
    return 1 if open_questions else 0


def _before(before: str) -> tuple[State, list[Use]]:
    """The state to compare with, and the uses of what it has: names of what is gone are found there alone."""
    folder = Path(before)
    if folder.is_dir():
        return _folder(folder), catalogue_uses()
    return read_revision(before), revision_uses(before)


def _folder(folder: Path) -> State:
    state = read_state(folder, authored=folder / "authored")
    if not state.documents:
        raise SpecsError(f"{folder} holds no documents beside a lock.json that names their editions")
    return state


if __name__ == "__main__":
    sys.exit(main())
