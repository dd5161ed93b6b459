"""Both type checkers agree with what is written here for them, the wrong lines included."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
BOAT = [
    {"name": "hull", "type": "date", "fieldType": "date"},
    {
        "name": "flags",
        "type": "enumeration",
        "fieldType": "checkbox",
        "options": [{"label": each, "value": each, "hidden": False, "displayOrder": 0} for each in ("red", "blue")],
    },
]

both = pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--strict", "--warn-unused-ignores"],
        ["pyright", "--pythonpath", sys.executable, "--warnings"],
    ],
    ids=["mypy", "pyright"],
)


@both
def test_what_checkers_say_of_clients_and_models(checker):
    command = [sys.executable, "-m", *checker, *map(str, (ROOT / "tests/typing").glob("[!t]*.py"))]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # our own
    assert shown.returncode == 0, shown.stdout + shown.stderr


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A program beside the models of a portal that has a type, and odd properties, of its own."""
    folder = tmp_path_factory.mktemp("program")
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        hs.schemas.create("boat", labels={"singular": "Boat", "plural": "Boats"}, properties=BOAT)
        for name in ("class", "str", "bool", "property", "typing"):
            text = {"type": "string", "field_type": "text", "group_name": "contactinformation"}
            hs.properties.create("contacts", name, label=f"{name}'s \"\\\n", **text)
        types = ["contacts", "deals", "boat"]
        (folder / "portal_models.py").write_bytes(hs.properties.generate_models(types).source.encode())
    text = (ROOT / "tests/typing/portal_program.txt").read_text(encoding="utf-8")
    (folder / "program.py").write_text(text, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    return folder


@both
def test_what_checkers_say_of_generated_models(checker, program):
    command = [sys.executable, "-m", *checker, "program.py", "portal_models.py"]
    if checker[0] == "mypy":
        command += ["--cache-dir", str(ROOT / ".mypy_cache" / "programs")]
    places = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
    environment = {**os.environ, "MYPYPATH": places, "PYTHONPATH": places}
    shown = subprocess.run(
        command, cwd=program, env=environment, capture_output=True, text=True, check=False
    )  # our own
    assert shown.returncode == 0, shown.stdout + shown.stderr
