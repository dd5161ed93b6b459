"""A portal as a dlt source, with the real dlt, into DuckDB."""

import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt  # after its telemetry is off
import duckdb

from hubspot_facade import HubSpot, InputError
from hubspot_facade.dlt import source
from hubspot_facade.sandbox import Sandbox

OWN = ("created_at", "updated_at", "archived", "archived_at")


@pytest.fixture
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def hs(sandbox):
    with HubSpot(sandbox.token, base_url=sandbox.url, retries=0) as hs:
        yield hs


@pytest.fixture
def pipeline(tmp_path):
    destination = dlt.destinations.duckdb(str(tmp_path / "portal.duckdb"))
    return dlt.pipeline("portal", destination=destination, dataset_name="hubspot", pipelines_dir=str(tmp_path / "dlt"))


@pytest.fixture
def rows(tmp_path):
    """The rows of a query."""

    def rows(query):
        with duckdb.connect(str(tmp_path / "portal.duckdb"), read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return connection.execute(query).fetchall()

    return rows


def contacts_of(rows):
    return dict(rows("select email, firstname from hubspot.contacts"))


def run(pipeline, hs, **options):
    info = pipeline.run(source(hs, **{"include": ["contacts", "companies", "deals"], **options}))
    info.raise_on_failed_jobs()
    return info


def test_types_are_those_of_the_definitions(hs, pipeline, rows):
    group = {"group_name": "dealinformation"}
    options = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]
    hs.properties.create(
        "deals", "tiers", label="Tiers", type="enumeration", field_type="checkbox", options=options, **group
    )
    hs.properties.create("deals", "day", label="Day", type="date", field_type="date", **group)
    names = ["dealname", "amount", "closedate", "hs_is_closed", "day", "tiers", "hubspot_owner_id"]
    hs.deals.create(
        {
            "dealname": "007",
            "amount": "12345678901234567890.000000000000000001",
            "day": "2026-02-03",
            "closedate": "2026-03-04T05:06:07.890Z",
            "tiers": "a;b",
        }
    )
    info = run(pipeline, hs, properties={"deals": names})
    kinds = dict(rows("select column_name, data_type from information_schema.columns where table_name = 'deals'"))
    assert {name: kinds[name] for name in names} == {
        "dealname": "VARCHAR",
        "amount": "DECIMAL(38,18)",
        "closedate": "TIMESTAMP WITH TIME ZONE",
        "hs_is_closed": "BOOLEAN",
        "day": "DATE",
        "tiers": "JSON",
        "hubspot_owner_id": kinds["hubspot_owner_id"],
    }
    ((name, amount, day, closed, tiers),) = rows(
        "select dealname, amount, day, epoch_ms(closedate), tiers from hubspot.deals"
    )
    assert (name, amount, str(day), closed) == (
        "007",
        Decimal("12345678901234567890.000000000000000001"),
        "2026-02-03",
        1772600767890,
    )
    assert tiers.replace(" ", "") == '["a","b"]'
    jobs = [job.job_file_info.file_format for package in info.load_packages for job in package.jobs["completed_jobs"]]
    assert "parquet" in jobs
    tables = {
        job.job_file_info.table_name
        for package in info.load_packages
        for job in package.jobs["completed_jobs"]
        if job.job_file_info.file_format == "parquet"
    }
    assert {"deals", "owners", "pipelines"} <= tables


def test_later_runs_load_what_changed_and_delete_what_is_gone(hs, sandbox, pipeline, rows):
    made = {name: hs.contacts.create({"email": f"{name}@x.example", "firstname": name}).id for name in "abcd"}
    run(pipeline, hs)
    assert contacts_of(rows) == {f"{name}@x.example": name for name in "abcd"}
    sandbox.advance(600)
    hs.contacts.update(made["a"], {"firstname": "new"})
    hs.contacts.archive(made["b"])
    hs.contacts.merge(made["c"], made["d"])
    new = hs.contacts.create({"email": "e@x.example", "firstname": "e"}).id
    sandbox.advance(60)
    before = len(sandbox.requests)
    run(pipeline, hs)
    assert contacts_of(rows) == {each.properties["email"]: each.properties["firstname"] for each in hs.contacts.list()}
    assert {row[0] for row in rows("select id from hubspot.contacts")} >= {made["a"], new}
    assert not any(
        each.method == "GET"
        and each.path.endswith("/contacts")
        and "archived=true" not in str(each.query)
        and "limit=1" not in str(each.query)
        for each in sandbox.requests[before:]
    )


def test_a_run_that_fails_keeps_the_state(hs, sandbox, pipeline, rows):
    first = hs.contacts.create({"email": "a@x.example", "firstname": "a"}).id
    run(pipeline, hs, associations=False)
    hs.contacts.update(first, {"firstname": "b"})
    sandbox.advance(3600)
    sandbox.fail("GET", "*/owners*", fault="500", times=-1)
    with pytest.raises(Exception, match="owners"):
        run(pipeline, hs, associations=False)
    assert contacts_of(rows) == {"a@x.example": "a"}
    sandbox.application.faults.clear()
    run(pipeline, hs, associations=False)
    assert contacts_of(rows) == {"a@x.example": "b"}


