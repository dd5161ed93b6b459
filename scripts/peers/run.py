"""Run every peer's round trip against a fresh sandbox; clients are installed into `.peers/` when they are missing.

`python -m scripts.peers.run` exits with 1 when a round trip fails.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from hubspot_facade.sandbox import Sandbox

HERE = Path(__file__).parent
HOME = Path(".peers").resolve()
PYTHON_CLIENTS = ("hubspot-api-client==12.0.0", "hubspot-sdk==0.1.0a9")
NODE_CLIENT = "@hubspot/api-client@13"


def python() -> Path:
    """The interpreter of an environment with the Python clients."""
    home = HOME / "python"
    found = home / "bin" / "python"
    if not found.exists():
        venv.create(home, with_pip=True)
        subprocess.run([found, "-m", "pip", "install", "--quiet", *PYTHON_CLIENTS], check=True)
    return found


def node() -> Path:
    """A folder whose node_modules has the client."""
    home = HOME / "node"
    if not (home / "node_modules" / "@hubspot").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
        subprocess.run(["npm", "install", "--silent", NODE_CLIENT], cwd=home, check=True)
    return home


def main() -> int:
    """Run them all; how many failed, at most 1."""
    failed = 0
    for name in ("hubspot_api_client.py", "hubspot_sdk_client.py", "hubspot_api_client.mjs"):
        script = HERE / name
        with Sandbox() as sandbox:
            if name.endswith(".mjs"):
                if shutil.which("npm") is None:
                    print(f"{name}: npm is not installed")
                    failed = 1
                    continue
                command, cwd = ["node", str(script)], node()
            else:
                command, cwd = [str(python()), str(script)], HOME
            failed |= subprocess.run([*command, sandbox.url, sandbox.token], cwd=cwd, check=False).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
