"""Who imports whom, and when."""

import ast
import subprocess
import sys
from pathlib import Path

import hubspot_openapi
import pytest

import hubspot_facade

ROOT = Path(hubspot_facade.__file__).parent
GENERATED = Path(hubspot_openapi.__file__).parent
AREAS = ["account", "cms", "communication_preferences", "crm", "events", "files", "marketing", "oauth", "webhooks"]
RESOURCES_MAY = {
    "operation",
    "paging",
    "batching",
    "downloads",
    "errors",
    "calls",
    "values",
    "plan",
    "raw",
    "body",
    "dates",
    "date_properties",
    "arguments",
    "spelling",
    "kinds",
    "choices",
    "needs",
}
# the ends of the chain: nobody builds on them but those behind
ENDS = {"client": ("cli", "__init__.py"), "cli": ("cli",)}


def imported(path):
    """The modules of ours and httpx that a file imports at run time, as dotted names."""
    tree = ast.parse(path.read_text())
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def part(module):
    """The first part below hubspot_facade: "transport", "errors", …"""
    return module.split(".")[1] if module.startswith("hubspot_facade.") else None


def files(*folders):
    return [path for folder in folders for path in sorted(folder.rglob("*.py"))]


OURS = [path for path in files(ROOT) if not path.is_relative_to(ROOT / "sandbox")]


@pytest.mark.parametrize("path", files(*(ROOT / area for area in AREAS)), ids=lambda path: path.stem)
def test_resources_import_only_what_they_are_made_of(path):
    own = path.relative_to(ROOT).parts[0]
    assert {part(each) for each in imported(path) if part(each)} <= {*RESOURCES_MAY, own}


@pytest.mark.parametrize("path", files(ROOT / "transport"), ids=lambda path: path.stem)
def test_transport_imports_errors_and_httpx(path):
    ours = {part(each) for each in imported(path) if part(each)}
    assert ours <= {"errors", "transport"}


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_transport_imports_httpx_and_nobody_the_client(path):
    modules = list(imported(path))
    if not path.is_relative_to(ROOT / "transport"):
        assert "httpx" not in {each.split(".")[0] for each in modules}
    for end, allowed in ENDS.items():
        if path.relative_to(ROOT).parts[0] not in allowed:
            assert end not in {part(each) for each in modules}


def test_generated_code_imports_nothing_of_ours():
    importing = [path for path in files(GENERATED) if "hubspot_facade" in path.read_text()]
    assert importing == []


def loaded_after(code):
    script = f"{code}\nimport sys; print('\\n'.join(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # our own
    return set(shown.stdout.split())


def test_importing_the_package_loads_neither_httpx_nor_an_api():
    loaded = loaded_after("import hubspot_facade")
    assert not {each for each in loaded if each.split(".")[0] in ("httpx", "hubspot_openapi", "attrs", "attr")}


def test_making_a_client_loads_neither_httpx_nor_an_api():
    loaded = loaded_after("from hubspot_facade import HubSpot; HubSpot('pat-x').contacts")
    assert not {each for each in loaded if each.split(".")[0] in ("httpx", "attr")}
    assert not {each for each in loaded if each.startswith("hubspot_openapi.v")}


def test_using_contacts_loads_the_objects_api_alone():
    loaded = loaded_after(
        "from hubspot_facade.crm.contacts import calls; calls.get_page('contacts').bind(('2026-03', 'v3', '2026-09'))"
    )
    packages = {each for each in loaded if each.startswith("hubspot_openapi.v") and each.endswith(".operations")}
    assert packages == {"hubspot_openapi.v2026_03.crm.objects.operations"}


def test_every_public_name_is_there():
    assert all(getattr(hubspot_facade, name) is not None for name in hubspot_facade.__all__)
    assert set(hubspot_facade.__all__) <= set(dir(hubspot_facade))
    with pytest.raises(AttributeError):
        _ = hubspot_facade.Nonsense
