"""The list of mutants is true: each still applies, once, and names tests that are there."""

import subprocess
from pathlib import Path

import pytest

from scripts.mutation.__main__ import main
from scripts.mutation.mutant import Mutant, MutantError, read_mutants
from scripts.mutation.trial import Trial

ROOT = Path(__file__).parents[2]
MUTANTS = read_mutants()


def test_there_are_some_forty():
    assert len(MUTANTS) >= 40


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mutant_applies_once_and_names_its_tests(mutant):
    whole, broken = mutant.source(ROOT)
    assert whole != broken
    compile(broken, mutant.file, "exec")
    assert [each for each in mutant.tests if not (ROOT / "tests" / each).exists()] == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('name = "a"\nfile = "f"\nold = "x"\nnew = "x"\ntests = ["t"]', "a: it changes nothing"),
        ('name = "a"\nfile = "f"\nold = "x"\nnew = "y"\ntests = []', "names no tests"),
        ('name = "a"\nfile = "f"\nold = "x"\ntests = ["t"]', "a: .*new"),
        ('name = "a"\nfile = "f"\nold = "x"\nnew = "y"', "a: 'tests'"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(tmp_path, entry, message):
    file = tmp_path / "mutants.toml"
    file.write_text(f"[[mutant]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(MutantError, match=message):
        read_mutants(file)


def test_a_text_that_is_gone_or_stands_twice_is_refused(tmp_path):
    (tmp_path / "f.py").write_text("a = 1\nb = 1\n", encoding="utf-8")
    with pytest.raises(MutantError, match="'c' 0 times"):
        Mutant("m", "f.py", "c", "d", ("t",)).source(tmp_path)
    with pytest.raises(MutantError, match="'1' 2 times"):
        Mutant("m", "f.py", "1", "2", ("t",)).source(tmp_path)
    with pytest.raises(MutantError, match=r"no g\.py"):
        Mutant("m", "g.py", "1", "2", ("t",)).source(tmp_path)


def test_a_trial_tells_the_test_that_notices_and_leaves_its_copy_whole(tmp_path):
    project = tmp_path / "project"
    (project / "hubspot_facade").mkdir(parents=True)
    (project / "tests").mkdir()
    source = project / "hubspot_facade" / "adding.py"
    source.write_text("def add(a, b):\n    return a + b\n\n\ndef idle():\n    return 1\n", encoding="utf-8")
    (project / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '-ra'\n", encoding="utf-8")
    (project / "tests" / "test_adding.py").write_text(
        "from pathlib import Path\n\n\ndef test_add():\n    space = {}\n"
        "    exec(Path('hubspot_facade/adding.py').read_text(), space)\n    assert space['add'](1, 2) == 3\n",
        encoding="utf-8",
    )
    trial = Trial(project, tmp_path / "copy")
    tests = ("test_adding.py",)
    assert trial.failure(tests) is None
    caught = trial.verdict(Mutant("m", "hubspot_facade/adding.py", "a + b", "a - b", tests))
    assert caught == (True, "tests/test_adding.py::test_add")
    unseen = trial.verdict(Mutant("m", "hubspot_facade/adding.py", "return 1", "return 2", tests))
    assert unseen == (False, "test_adding.py pass")
    assert (tmp_path / "copy" / "hubspot_facade" / "adding.py").read_bytes() == source.read_bytes()


@pytest.mark.parametrize("hangs", [True, False])
def test_tests_that_take_too_long_have_noticed_only_what_hangs(tmp_path, monkeypatch, hangs):
    (tmp_path / "f.py").write_text("a = 1\n", encoding="utf-8")
    trial = Trial(tmp_path / "nothing", tmp_path)

    def late(*_arguments, **_options):
        raise subprocess.TimeoutExpired("pytest", 1)

    monkeypatch.setattr(subprocess, "run", late)
    assert trial.verdict(Mutant("m", "f.py", "1", "2", ("t",), hangs)) == (hangs, "120 s were not enough")
    assert (tmp_path / "f.py").read_text(encoding="utf-8") == "a = 1\n"


def test_the_command_refuses_a_list_that_is_not_true(monkeypatch, capsys):
    gone = Mutant("m", "hubspot_facade/plans/edition_calls.py", "no such text", "x", ("t",))
    monkeypatch.setattr("scripts.mutation.__main__.read_mutants", lambda: [gone])
    assert main([]) == 2
    assert "m: hubspot_facade/plans/edition_calls.py has 'no such text' 0 times" in capsys.readouterr().err
