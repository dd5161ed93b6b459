"""``python -m scripts.specs.changes [--before REVISION|FOLDER] [--after FOLDER] [--json]``: what changed in ``specs/``.

The exit code is 1 where a breaking change touches a named operation.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.specs.changes.cassettes import read_cassettes
from scripts.specs.changes.page import shown
from scripts.specs.changes.report import report
from scripts.specs.changes.state import State, read_revision, read_state
from scripts.specs.changes.uses import catalogue_uses
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
    options = parser.parse_args(arguments)
    try:
        before, after = _state(options.before), _folder(options.after)
        made = report(before, after, uses=catalogue_uses(), cassettes=read_cassettes())
    except (SpecsError, OSError, ValueError) as error:
        print(f"changes: {error}", file=sys.stderr)
        return 2
    print(made.data() if options.json else shown(made), end="")
    return 1 if made.stopping else 0


def _state(before: str) -> State:
    folder = Path(before)
    return _folder(folder) if folder.is_dir() else read_revision(before)


def _folder(folder: Path) -> State:
    state = read_state(folder)
    if not state.documents:
        raise SpecsError(f"{folder} holds no documents beside a lock.json that names their editions")
    return state


if __name__ == "__main__":
    sys.exit(main())
