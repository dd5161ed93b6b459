"""``python -m scripts.release cut VERSION`` releases what is unreleased; ``check TAG`` is what publishing asks first.

Cutting writes the version, the changelog's heading and the public names of the release. Nothing is committed or sent.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from pathlib import Path

from scripts.release import changelog

ROOT = Path(__file__).parents[2]
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def current(root: Path) -> str:
    """The version that the package says."""
    (found,) = VERSION.findall((root / "hubspot_facade" / "version.py").read_text(encoding="utf-8"))
    return str(found)


def problems(root: Path, tag: str) -> list[str]:
    """Why this tag is not to be published."""
    version, text = current(root), (root / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next((known for known, _ in changelog.released(text)), None)
    found: list[str] = []
    if tag != version:
        found.append(f"the tag is {tag!r}, and hubspot_facade/version.py says {version!r}")
    if newest != version:
        found.append(
            f"the newest version in CHANGELOG.md is {newest!r}, and hubspot_facade/version.py says {version!r}"
        )
    if changelog.waiting(text):
        found.append("CHANGELOG.md has changes under Unreleased: they are in the package, so cut the version again")
    return found


def cut(root: Path, version: str, day: str) -> None:
    """Write the version wherever it is said."""
    if re.fullmatch(r"\d+\.\d+\.\d+", version) is None:
        raise ValueError(f"{version!r} is not a version such as 0.2.0")
    notes, module = root / "CHANGELOG.md", root / "hubspot_facade" / "version.py"
    text = changelog.cut(notes.read_text(encoding="utf-8"), version, day)
    module.write_text(VERSION.sub(f'__version__ = "{version}"', module.read_text(encoding="utf-8")), encoding="utf-8")
    notes.write_text(text, encoding="utf-8")


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Exit code: 1 if the version cannot be cut or published as asked."""
    parser = argparse.ArgumentParser(prog="python -m scripts.release", description=__doc__)
    parser.add_argument("task", choices=("cut", "check"))
    parser.add_argument("version")
    parser.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    asked = parser.parse_args(arguments)
    if asked.task == "check":
        found = problems(root, asked.version)
        for each in found:
            print(f"error: {each}", file=sys.stderr)
        return 1 if found else 0
    try:
        cut(root, asked.version, asked.date)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return _keep_names() if root == ROOT else 0


def _keep_names() -> int:
    from scripts.api.__main__ import main as api  # it needs the package's extras, which a check does not

    return api(["--release"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
