"""Run every peer's round trips, each against a sandbox of its own; missing clients are installed into `.peers/`.

Then record anew what the two official ones send (`scripts/peers/wire`). `python -m scripts.peers.run` exits with 1 when
a round trip fails, or a recording is not the committed one. Arguments choose those whose names contain one of them.
"""

import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

from hubspot_facade.sandbox import Sandbox
from scripts.peers.wire.renewal import renew

HERE = Path(__file__).parent
HOME = Path(".peers").resolve()
PYTHON_CLIENTS = ("hubspot-api-client==12.0.0", "hubspot-sdk==0.1.0a9", "hubspot3==3.2.56", "tap-hubspot==4.5.0")
PROGRAMS = {
    "meltano_tap_sync.py": ("meltano-tap-hubspot==0.10.1",),
    "airbyte_source_sync.py": ("airbyte-source-hubspot==5.7.0",),
}
"""What needs an environment of its own."""
NODE_CLIENTS = {"@hubspot/api-client": "13", "hubspot": "2.3.14"}
"""The packages of npm, each with its version."""
ROUND_TRIPS = (
    "hubspot_api_client.py",
    "hubspot_api_client_types.py",
    "hubspot_api_client_services.py",
    "hubspot_api_client_calls.py",
    "hubspot_sdk_client.py",
    "hubspot_sdk_services.py",
    "hubspot_sdk_calls.py",
    "hubspot_api_client.mjs",
    "hubspot_api_client_services.mjs",
    "pages.py",
    "failures.py",
    "failures.mjs",
    "hubspot3_client.py",
    "hubspot_npm.mjs",
    "tap_hubspot_sync.py",
    *PROGRAMS,
)


def python(script: str = "") -> Path:
    """The interpreter of an environment with what the script needs, by default the Python clients."""
    packages = PROGRAMS.get(script, PYTHON_CLIENTS)
    home = HOME / (Path(script).stem if script in PROGRAMS else "python")
    found, mark = home / "bin" / "python", home / "clients.txt"
    wanted = "\n".join(packages)
    if not found.exists():
        venv.create(home, with_pip=True)
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        subprocess.run([found, "-m", "pip", "install", "--quiet", *packages], check=True)
        mark.write_text(wanted, encoding="utf-8")
    return found


def node() -> Path | None:
    """A folder whose node_modules has the clients; None without npm."""
    home = HOME / "node"
    if not all((home / "node_modules" / one).exists() for one in NODE_CLIENTS):
        if shutil.which("npm") is None:
            return None
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        wanted = [f"{name}@{version}" for name, version in NODE_CLIENTS.items()]
        subprocess.run(["npm", "install", "--silent", *wanted], cwd=home, check=True)
    return home


def run(name: str) -> str | None:
    """The problem of a round trip; None if it passed."""
    script = HERE / name
    home = node() if name.endswith(".mjs") else HOME
    if home is None:
        return "npm is not installed"
    command = ["node", str(script)] if name.endswith(".mjs") else [str(python(name)), "-W", "ignore", str(script)]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent.parent)}
    with Sandbox() as sandbox:
        command += [sandbox.url, sandbox.token]
        done = subprocess.run(
            command, cwd=home, env=environment, check=False, capture_output=True, text=True, timeout=300
        )
    sys.stdout.write(done.stdout)
    return done.stderr if done.returncode else None


def main() -> int:
    """Run them and print how long each took; 1 if one failed."""
    wanted = sys.argv[1:]
    failed: list[str] = []
    for name in ROUND_TRIPS:
        if wanted and not any(one in name for one in wanted):
            continue
        started = time.perf_counter()
        problem = run(name)
        print(f"{'FAILED' if problem else 'passed'}  {name}  {time.perf_counter() - started:.1f} s", flush=True)
        if problem:
            failed.append(name)
            print(problem, file=sys.stderr)
    changed = renew(python()) if not wanted or any(one in "wire" for one in wanted) else 0
    return int(bool(failed)) | changed


if __name__ == "__main__":
    sys.exit(main())
