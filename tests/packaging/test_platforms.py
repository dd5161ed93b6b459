"""What other systems lack is not needed there: each branch for them, and the package without the names of POSIX."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import hubspot_facade
from hubspot_facade import Tokens
from hubspot_facade.auth import sqlite_store
from hubspot_facade.auth.sqlite_store import SQLiteStore
from hubspot_facade.sandbox.serving import listening

PACKAGE = Path(hubspot_facade.__file__).parent
MODULES = {"fcntl", "grp", "posix", "pwd", "resource", "syslog", "termios", "tty"}
NAMES = {
    "os": {
        "fork",
        "forkpty",
        "geteuid",
        "getuid",
        "getpgid",
        "killpg",
        "mkfifo",
        "register_at_fork",
        "setsid",
        "uname",
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm", "pthread_kill", "setitimer"},
    "socket": {"AF_UNIX", "SO_REUSEPORT", "socketpair"},
    "time": {"tzset"},
}
GUARDED = {("transport/process.py", "os.register_at_fork")}  # behind hasattr
AS_ON_WINDOWS = f"""
import asyncio, multiprocessing, os, pkgutil, importlib, signal, subprocess, sys, tempfile, threading, uuid
from pathlib import Path
NAMES = {NAMES!r}
import pytest, keyring, rich.console, typer, uvicorn, httpcore, httpx  # which have branches of their own
for module, names in NAMES.items():
    for name in names - {{"AF_UNIX", "socketpair"}}:  # asyncio wakes its loop with a pair of them
        vars(sys.modules[module]).pop(name, None)
for name in {sorted(MODULES)!r}:
    sys.modules[name] = None
import hubspot_facade
for each in pkgutil.walk_packages(hubspot_facade.__path__, "hubspot_facade."):
    if not each.name.endswith("__main__") and each.name.split(".")[1] not in ("dask", "mcp", "dlt"):
        importlib.import_module(each.name)
from hubspot_facade import HubSpot, SQLiteStore, Tokens
from hubspot_facade.sandbox import Sandbox
folder = Path(tempfile.mkdtemp())
(folder / "people.csv").write_text("email\\nada@example.com\\n", encoding="utf-8")
store = SQLiteStore(folder / "tokens.db")
store.save("app/1", Tokens("a"))
with store.lock("app/1", 1):
    assert store.load("app/1") == Tokens("a")
with Sandbox() as sandbox, HubSpot(sandbox.token, base_url=sandbox.url) as hs:
    report = hs.contacts.bulk_upsert(folder / "people.csv", journal=folder / "load.db")
    hs.contacts.list().to_csv(folder / "all.csv")
    hs.contacts.list().to_csv(folder / "all.csv")
    print(report.done, hs.contacts.get_by_email("ada@example.com").properties["email"])
"""


def used(path):
    """Modules and names of other systems' that a module of ours uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name in MODULES)
            case ast.ImportFrom(module=str(module), names=names):
                yield from {module} & MODULES
                yield from (f"{module}.{each.name}" for each in names if each.name in NAMES.get(module, ()))
            case ast.Attribute(value=ast.Name(id=module), attr=name) if name in NAMES.get(module, ()):
                yield f"{module}.{name}"
            case ast.Constant(value=str(text)) if (text + "/").startswith("/tmp/"):  # noqa: S108 - what is looked for
                yield text


def test_what_only_some_systems_have_is_used_nowhere_unguarded():
    found = {(path.relative_to(PACKAGE).as_posix(), name) for path in PACKAGE.rglob("*.py") for name in used(path)}
    assert found == GUARDED


def test_the_package_works_without_what_windows_lacks(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error::ImportWarning", "-c", AS_ON_WINDOWS],
        cwd=tmp_path,
        env={
            **os.environ,
            "TMPDIR": str(tmp_path),
            "PYTHONPATH": os.pathsep.join(map(str, (PACKAGE.parent, *sys.path))),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.split() == ["1", "ada@example.com"]


def test_a_token_store_asks_for_no_file_modes_where_there_are_none(tmp_path, monkeypatch):
    file = tmp_path / "tokens.db"
    file.touch()
    file.chmod(0o644)
    monkeypatch.delattr(os, "geteuid")
    store = SQLiteStore(file)
    store.save("app/1", Tokens("a"))
    assert store.load("app/1") == Tokens("a")


def test_no_signal_is_sent_to_find_out_whether_a_process_lives_where_that_would_end_it(monkeypatch):
    """On Windows os.kill(pid, 0) ends the process."""

    def kill(*_):
        pytest.fail("a process would have been ended")

    monkeypatch.setattr(sqlite_store, "os", SimpleNamespace(name="nt", kill=kill))
    assert not sqlite_store._is_gone(f"{socket.gethostname()}/1/x")


@pytest.mark.parametrize("exclusive", [None, socket.SO_KEEPALIVE], ids=["posix", "windows"])
def test_a_port_is_used_again_at_once_and_by_nobody_else_meanwhile(exclusive, monkeypatch):
    """On Windows SO_REUSEADDR would let another program take the port."""
    set_ = []

    class Noting(socket.socket):
        def setsockopt(self, *args):
            set_.append(args)
            super().setsockopt(*args)

    monkeypatch.setattr(listening.socket, "socket", Noting)
    if exclusive is not None:
        monkeypatch.setattr(socket, "SO_EXCLUSIVEADDRUSE", exclusive, raising=False)
    with listening.bind("127.0.0.1", 0) as bound:
        assert set_ == [(socket.SOL_SOCKET, exclusive or socket.SO_REUSEADDR, 1)]
        with pytest.raises(OSError, match="in use"):
            listening.bind("127.0.0.1", bound.getsockname()[1])
