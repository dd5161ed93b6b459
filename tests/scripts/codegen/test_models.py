"""How models are written: recurring unions once, names of JSON beside the fields, facts in the docstring."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from scripts.codegen.tree import PACKAGE, build, replace
from tests.scripts.codegen.conftest import JSON, answer, document, operation, put, ref

SHAPES = ("Circle", "Square", "Line")


def shape(name: str) -> JSON:
    inner: JSON = {"type": "array", "items": {"oneOf": [ref(f"{each}Shape") for each in SHAPES]}}
    kind = {"type": "string", "enum": [name], "default": name}
    return {"type": "object", "required": ["kind"], "properties": {"kind": kind, "parts": inner, "an odd name": kind}}


@pytest.fixture
def drawing(specs: Path) -> Iterator[ModuleType]:
    """The models of an API whose schemas contain each other."""
    schemas = {f"{name}Shape": shape(name.upper()) for name in SHAPES}
    paths = {
        f"/cms/drawings/v3/{name}": {"get": operation("x", answer(ref(f"{name}Shape")), security=[{"oauth2": [name]}])}
        for name in SHAPES
    }
    put(specs, "cms/drawings", document(paths, schemas))
    replace(specs, specs.parent / "generated")
    ours = {name: module for name, module in sys.modules.items() if name.split(".")[0] == PACKAGE}
    for name in ours:
        del sys.modules[name]
    sys.path.insert(0, str(specs.parent / "generated"))
    try:
        yield importlib.import_module(f"{PACKAGE}.v3.cms.drawings.models")
    finally:
        sys.path.pop(0)
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]
        sys.modules.update(ours)


def test_a_union_that_recurs_is_written_once_and_reads_every_member(drawing: ModuleType) -> None:
    source = Path(str(drawing.__file__)).read_text()
    assert source.count("CircleShape | ") == 1
    read = drawing.CircleShape.from_dict({"kind": "CIRCLE", "parts": [{"kind": "LINE", "parts": [{"kind": "SQUARE"}]}]})
    assert isinstance(read.parts[0], drawing.LineShape)
    assert isinstance(read.parts[0].parts[0], drawing.SquareShape)
    assert read == drawing.CircleShape(parts=[drawing.LineShape(parts=[drawing.SquareShape()])])


def test_a_field_whose_name_has_spaces_is_read_and_written(drawing: ModuleType) -> None:
    read = drawing.LineShape.from_dict({"kind": "LINE", "an odd name": "x"})
    assert (read.an_odd_name, read.to_dict()) == ("x", {"kind": "LINE", "an odd name": "x"})
    assert drawing.LineShape(an_odd_name="y").to_dict() == {"kind": "LINE", "an odd name": "y"}


def test_a_model_says_where_it_is_used(drawing: ModuleType) -> None:
    assert drawing.CircleShape.__doc__ == (
        "Schema CircleShape, edition v3. Answer of cms.drawings.get_circle. Part of LineShape and SquareShape."
    )


def test_lists_of_scopes_stand_below_the_calls_and_reach_them(specs: Path) -> None:
    scopes = [f"scope-{number}" for number in range(10)]
    security = [{"oauth2": [scope]} for scope in scopes]
    paths = {"/cms/pages/v3": {"get": operation("x", answer(None, "204"), security=security)}}
    put(specs, "cms/pages", document(paths, {}))
    (edition,), _ = build(specs)
    source = edition.files["cms/pages/operations.py"]
    assert source.index("def get_all") < source.index("SCOPES_1 = ") < source.index("OPERATIONS = ")
    replace(specs, specs.parent / "generated")
    program = "from hubspot_openapi.v3.cms.pages.operations import get_all; print(*get_all.operation.scopes)"
    assert run(program, specs.parent / "generated").split() == scopes


def run(program: str, where: Path) -> str:
    done = subprocess.run([sys.executable, "-c", program], cwd=where, capture_output=True, text=True, check=True)
    return done.stdout
