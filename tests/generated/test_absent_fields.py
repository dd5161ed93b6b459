"""What answers are known to leave out is typed so, and what is listed there is still in the documents."""

from __future__ import annotations

import importlib
import tomllib
import typing
from pathlib import Path
from types import NoneType

import hubspot_openapi
import pytest
from hubspot_openapi import runtime

ABSENT = tomllib.loads((Path(__file__).parents[2] / "scripts" / "codegen" / "absent.toml").read_text())
ROOT = Path(hubspot_openapi.__file__).parent


def classes(name: str) -> list[type[runtime.Model]]:
    """The classes of this name, in whichever module the documents place them."""
    files = [file for file in sorted(ROOT.rglob("*.py")) if f"\nclass {name}(Model):" in file.read_text("utf-8")]
    modules = [".".join((ROOT.name, *file.relative_to(ROOT).with_suffix("").parts)) for file in files]
    return [getattr(importlib.import_module(module), name) for module in modules]


@pytest.mark.parametrize("schema", ABSENT)
def test_a_field_that_answers_leave_out_may_be_none_and_is_still_wanted_by_the_constructor(schema: str) -> None:
    models = classes(schema)
    assert models
    for model in models:
        fields = {field.name: field for field in runtime._fields_of(model)}
        hints = typing.get_type_hints(model)
        for name in ABSENT[schema]["fields"]:
            assert NoneType in typing.get_args(hints[fields[name].attribute])
            assert fields[name].default is runtime._REQUIRED
