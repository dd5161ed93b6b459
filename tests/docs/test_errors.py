"""The page on errors: its examples run, and every error has its place there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from hubspot_facade import errors
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.transport.policy import Retry, RetryPolicy, decide
from hubspot_facade.transport.request import Answer
from scripts.docs.errors import attributes, public_errors, remarks, retried

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TESTS = [block for block in BLOCKS if "def test_" in block]


def test_every_public_error_has_a_row():
    names = [kind.__name__ for kind in public_errors()]
    assert sorted(names) == sorted({"HubSpotError", *errors.__all__} - {"ErrorItem"})
    assert sorted(remarks()) == sorted(names)
    assert re.findall(r"^### (\w+)$", PAGE.partition("## Every error")[2], re.MULTILINE) == names
    assert all(set(each) == {"cause", "cure", "repeat"} for each in remarks().values())


def test_the_tree_above_the_classes_names_each_of_them():
    assert set(re.findall(r"[├└]── (\w+)", errors.__doc__ or "")) == {kind.__name__ for kind in public_errors()[1:]}


def test_a_row_has_the_attributes_that_its_error_has():
    """Of each error that can be made without a report or a plan."""
    made = [
        errors.InputError("email", "wrong"),
        errors.UnknownOperation("Creat contact", ["Create contact"]),
        errors.MissingEndpoint("crm.teapots.get", "v3"),
        errors.RetiredEndpoint("GET /old", "2020-01-01", None),
        errors.NetworkError("broke", method="GET", url="/"),
        errors.WebhookRefused("no", status=401),
        errors.RateLimited(status=429),
        errors.MissingScopes(status=403),
        errors.Conflict(status=409),
        errors.JobTimeout("later", kind="import", job_id="1"),
        errors.Unaccounted("crm.objects.batch_create"),
    ]
    for error in made:
        kinds = [kind for kind in type(error).__mro__ if issubclass(kind, errors.HubSpotError)]
        listed = {name for kind in kinds for name in attributes(kind)}
        assert vars(error).keys() <= listed
        assert all(hasattr(error, name) for name in listed)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(errors.BadRequest, 400), (errors.Locked, 423), (errors.NotFound, 404), (errors.Conflict, 409)],
)
def test_a_row_says_what_the_retry_policy_does(kind, status):
    decision = decide(RetryPolicy(), 1, Answer(status, {}, b""), repeatable=False, jitter=0, now=0)
    assert retried(kind) == ("yes" if isinstance(decision, Retry) else "no")


def test_the_examples_of_what_hubspot_says_pass_as_tests(tmp_path):
    for number, block in enumerate(TESTS):
        (tmp_path / f"test_{number}.py").write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert f"\n{len(TESTS)} passed" in done.stdout, done.stdout + done.stderr
    assert len(TESTS) == len(re.findall(r"^### \d", PAGE, re.MULTILINE))


def test_the_program_that_catches_them_runs(monkeypatch, capsys):
    (script,) = [block for block in BLOCKS if block not in TESTS]
    with Sandbox() as sandbox:
        monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
        exec(script, {})  # noqa: S102 # our own page
    first, second, third = capsys.readouterr().out.split()
    assert first == second != "None"
    assert third == "None"
