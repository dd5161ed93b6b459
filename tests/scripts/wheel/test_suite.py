"""Which tests can run without the checkout."""

from pathlib import Path

import pytest

from scripts.wheel.suite import bound, lay
from scripts.wheel.versions import constraints, lowest_declared

ROOT = Path(__file__).parents[3]
FILES = {
    "tests/conftest.py": "import pytest\n",
    "tests/crm/test_own.py": "from pathlib import Path\nimport hubspot_facade\nDATA = Path(__file__).parents[1]\n",
    "tests/crm/test_checkout.py": "from pathlib import Path\nROOT = Path(__file__).parents[2]\n",
    "tests/crm/test_program.py": "def test_x():\n    from scripts.docs import page\n",
    "tests/crm/helping.py": "import examples.app\n",
    "tests/crm/test_helped.py": "from tests.crm.helping import x\n",
    "tests/crm/test_helped_twice.py": "from tests.crm import test_helped\n",
    "tests/docs/conftest.py": "import scripts\n",
    "tests/docs/deep/test_below.py": "import pytest\n",
    "tests/extras/test_pandas.py": "import pandas\n",
    "tests/data/rows.json": "[]",
    "pyproject.toml": "[project]\n",
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "checkout" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "checkout"


def test_what_needs_the_checkout_itself_or_by_what_it_imports_stays_behind(checkout: Path, tmp_path: Path):
    assert lay(checkout, tmp_path / "copy") == (1, 5)
    copied = {
        path.relative_to(tmp_path / "copy").as_posix() for path in (tmp_path / "copy").rglob("*") if path.is_file()
    }
    assert copied == {"pyproject.toml", "tests/conftest.py", "tests/crm/test_own.py", "tests/data/rows.json"}
    assert (checkout / "tests/crm/test_checkout.py").exists()


# The tests that stay behind besides those of rooms that are about the checkout: what each needs of it.
STAY = {
    "bulk/test_killed.py": "scripts.soak",
    "cli/test_bash.py": "a terminal with bash",
    "facade/test_odd_answers.py": "the cassettes",
    "generated/test_absent_fields.py": "scripts/codegen",
    "generated/test_every_answer.py": "scripts.codegen",
    "generated/test_no_answers.py": "scripts.codegen",
    "mcp/test_terminal.py": "a terminal",
    "mirror/test_kills.py": "the checkout's folder",
    "plans/test_edition_calls.py": "specs",
    "sandbox/documents/test_made_up_requests.py": "schemathesis",
    "sandbox/page/test_page.py": "docs",
    "sandbox/serving/test_requestlog.py": "scripts.record",
    "sandbox/test_unsettled.py": "docs",
    "transport/test_rates.py": "scripts.bench",
    "webhooks/test_events.py": "specs",
}
ABOUT_THE_CHECKOUT = {"contract", "docs", "examples", "meta", "other_clients", "packaging", "scripts", "typing"}
PACKAGES_OF_THEIR_OWN = {"browser", "extras"}


def test_the_tests_of_the_package_run_on_the_wheel_but_for_those_named():
    left = [path.relative_to(ROOT / "tests") for path in bound(ROOT) if path.name.startswith("test_")]
    rooms = ABOUT_THE_CHECKOUT | PACKAGES_OF_THEIR_OWN
    assert {path.as_posix() for path in left if path.parts[0] not in rooms} == set(STAY)


def test_the_lowest_versions_are_those_that_are_declared_and_the_others_are_pinned():
    lowest = lowest_declared(ROOT)
    assert {"attrs", "httpx", "python-dateutil", "typer", "starlette", "uvicorn"} <= set(lowest)
    lines = constraints(ROOT, "lowest")
    names = [line.partition("==")[0] for line in lines]
    assert len(set(names)) == len(names)
    assert f"httpx=={lowest['httpx']}" in lines
    assert next(line for line in lines if line.startswith("pytest==")) in constraints(ROOT, "pinned")
    assert constraints(ROOT, "newest") == []


def test_a_dependency_without_a_lowest_version_is_refused(tmp_path: Path):
    project = '[project]\ndependencies = ["attrs"]\n[project.optional-dependencies]\ncli = []\nsandbox = []\n'
    (tmp_path / "pyproject.toml").write_text(project, encoding="utf-8")
    with pytest.raises(ValueError, match="no lowest version for 'attrs'"):
        lowest_declared(tmp_path)
