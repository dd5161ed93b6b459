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


def steps(name, job=None):
    """The steps of a job, or of all jobs one after another."""
    jobs = workflow(name)["jobs"]
    return [step for each in ([job] if job else jobs) for step in jobs[each]["steps"]]


def commands(name, job=None):
    return [step["run"].partition("#")[0].strip() for step in steps(name, job) if "run" in step]


def tasks(name, job=None):
    """Tasks of the Makefile in the order in which a workflow runs them."""
    runs = [command.split() for command in commands(name, job)]
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
    assert {task for task in found if "=" not in task and not task.startswith('"$')} <= targets()


def test_the_workflows_are_these():
    assert [file.name for file in WORKFLOWS] == ["ci.yml", "publish.yml", "specs.yml"]


def test_ci_runs_what_runs_here():
    assert tasks("ci.yml", "tasks") == local_tasks()
    others = [command for command in commands("ci.yml", "tasks") if not command.startswith("make ")]
    assert others == ["sudo apt-get install --yes --no-install-recommends redis-server"]


def test_ci_runs_on_every_python_that_is_promised():
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for job in ("tasks", "wheel"):
        assert workflow("ci.yml")["jobs"][job]["strategy"]["matrix"]["python"] == promised


def test_the_wheel_is_tested_on_three_systems_without_make():
    job = workflow("ci.yml")["jobs"]["wheel"]
    assert job["strategy"]["matrix"]["system"] == ["ubuntu-latest", "windows-latest", "macos-latest"]
    assert commands("ci.yml", "wheel")[-1] == "python -m scripts.wheel --versions pinned"
    assert not tasks("ci.yml", "wheel")


def test_the_lowest_and_the_newest_dependencies_are_tested_on_the_pythons_at_both_ends():
    found = [
        (each["python"], each["task"]) for each in workflow("ci.yml")["jobs"]["bounds"]["strategy"]["matrix"]["include"]
    ]
    promised = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert found == [(promised[0], "test-lowest"), (promised[-1], "test-newest")]
    assert {task for _, task in found} <= targets()
    assert tasks("ci.yml", "bounds") == ['"$TASK"']


def test_a_version_is_published_by_trusted_publishing_and_only_after_its_wheel_passed():
    file = workflow("publish.yml")
    assert file["on"] == {"push": {"tags": ["[0-9]+.[0-9]+.[0-9]+"]}}
    assert file["permissions"] == {}
    build, publish = file["jobs"]["build"], file["jobs"]["publish"]
    assert commands("publish.yml", "build") == ['make release-check TAG="$GITHUB_REF_NAME"', "make test-wheel"]
    assert publish["needs"] == "build"
    assert publish["environment"]["name"] == "pypi"
    assert (build["permissions"], publish["permissions"]) == ({"contents": "read"}, {"id-token": "write"})
    assert publish["steps"][-1]["with"] == {"attestations": "true"}


def test_no_workflow_but_the_weekly_one_has_a_secret_or_a_token():
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert "secrets." not in text, file.name
        assert "password" not in text, file.name
        assert ("github.token" in text) == (file.name == "specs.yml")


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
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+|pypa/gh-action-pypi-publish@release/v1", each) for each in uses)
    assert "permissions" in workflow(file.name)


def test_what_is_put_into_shells_is_no_text_of_others():
    """An expression inside a script is replaced before the shell reads it; scripts take theirs from the environment."""
    for file in WORKFLOWS:
        for step in steps(file.name):
            assert "${{" not in step.get("run", "")


FORMS = sorted(path for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_a_form_for_issues_is_one_and_asks_for_what_doctor_prints(file):
    form = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert form.keys() == {"name", "description", "labels", "body"}
    asked = [each for each in form["body"] if each["type"] != "markdown"]
    assert {each["type"] for each in form["body"]} <= KINDS
    assert len({each["id"] for each in asked}) == len(asked)
    assert all(each["attributes"]["label"] for each in asked)
    assert all(isinstance(option, str) for each in asked for option in each["attributes"].get("options", ()))
    assert any("hubspot-facade doctor" in each["attributes"]["label"] for each in asked)


def test_there_are_forms_and_nothing_else_for_issues():
    assert [file.name for file in FORMS] == ["bug.yml", "hubspot-differs.yml"]
    assert yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text()) == {"blank_issues_enabled": False}
