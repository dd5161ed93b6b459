"""``python -m scripts.wheel``: install the wheel of dist/ into an environment of its own and run the tests there.

``--python`` names the interpreter, ``--versions`` the dependencies: pinned (constraints.txt), lowest or newest. What
follows is for pytest.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from scripts.wheel.suite import lay
from scripts.wheel.versions import CHOICES, EXTRAS, constraints

ROOT = Path(__file__).parents[2]
WINDOWS = sys.platform == "win32"


def environment(interpreter: str, choice: str) -> Path:
    """The Python of an environment with the wheel and what the tests need."""
    ask = "import sys; print('{}.{}'.format(*sys.version_info))"
    version = subprocess.run([interpreter, "-c", ask], check=True, capture_output=True, text=True).stdout.strip()
    home = ROOT / ".venv-wheel" / f"{version}-{choice}"
    python = home / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists():
        subprocess.run([interpreter, "-m", "venv", home], check=True)
    file = ROOT / "build" / f"{choice}.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in constraints(ROOT, choice)), encoding="utf-8")
    (wheel,) = ROOT.glob("dist/*.whl")
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        file,
    ]
    newest = ["--upgrade", "--upgrade-strategy", "eager"] if choice == "newest" else []
    subprocess.run([*install, "--upgrade", "pip"], check=True)
    subprocess.run([*install, *newest, "--group", "test", f"{wheel}[{','.join(EXTRAS)}]"], check=True, cwd=ROOT)
    subprocess.run([*install, "--force-reinstall", "--no-deps", wheel], check=True)
    return python


def main(arguments: list[str]) -> int:
    """Run the tests; pytest's exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.wheel", description=__doc__)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--versions", choices=CHOICES, default="pinned")
    known, rest = parser.parse_known_args(arguments)
    python = environment(known.python, known.versions)
    folder = ROOT / "build" / "wheel-tests"
    copied, left = lay(ROOT, folder)
    print(f"{copied} files of tests on the wheel; {left} are about the checkout", flush=True)
    command: list[str | Path] = [python, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *rest]
    return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
