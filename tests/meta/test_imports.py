"""Who imports whom, and when."""

import ast
import re
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import hubspot_openapi
import pytest

import hubspot_facade
from hubspot_facade import HubSpot
from hubspot_facade.late import Late, late_module, late_pattern
from hubspot_facade.sandbox import Sandbox

ROOT = Path(hubspot_facade.__file__).parent
GENERATED = Path(hubspot_openapi.__file__).parent
TABLE = tomllib.loads(Path(__file__).with_name("imports.toml").read_text(encoding="utf-8"))
GROUPS = {name: row.get("packages", [name]) for name, row in TABLE.items()}


def module_of(path, root=ROOT):
    """A file's dotted name: hubspot_facade.errors."""
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in sorted(ROOT.rglob("*.py"))}


def imported(module):
    """The modules that a module imports, type checking and functions included, as dotted names."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            for name in node.names:
                yield full if (full := f"{base}.{name.name}") in MODULES else base


def package_of(module):
    """The part below hubspot_facade: "transport", "sandbox.state", …; another package's own name."""
    parts = module.split(".")
    if parts[0] == "hubspot_facade":
        depth = 3 if parts[1:2] == ["sandbox"] else 2
        return ".".join(parts[1:depth])
    return "hubspot_openapi.runtime" if module.startswith("hubspot_openapi.runtime") else parts[0]


def seen_from(package, other):
    """What a package has imported: outside of it the sandbox is one package."""
    inside = package.partition(".")[0] == "sandbox"
    return other if inside else "sandbox" if other.startswith("sandbox.") else other


def allowed_in(package):
    """What a package may import, groups taken apart; None for the root, which only says where names are."""
    row = next(row for name, row in TABLE.items() if package in GROUPS[name])
    return {inner for name in row["may_import"] for inner in GROUPS.get(name, [name])} | {package}


def beyond(module):
    """What a module imports though the table does not allow it."""
    others = {"httpx", "httpx2", "httpcore", "httpcore2", "hubspot_openapi"}  # `transport.library` loads them by name
    package = package_of(module)
    found = {
        seen_from(package, package_of(each))
        for each in imported(module)
        if each in MODULES or each.split(".")[0] in others
    }
    allowed = allowed_in(package)
    return found - allowed - ({"hubspot_openapi.runtime"} if "hubspot_openapi" in allowed else set())


def test_modules_import_what_the_table_allows():
    assert {each: found for each in MODULES if package_of(each) and (found := beyond(each))} == {}


def test_no_row_lets_the_sandbox_import_the_facade():
    rows = {name: row for name, row in TABLE.items() if name.partition(".")[0] == "sandbox"}
    assert {package_of(each) for each in MODULES if ".sandbox" in each} >= {"sandbox", "sandbox.state", "sandbox.crm"}
    allowed = {each for row in rows.values() for each in row["may_import"] if not each.startswith("sandbox.")}
    assert allowed == {"httpx"}


def test_each_package_has_one_row():
    packages = sorted(package for group in GROUPS.values() for package in group)
    assert packages == sorted({package_of(each) for each in MODULES} - {""})


def circles(graph):
    """Groups of modules that import each other, by whatever way."""
    order, seen = [], set()

    def visit(module, edges, out):
        stack = [(module, iter(edges[module]))]
        seen.add(module)
        while stack:
            _, rest = stack[-1]
            following = next((each for each in rest if each not in seen), None)
            if following is None:
                out.append(stack.pop()[0])
            else:
                seen.add(following)
                stack.append((following, iter(edges[following])))

    for module in graph:
        if module not in seen:
            visit(module, graph, order)
    back = {module: {other for other in graph if module in graph[other]} for module in graph}
    seen.clear()
    found = []
    for module in reversed(order):
        if module not in seen:
            group = []
            visit(module, back, group)
            found.append(group)
    return [sorted(group) for group in found if len(group) > 1]


