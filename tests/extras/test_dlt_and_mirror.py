"""The dlt source has the rows that a mirror has."""

import os

import pytest

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"

import dlt
import duckdb

from hubspot_facade import HubSpot
from hubspot_facade.dlt import source
from hubspot_facade.mirror import mirror
from hubspot_facade.sandbox import Sandbox

TYPES = ["contacts", "companies", "deals"]
PAIRS = "select from_type, from_id::varchar, to_type, to_id::varchar, category, type_id, label from"


@pytest.mark.filterwarnings("ignore:.*rounded to 18 decimal places")
def test_the_rows_are_those_of_a_mirror(tmp_path):
    """Also after changes: ids, associations with their types, owners, stages, and all values of some columns."""
    mirrored, loaded = tmp_path / "mirror.duckdb", tmp_path / "loaded.duckdb"
    pipeline = dlt.pipeline(
        "portal", destination=dlt.destinations.duckdb(str(loaded)), dataset_name="hubspot", pipelines_dir=str(tmp_path)
    )
    with Sandbox() as sandbox, HubSpot(sandbox.token, base_url=sandbox.url) as hs:
        sandbox.seed(contacts=60)
        for _ in range(2):
            mirror(hs, str(mirrored), include=TYPES)
            pipeline.run(source(hs, include=TYPES)).raise_on_failed_jobs()
            with (
                duckdb.connect(str(mirrored), read_only=True) as one,
                duckdb.connect(str(loaded), read_only=True) as other,
            ):
                for connection in (one, other):
                    connection.execute("set timezone = 'UTC'")
                compare(one, other)
            sandbox.advance(600)
            changed = hs.contacts.list(limit=5).all()
            hs.contacts.batch_update([{"id": each.id, "firstname": "new"} for each in changed])
            hs.deals.create({"dealname": "new", "amount": "12.5", "closedate": "2026-03-04T05:06:07.890Z"})
            sandbox.advance(60)


def compare(one, other):
    columns = {
        "contacts": "id::varchar, email, firstname, lifecyclestage, createdate::timestamp, lastmodifieddate::timestamp",
        "companies": "id::varchar, name, domain, numberofemployees::double",
        "deals": "id::varchar, dealname, amount::double, closedate::timestamp, dealstage, hs_is_closed",
    }
    for table, names in columns.items():
        query = "select {} from {}{}"
        rows = [
            sorted(connection.execute(query.format(names, place, table)).fetchall(), key=str)
            for connection, place in ((one, ""), (other, "hubspot."))
        ]
        assert rows[0]
        assert rows[0] == rows[1]
    pairs = [one.execute(f"{PAIRS} associations"), other.execute(f"{PAIRS} hubspot.associations")]
    assert sorted(pairs[0].fetchall(), key=str) == sorted(pairs[1].fetchall(), key=str)
    for query in (
        "select id::varchar, email from {}owners",
        "select object_type, pipeline_id, id, label from {}pipeline_stages",
    ):
        found = [connection.execute(query.format(place)) for connection, place in ((one, ""), (other, "hubspot."))]
        assert sorted(found[0].fetchall()) == sorted(found[1].fetchall())
