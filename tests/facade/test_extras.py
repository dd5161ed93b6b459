"""Packages that only some features need."""

import json

import pytest

from hubspot_facade.errors import ConfigurationError
from hubspot_facade.extras import load


def test_an_installed_module_is_imported():
    assert load("json", "some") is json


def test_a_missing_package_is_named_with_the_extra_that_brings_it():
    with pytest.raises(ConfigurationError, match=r"surely_missing is needed: pip install 'hubspot-facade\[some\]'"):
        load("surely_missing.part", "some")


def test_what_an_installed_package_misses_is_raised_as_it_is(tmp_path, monkeypatch):
    (tmp_path / "halfway.py").write_text("import surely_missing\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="surely_missing"):
        load("halfway", "some")