def associated(rows):
    return sorted(rows("select from_type, from_id, to_type, to_id, type_id, label from hubspot.associations"))


def test_associations_are_those_of_the_records(hs, pipeline, rows):
    ada, bob = (hs.contacts.create({"email": f"{name}@x.example"}).id for name in ("ada", "bob"))
    acme, zeta = (hs.companies.create({"name": name}).id for name in ("Acme", "Zeta"))
    for person in (ada, bob):
        hs.associations.create("contacts", person, "companies", acme)
    run(pipeline, hs)
    found = associated(rows)
    assert {each[:4] for each in found} == {
        *(("contacts", person, "companies", acme) for person in (ada, bob)),
        *(("companies", acme, "contacts", person) for person in (ada, bob)),
    }
    listed = hs.associations.batch_read("contacts", "companies", [ada])[ada]
    assert {each[4] for each in found if each[1] == ada} == {
        kind.type_id for each in listed for kind in each.association_types
    }

    hs.associations.batch_archive("contacts", "companies", [(ada, acme)])
    hs.associations.create("contacts", bob, "companies", zeta)
    for person in (ada, bob):
        hs.contacts.update(person, {"firstname": "new"})
    for company in (acme, zeta):
        hs.companies.update(company, {"city": "Ulm"})
    run(pipeline, hs)
    assert {each[:4] for each in associated(rows)} == {
        *(("contacts", bob, "companies", company) for company in (acme, zeta)),
        *(("companies", company, "contacts", bob) for company in (acme, zeta)),
    }


def test_former_values_are_kept(hs, sandbox, pipeline, rows):
    ada = hs.contacts.create({"email": "ada@x.example", "lifecyclestage": "lead"}).id
    run(pipeline, hs, histories={"contacts": ["lifecyclestage"]})
    sandbox.advance(5)
    hs.contacts.update(ada, {"lifecyclestage": "customer"})
    run(pipeline, hs, histories={"contacts": ["lifecyclestage"]})
    found = rows("select record_id, property, value from hubspot.property_histories order by timestamp")
    assert found == [(ada, "lifecyclestage", "lead"), (ada, "lifecyclestage", "customer")]


def test_owners_and_pipelines_are_replaced(hs, sandbox, pipeline, rows):
    sandbox.load_samples()
    for _ in range(2):
        run(pipeline, hs, include=["deals"], properties={"deals": ["dealname"]}, associations=False)
    owners = [*hs.owners.list(), *hs.owners.list(archived=True)]
    assert sorted(rows("select id, email from hubspot.owners")) == sorted((each.id, each.email) for each in owners)
    stages = {("deals", each.id, stage.id, stage.label) for each in hs.pipelines.list("deals") for stage in each.stages}
    found = rows("select object_type, pipeline_id, id, label from hubspot.pipeline_stages where object_type = 'deals'")
    assert sorted(found) == sorted(stages)


def test_by_default_everything_that_may_be_read(hs, sandbox):
    names = set(source(hs, associations=False).resources)
    assert {"contacts", "companies", "deals", "tickets", "line_items", "owners", "pipelines"} <= names
    scopes = ["crm.objects.contacts.read", "crm.schemas.contacts.read", "crm.objects.owners.read"]
    with HubSpot(sandbox.new_token(scopes=scopes), base_url=sandbox.url) as few:
        with pytest.warns(UserWarning, match="left out, since the token may not read them: companies, deals"):
            names = set(source(few).resources)
        assert "contacts" in names
        assert "deals" not in names
        named = source(few, include=["deals"], associations=False)
        with pytest.raises(dlt.extract.exceptions.ResourceExtractionError, match="403 MISSING_SCOPES"):
            list(named.with_resources("deals"))


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"include": ["cars"]}, "include"),
        ({"include": "contacts"}, "include"),
        ({"exclude": ["cars"]}, "exclude"),
        ({"include": ["contacts"], "properties": {"deals": ["amount"]}}, "properties"),
        ({"include": ["contacts"], "histories": {"deals": ["amount"]}}, "histories"),
    ],
)
def test_bad_options_are_refused(hs, options, field):
    with pytest.raises(InputError) as raised:
        source(hs, **options)
    assert raised.value.field == field


def test_one_command_fills_a_database(sandbox, hs, tmp_path):
    hs.contacts.create({"email": "ada@x.example"})
    environment = {
        **os.environ,
        "HUBSPOT_ACCESS_TOKEN": sandbox.token,
        "HUBSPOT_BASE_URL": sandbox.url,
        "HOME": str(tmp_path),
    }
    environment.pop("RUNTIME__DLTHUB_TELEMETRY")
    done = subprocess.run(
        [sys.executable, "-m", "hubspot_facade.dlt", "portal.duckdb"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(tmp_path / "portal.duckdb")) as connection:
        assert connection.execute("select email from hubspot.contacts").fetchall() == [("ada@x.example",)]
    assert Path(tmp_path, "portal.duckdb").exists()
