"""The built distributions: what is in them, and that the wheel works in an empty environment.

Packages come from the index that the machine's pip is set up for.
"""

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from hubspot_facade.sandbox.documents.index import METHODS, Index, document, documents_of
from hubspot_facade.version import __version__

ROOT = Path(__file__).parents[2]
LARGEST = 8_200_000  # bytes that the installed package may take
EDITIONS = ("v3", "2026-03", "2026-09", "authored")

PROGRAM = """
import json
from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
    made = hs.operations.run("Create/update contact", {"email": "ada@example.com", "properties": {"firstname": "Ada"}})
    read = hs.contacts.get_by_email("ada@example.com", properties=["firstname"])
    untold = hs.raw("GET", "/cms/v3/hubdb/tables").raise_for_status()
    print(json.dumps({
        "same": made["id"] == read.id,
        "firstname": read.properties["firstname"],
        "answer": untold.headers["x-sandbox-answer"],
    }))
"""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both distributions; the wheel is built from the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--quiet", "--outdir", folder)
    return folder


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    return only(distributions, "*.whl")


def unpacked(wheel: Path, folder: Path) -> Path:
    """The documents of a wheel, as they are in an installed package."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - the archive was just built here
    return folder / "hubspot_facade" / "sandbox" / "specs"


def sources(*folders: str) -> set[str]:
    """Files under version control or about to be, by their paths in the repository."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", *folders).splitlines()
    return {name for name in listed if (ROOT / name).is_file()}


def test_the_wheel_holds_the_packages_and_the_documents_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        size = sum(each.file_size for each in archive.infolist())
    expected = sources("hubspot_facade") | {
        name.removeprefix("generated/") for name in sources("generated/hubspot_openapi")
    }
    assert {name for name in names if not name.endswith(".gz")} == expected
    assert size < LARGEST
    assert {"hubspot_facade/py.typed", "hubspot_openapi/py.typed"} <= names


def test_the_documents_of_the_wheel_are_those_of_the_repository(wheel: Path, tmp_path: Path):
    packed = unpacked(wheel, tmp_path)
    found = [path for edition in EDITIONS for path in documents_of(packed / edition)]
    pattern = r"specs/(v3|20\d\d-\d\d|authored)/.*\.json"
    assert {f"specs/{path.relative_to(packed).as_posix()}" for path in found} == {
        name for name in sources("specs") if re.match(pattern, name)
    }
    for path in found:
        assert document(path) == json.loads((ROOT / "specs" / path.relative_to(packed)).read_bytes())


def test_every_path_leads_to_the_same_operation_in_the_wheel(wheel: Path, tmp_path: Path):
    packed = unpacked(wheel, tmp_path)
    in_wheel, in_repository = Index(packed), Index(ROOT / "specs")
    asked = 0
    for edition in EDITIONS:
        for path in documents_of(ROOT / "specs" / edition):
            for template in json.loads(path.read_bytes())["paths"]:
                for method in METHODS:
                    mine, own = in_wheel.find(method.upper(), template), in_repository.find(method.upper(), template)
                    assert (mine is None) == (own is None)
                    if mine is not None and own is not None:
                        asked += 1
                        assert mine[0].document.relative_to(packed) == own[0].document.relative_to(ROOT / "specs")
                        assert (mine[0][1:], mine[1]) == (own[0][1:], own[1])
    assert asked > 1_000


def test_the_wheel_brings_the_command_and_the_pytest_plugin(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".dist-info/entry_points.txt")]
        text = archive.read(name).decode()
    assert "[console_scripts]\nhubspot-facade = hubspot_facade.cli:main\n" in text
    assert "[pytest11]\nhubspot_facade = hubspot_facade.pytest_plugin\n" in text


def test_the_source_distribution_holds_what_the_tasks_need(distributions: Path):
    with tarfile.open(only(distributions, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"Makefile", "constraints.txt", "LICENSE", "README.md", "scripts/specs/__main__.py", "specs/manifest.toml"}
    assert wanted <= names
    assert not [name for name in names if name.startswith(("specs/upstream", ".venv", ".demo"))]


def test_the_wheel_runs_an_operation_on_the_sandbox_in_an_empty_environment(wheel: Path, tmp_path: Path):
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "empty")
    bin_ = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_ / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile")
    run(*pip, "--constraint", ROOT / "constraints.txt", f"{wheel}[cli,sandbox]")
    told = json.loads(run(python, "-I", "-W", "error", "-c", PROGRAM, cwd=tmp_path))
    assert told == {"same": True, "firstname": "Ada", "answer": "collection"}
    assert run(bin_ / "hubspot-facade", "--version", cwd=tmp_path) == f"hubspot-facade {__version__}\n"
    assert f"-{__version__}-" in wheel.name


def test_constraints_name_versions_and_no_places():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"#.*|[a-z0-9-]+==[0-9][0-9a-z.+!]*", line) for line in lines)
