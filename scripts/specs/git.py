"""Git commands that neither ask nor hang."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from scripts.specs.errors import SpecsError

QUICK = 60.0
"""Seconds that a local command may take."""
SLOW = 600.0
"""Seconds that a transfer may take."""
SETTINGS = {"core.autocrlf": "false", "core.symlinks": "false"}
"""What a user's own configuration must not change: files are the bytes that were committed."""


def environment() -> dict[str, str]:
    """The process' environment without another repository's settings, and with prompts switched off."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"}
    }
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_HTTP_LOW_SPEED_LIMIT": "1000",  # bytes per second …
        "GIT_HTTP_LOW_SPEED_TIME": "30",  # … for this many seconds is a dead line
        "LC_ALL": "C",
    }


def git(where: Path, *arguments: str, timeout: float = QUICK, settings: dict[str, str] | None = None) -> str:
    """Standard output of ``git <arguments>`` run in `where`, under extra configuration `settings`.

    Raises :class:`SpecsError` with git's own last words, or when `timeout` seconds have passed.
    """
    command = next((each for each in arguments if not each.startswith("-")), "")
    chosen = SETTINGS | (settings or {})
    try:
        process = subprocess.Popen(
            ["git", *(part for name, value in chosen.items() for part in ("-c", f"{name}={value}")), *arguments],
            cwd=where,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # a transfer has children of its own: they end with it; and nobody can be asked
        )
    except FileNotFoundError:
        raise SpecsError("git is not installed") from None
    try:
        output, complaint = process.communicate(timeout=timeout)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise SpecsError(f"git {command} gave no answer within {timeout:g} s") from None
        raise
    if process.returncode:
        raise SpecsError(f"git {command} failed: {_last_words(complaint) or f'exit code {process.returncode}'}")
    return output


def _last_words(complaint: str) -> str:
    """Git's lines that say what failed, as one line."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return "; ".join(line.rstrip(".") for line in telling or lines[-2:])
