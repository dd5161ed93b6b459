"""The page on upgrading: its former names, versions of Python and editions are those of the package."""

import re
import tomllib
from pathlib import Path

import hubspot_openapi

from hubspot_facade.plans.former_names import REMOVAL, FormerName
from hubspot_facade.resources import Shelf, each_resource
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.version import __version__

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/upgrading.md").read_text(encoding="utf-8")


def former_names():
    """Resource and former name → resource and current name."""
    found = {}
    for path, resource in each_resource(Shelf()):
        for base in type(resource).__mro__:
            for name, value in vars(base).items():
                if isinstance(value, FormerName):
                    found[f"{path}.{name}"] = f"{path}.{value.name}"
    return found


def listed():
    """The same as the page has it."""
    part = PAGE.partition("### Former names")[2].partition("```")[0]
    found, activities = {}, []
    for before, now in re.findall(r"^\| (`.+) \| `([\w.]+)` \|$", part, re.MULTILINE):
        names = re.findall(r"`([\w.]+)`", before)
        if " of `" in before:
            activities = names[1:]
        if " of " in before:
            found |= {f"{activity}.{names[0]}": f"{activity}.{now}" for activity in activities}
        else:
            found |= dict.fromkeys(names, now)
    return found


def test_the_former_names_are_those_that_there_are():
    page = listed()
    assert page.pop("Batch.told") == "Batch.listed"
    assert page == former_names()
    assert set(re.findall(r"(?:until|gone in) (\d\.\d)", PAGE)) == {REMOVAL}


def test_the_version_that_one_upgrades_to_is_this_one():
    minor = __version__.rpartition(".")[0]
    assert f"## From 0.1 to {minor}\n" in PAGE


def test_the_pythons_are_those_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    (line,) = re.findall(r"^\* \*\*Python\.\*\* (.+?)\. A version", PAGE, re.MULTILINE)
    assert re.findall(r"3\.\d+", line) == promised
    assert project["requires-python"] == f">={promised[0]}"


def test_an_edition_that_it_names_is_one():
    assert set(re.findall(r"For `([\w-]+)` that is", PAGE)) <= hubspot_openapi.editions().keys()


def test_the_program_with_a_former_name_runs_and_warns(monkeypatch, capsys):
    (script,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        exec(script, {})  # noqa: S102 # our own page
    assert re.search(r"associations\.associate.*associations\.create|create", capsys.readouterr().out)