def test_no_modules_import_each_other():
    graph = {module: {each for each in imported(module) if each in MODULES} - {module} for module in MODULES}
    assert circles(graph) == []


def test_a_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == [["a", "b", "c"]]


def test_generated_code_imports_nothing_of_ours():
    files = sorted(GENERATED.rglob("*.py"))
    assert [path for path in files if "hubspot_facade" in path.read_text(encoding="utf-8")] == []


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


def test_the_sandbox_loads_nothing_of_the_facade_but_the_root_and_its_version():
    ours = {each for each in loaded_after("import hubspot_facade.sandbox") if each.startswith("hubspot_")}
    assert {each for each in ours if not each.startswith("hubspot_facade.sandbox")} == {
        "hubspot_facade",
        "hubspot_facade.version",
    }


def test_using_contacts_loads_the_objects_api_alone():
    loaded = loaded_after(
        "from hubspot_facade.crm.contacts.contacts import calls\n"
        "calls.get_page('contacts').bind(('2026-03', 'v3', '2026-09'))"
    )
    packages = {each for each in loaded if each.startswith("hubspot_openapi.v") and each.endswith(".operations")}
    assert packages == {"hubspot_openapi.v2026_03.crm.objects.operations"}


COLD = """
hubspot_facade basic_errors client config crm crm.contacts crm.contacts.contacts crm.records crm.records.batches
crm.records.objects crm.records.record_reads late light_dataclasses plans plans.answers plans.arguments plans.drivers
plans.edition_calls plans.former_names plans.keyword_fields plans.methods plans.plan plans.shared_reads resources
transport transport.bounded transport.checks transport.clock transport.connections
transport.credentials transport.exchange transport.intake transport.library transport.pacing transport.policy
transport.process transport.repeatable transport.request transport.secrets transport.senders
transport.share transport.window version wire wire.ids
"""
"""The modules of ours that a program's first call needs; each costs it a tenth of a millisecond, or several."""

COLD_GENERATED = """
hubspot_openapi runtime v2026_03 v2026_03.crm v2026_03.crm.objects v2026_03.crm.objects.models
v2026_03.crm.objects.operations v2026_03.shared v2026_03.shared.common v2026_03.shared.crm
"""
"""The generated ones: what writes, and what reads unions and large answers, is not among them."""


def test_a_first_call_loads_no_more_modules_than_it_needs():
    with Sandbox() as sandbox:
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            key = hs.contacts.create({"email": "ada@example.com"}).id
        loaded = loaded_after(
            "import sys; sys.modules['httpx._main'] = None  # which loads rich, where that is installed\n"
            "from hubspot_facade import HubSpot\n"
            f"HubSpot({sandbox.token!r}, base_url={sandbox.url!r}).contacts.get({key})"
        )
    ours = {each.removeprefix("hubspot_facade.") for each in loaded if each.split(".")[0] == "hubspot_facade"}
    assert sorted(ours) == sorted(COLD.split())
    generated = {each.removeprefix("hubspot_openapi.") for each in loaded if each.split(".")[0] == "hubspot_openapi"}
    assert sorted(generated) == sorted(COLD_GENERATED.split())
    assert not loaded & {"asyncio", "decimal", "difflib", "html"}


def test_what_is_late_comes_when_it_is_asked_for():
    made = []
    late = Late(lambda: made.append(1) or Fraction(1, 3))
    assert not hasattr(late, "__wrapped__")
    assert made == []
    assert (late.numerator, late.denominator, made) == (1, 3, [1])
    assert late_module("fractions").Fraction is Fraction
    assert late_pattern("a+", re.IGNORECASE).fullmatch("AA")
    with pytest.raises(AttributeError):
        _ = late.nonsense


def test_every_public_name_is_there():
    assert all(getattr(hubspot_facade, name) is not None for name in hubspot_facade.__all__)
    assert set(hubspot_facade.__all__) <= set(dir(hubspot_facade))
    with pytest.raises(AttributeError):
        _ = hubspot_facade.Nonsense
