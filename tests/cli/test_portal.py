"""`hubspot-facade portal`: exit codes, what is printed where, and what is written."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.cli.auth import profiles

STAGES = [{"label": "One", "metadata": {"probability": "0.1"}}]


@pytest.fixture
def hs(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as client:
        yield client


@pytest.fixture
def portal(sandbox, monkeypatch):
    """Runs `hubspot-facade portal` on the sandbox: exit code, standard output, standard error."""
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    monkeypatch.delenv("HUBSPOT_PROFILE", raising=False)

    def run(*arguments):
        done = CliRunner().invoke(app, ["portal", *map(str, arguments)])
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.stdout, done.stderr

    return run


@pytest.fixture
def settings(portal, tmp_path):
    """A directory of the settings of deals."""
    assert portal("pull", "--to", tmp_path / "settings", "-t", "deals") == (0, "", "4 files changed\n")
    return tmp_path / "settings"


def test_what_is_unchanged_is_written_once(portal, settings):
    before = {path: path.read_bytes() for path in settings.rglob("*.toml")}
    assert portal("pull", "--to", settings, "-t", "deals") == (0, "", "nothing changed\n")
    assert {path: path.read_bytes() for path in settings.rglob("*.toml")} == before


def test_a_directory_does_not_lose_the_settings_of_types_that_are_not_pulled(portal, settings):
    before = {path: path.read_bytes() for path in settings.rglob("*.toml")}
    code, _, said = portal("pull", "--to", settings, "-t", "contacts")
    assert code == 2
    assert f"{settings} also has the settings of deals: pull them together (-t contacts -t deals)" in said
    assert {path: path.read_bytes() for path in settings.rglob("*.toml")} == before
    assert portal("diff", settings) == (0, "", "")
    assert portal("pull", "--to", settings, "-t", "contacts", "-t", "deals")[0] == 0
    assert portal("diff", settings) == (0, "", "")
    assert portal("pull", "--to", settings)[0] == 0
    assert portal("diff", settings) == (0, "", "")


def test_settings_of_a_type_that_can_no_longer_be_read_stay(portal, settings, sandbox):
    sandbox.fail("GET", "*/properties/*0-3*", status=403, times=10)
    code, _, said = portal("pull", "--to", settings)
    assert code == 2
    assert "left out deals: " in said
    assert "also has the settings of deals: remove its files, or pull into another directory" in said
    assert (settings / "deals" / "pipelines.toml").exists()


def test_drift_is_exit_code_1(portal, settings, hs):
    assert portal("diff", settings) == (0, "", "")
    hs.pipelines.create("deals", "More", stages=STAGES)
    assert portal("diff", settings) == (1, "- deals/pipelines/More\n", "")
    code, shown, said = portal("diff", settings, "--format", "json")
    assert (code, said) == (1, "")
    assert [each["name"] for each in json.loads(shown)["differences"]] == [["More"]]


def test_two_directories_are_compared_without_an_account(portal, settings, hs, tmp_path, sandbox):
    hs.pipelines.create("deals", "More", stages=STAGES)
    portal("pull", "--to", tmp_path / "other", "-t", "deals")
    before = len(sandbox.application.log.entries)
    assert portal("diff", tmp_path / "other", settings) == (1, "+ deals/pipelines/More\n", "")
    assert portal("diff", settings, settings) == (0, "", "")
    assert len(sandbox.application.log.entries) == before


def test_another_account_is_compared_by_its_profile(portal, settings, sandbox, monkeypatch):
    token = sandbox.new_token(portal=333)
    with HubSpot(base_url=sandbox.url, access_token=token) as other:
        other.pipelines.create("deals", "Theirs", stages=STAGES)

    def settings_of(name, base_url):
        return {"access_token": {"production": token, None: sandbox.token}[name], "base_url": sandbox.url}

    monkeypatch.setattr("hubspot_facade.cli.auth.profiles.settings_of", settings_of)
    assert callable(profiles.settings_of)
    assert portal("diff", settings, "--against", "production") == (1, "- deals/pipelines/Theirs\n", "")
    assert portal("diff", settings) == (0, "", "")
    code, _, said = portal("diff", settings, settings, "--against", "production")
    assert (code, said) == (2, "error: --against, --profile and a second directory exclude each other\n")


def test_nothing_is_written_without_a_yes(portal, settings, hs):
    hs.pipelines.update("deals", "default", label="Changed")
    code, shown, said = portal("apply", settings)
    assert code == 2
    assert shown.startswith("rename deals/pipelines/Sales Pipeline: 'Changed' → 'Sales Pipeline'\nplan ")
    assert said.startswith("error: nothing was written; to carry this out, add --yes or --plan ")
    assert hs.pipelines.get("deals", "default").label == "Changed"
    assert portal("apply", settings, "--yes")[::2] == (0, "1 step done\n")
    assert hs.pipelines.get("deals", "default").label == "Sales Pipeline"
    assert portal("apply", settings, "--yes") == (0, "nothing to do\n", "")


def test_ids_of_what_was_created_are_kept(portal, settings, hs):
    file = settings / "deals" / "pipelines.toml"
    more = '\n[[pipelines]]\nlabel = "Ours"\nstages = [{label = "One", metadata = {probability = "0.1"}}]\n'
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    before = file.read_bytes()
    assert portal("apply", settings, "--yes")[0] == 0
    id_ = next(each.id for each in hs.pipelines.list("deals") if each.label == "Ours")
    (ids,) = (settings / "ids").iterdir()
    assert f'[deals.pipelines.Ours]\nid = "{id_}"\n' in ids.read_text(encoding="utf-8")
    assert file.read_bytes() == before


def test_a_plan_that_is_out_of_date_is_not_carried_out(portal, settings, hs):
    hs.pipelines.update("deals", "default", label="Changed")
    plan = portal("apply", settings)[1].split()[-4]
    hs.pipelines.create("deals", "More", stages=STAGES)
    code, _, said = portal("apply", settings, "--plan", plan)
    assert code == 2
    assert said.startswith("error: this plan is no longer what is to be done, which is plan ")
    assert said.endswith("the settings or the portal have changed since, or its hash is mistyped; plan again\n")
    assert hs.pipelines.get("deals", "default").label == "Changed"


def test_a_wrong_plan_is_refused_where_there_is_nothing_to_do(portal, settings):
    code, printed, said = portal("apply", settings, "--plan", "WRONG")
    assert (code, printed) == (2, "nothing to do\n")
    assert said.startswith("error: this plan is no longer what is to be done")


def test_a_failure_lists_what_was_done_and_what_was_not_begun(portal, settings, hs, sandbox):
    labels = [each.label for each in next(iter(hs.pipelines.list("deals"))).stages][:3]
    file = settings / "deals" / "pipelines.toml"
    text = file.read_text(encoding="utf-8")
    for label in labels:
        text = text.replace(f'"{label}"', f'"New {label}", renamed_from = "{label}"')
    file.write_text(text, encoding="utf-8")
    sandbox.fail("PATCH", "*/pipelines/*", status=400, skip=1, times=1)
    code, shown, said = portal("apply", settings, "--yes")
    assert code == 4
    assert len(shown.splitlines()) == 4
    key = "deals/pipelines/Sales Pipeline/New"
    assert said.splitlines()[0] == "done: 1"
    assert said.splitlines()[1].startswith(f"failed: rename {key} {labels[1]}: ")
    assert said.splitlines()[2].startswith(f"not begun: rename {key} {labels[2]}: ")
    assert "Traceback" not in said
    assert portal("apply", settings, "--yes")[0] == 0
    assert portal("diff", settings) == (0, "", "")


def test_what_hubspot_cannot_do_is_exit_code_2(portal, settings, hs):
    stage = next(iter(hs.pipelines.list("deals"))).stages[0]
    hs.deals.create({"dealname": "Engine", "dealstage": stage.id, "pipeline": "default"})
    file = settings / "deals" / "pipelines.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(f'"{stage.label}"', '"Another"'), encoding="utf-8")
    for path in (settings / "ids").iterdir():
        path.unlink()
    code, shown, said = portal("apply", settings, "--prune", "--yes")
    assert code == 2
    place = f"deals/pipelines/Sales Pipeline/{stage.label}: 1 records are in it"
    assert f"impossible: {place}" in shown
    assert said == f"error: nothing was written, because HubSpot cannot do this: {place}\n"


@pytest.mark.parametrize("command", ["diff", "apply"])
def test_what_is_no_directory_of_settings_is_said_in_a_line(portal, tmp_path, command):
    code, shown, said = portal(command, tmp_path)
    assert (code, shown) == (2, "")
    assert "has no portal.toml" in said


def test_a_directory_that_cannot_be_written_is_said_in_a_line(portal, tmp_path):
    (tmp_path / "file").write_text("")
    code, shown, said = portal("pull", "--to", tmp_path / "file" / "settings", "-t", "deals")
    assert (code, shown) == (2, "")
    assert "cannot be written" in said
