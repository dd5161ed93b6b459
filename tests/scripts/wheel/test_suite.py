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


def test_most_tests_of_the_package_run_on_the_wheel():
    left = {path.relative_to(ROOT / "tests").parts[0] for path in bound(ROOT) if path.name.startswith("test_")}
    here = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert here - left >= {"account", "auth", "crm", "files", "marketing", "oauth", "wire"}
    assert {path.name for path in bound(ROOT) if path.parent == ROOT / "tests/cli"} == {"test_bash.py"}
    everything = [path for path in (ROOT / "tests").rglob("test_*.py") if "scripts" not in path.parts]
    stays = [path for path in bound(ROOT) if path.name.startswith("test_") and "scripts" not in path.parts]
    assert len(stays) < 0.25 * len(everything)


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
