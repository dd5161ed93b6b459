"""What runs in CI is what runs here."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def workflow(name):
    # Without YAML's own types: `on` is a word here, and 3.10 a version.
    return yaml.load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - of strings


def steps(name):
    (job,) = workflow(name)["jobs"].values()
    return job["steps"]


def tasks(name):
    """Tasks of the Makefile in the order in which a workflow runs them."""
    runs = [step["run"].partition("#")[0].split() for step in steps(name) if "run" in step]
    return [task for words in runs if words[0] == "make" for task in words[1:]]


def targets():
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))


def local_tasks():
    """Tasks that .ci/run loops over."""
    (found,) = re.findall(r"^for task in (.*); do$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), flags=re.M)
    return found.split()


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_runs_tasks_that_exist(file):
    found = tasks(file.name)
    assert found
    assert {task for task in found if "=" not in task} <= targets()


def test_the_workflows_are_these():
    assert [file.name for file in WORKFLOWS] == ["ci.yml", "specs.yml"]


def test_ci_runs_what_runs_here():
    assert tasks("ci.yml") == local_tasks()
    others = [step["run"] for step in steps("ci.yml") if "run" in step and not step["run"].startswith("make ")]
    assert others == ["sudo apt-get install --yes --no-install-recommends redis-server"]


def test_ci_runs_on_every_python_that_is_promised():
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert workflow("ci.yml")["jobs"]["tasks"]["strategy"]["matrix"]["python"] == promised


def test_the_documents_are_renewed_weekly_and_on_demand():
    triggers = workflow("specs.yml")["on"]
    assert set(triggers) == {"schedule", "workflow_dispatch"}
    (schedule,) = triggers["schedule"]
    minute, hour, day, month, weekday = schedule["cron"].split()
    assert minute.isdigit()
    assert hour.isdigit()
    assert (day, month, weekday) == ("*", "*", "1")


def test_the_workflow_renews_as_a_maintainer_does():
    assert [task for task in tasks("specs.yml") if "=" not in task] == ["setup", "renew"]


def test_renewing_fails_where_something_has_to_be_decided_and_opens_the_pull_request_before():
    """Setting up may fail; of what comes after, only the last step does, and only for one reason."""
    renew, *after = steps("specs.yml")[3:]
    assert (renew["id"], renew["continue-on-error"]) == ("renew", "true")
    assert "KEEP_GOING=1" in renew["run"].split()
    assert [step["name"] for step in after] == ["open a pull request", "fail where something has to be decided"]
    assert after[-1]["if"] == "steps.renew.outcome == 'failure'"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_rights_are_named(file):
    uses = [step["uses"] for step in steps(file.name) if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in uses)
    assert "permissions" in workflow(file.name)


def test_what_is_put_into_shells_is_no_text_of_others():
    """An expression inside a script is replaced before the shell reads it; scripts take theirs from the environment."""
    for file in WORKFLOWS:
        for step in steps(file.name):
            assert "${{" not in step.get("run", "")
