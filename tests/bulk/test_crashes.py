"""Loads that are killed, refused and cut off at any moment, against a model: nothing is lost, nothing is doubled."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade.bulk.loading import load
from hubspot_facade.bulk.rows import Values
from hubspot_facade.errors import HubSpotError
from tests.bulk.conftest import MEMORY
from tests.bulk.fake_portal import FAULTS, NOW, Killed, Portal, write

KEYS = st.lists(st.sampled_from(("a", "b", "c", "d", "e", "f", "g", "")), max_size=20)
FAULTY = st.lists(st.sampled_from((None, None, *FAULTS)), max_size=12)


def load_until_finished(portal, rows, faults, kind, *, keyed, fingerprint="x", **options):
    """The last report, after as many runs as it takes; a killed run leaves the journal as it was at that moment."""
    faults = list(faults)
    with TemporaryDirectory(dir=MEMORY) as folder:
        journal, dead = Path(folder) / "load.db", Path(folder) / "dead.db"
        for _ in range(40):
            portal.dead, portal.copies = False, {str(journal): str(dead), f"{journal}-wal": f"{dead}-wal"}
            portal.faults = faults
            source = Values(iter(rows), fingerprint=fingerprint)
            plan = load(write(kind, keyed=keyed), source, {"journal": journal, "wall": NOW.timestamp, **options})
            try:
                report = portal.run(plan)
            except Killed:
                for suffix in ("", "-wal"):
                    Path(f"{journal}{suffix}").unlink(missing_ok=True)
                    if Path(f"{dead}{suffix}").exists():
                        Path(f"{dead}{suffix}").rename(f"{journal}{suffix}")
                continue
            except HubSpotError:
                continue  # nothing was done yet, or the disk is full
            if report.stopped is None:
                outcomes = list(report.outcomes)
                assert [each.number for each in report.failures] == [each.number for each in outcomes if not each.ok]
                return report, outcomes
    raise AssertionError("it never ends")


def rows_of(keys):
    return [{"key": key, "row": f"row {number}"} for number, key in enumerate(keys)]


def check_counts(report, outcomes, rows):
    assert [each.number for each in outcomes] == list(range(len(rows)))
    assert report.rows == report.done + report.failed + report.unknown == len(rows)
    assert Counter(each.status for each in outcomes) == Counter(
        {name: count for name in ("done", "failed", "unknown") if (count := getattr(report, name))}
    )
    assert all((each.error is None) == each.ok for each in outcomes)


@pytest.mark.parametrize("fingerprint", ["x", None])
@settings(max_examples=60)
@given(keys=KEYS, faults=FAULTY)
def test_an_upsert_ends_with_the_last_row_of_each_key(fingerprint, keys, faults):
    portal, rows = Portal(), rows_of(keys)
    report, outcomes = load_until_finished(portal, rows, faults, "upsert", keyed=True, fingerprint=fingerprint)
    check_counts(report, outcomes, rows)
    last = {}
    for row, outcome in zip(rows, outcomes, strict=True):
        assert row["key"] or outcome.field == "key"
        if outcome.ok:
            last[row["key"]] = row["row"]
    unknown = {rows[each.number]["key"] for each in outcomes if each.status == "unknown"}
    for key, row in last.items():
        if key not in unknown:  # an answer that left a row out, after which nothing else was written, may be either
            assert portal.records[key]["row"] == row
    assert set(last) <= set(portal.records) <= set(last) | unknown


@settings(max_examples=60)
@given(keys=KEYS, faults=FAULTY)
def test_of_rows_with_one_key_the_first_decides_what_becomes_of_the_others(keys, faults):
    portal, rows = Portal(), rows_of(keys)
    report, outcomes = load_until_finished(
        portal, rows, faults, "upsert", keyed=True, fingerprint=None, duplicates="first"
    )
    check_counts(report, outcomes, rows)
    for key, outcome in zip(keys, outcomes, strict=True):
        first = outcomes[keys.index(key)]
        if key and outcome is not first:
            assert outcome.status == first.status
            assert (outcome.change == "duplicate") == outcome.ok
    assert all(record["row"] == f"row {keys.index(key)}" for key, record in portal.records.items())


@settings(max_examples=60)
@given(keys=KEYS, faults=FAULTY)
def test_a_create_with_a_key_makes_one_record_a_key(keys, faults):
    portal, rows = Portal(), rows_of(keys)
    report, outcomes = load_until_finished(portal, rows, faults, "create", keyed=True)
    check_counts(report, outcomes, rows)
    assert max(Counter(portal.created).values(), default=0) <= 1
    assert len(portal.created) == len(portal.records)
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.ok:
            assert portal.records[row["key"]]["row"] == row["row"]
        elif outcome.status == "failed":
            assert row["row"] not in portal.created


@settings(max_examples=60)
@given(keys=KEYS, faults=FAULTY)
def test_a_create_without_a_key_is_never_sent_twice(keys, faults):
    portal, rows = Portal(), rows_of(keys)
    report, outcomes = load_until_finished(portal, rows, faults, "create", keyed=False)
    check_counts(report, outcomes, rows)
    assert max(Counter(portal.created).values(), default=0) <= 1
    for row, outcome in zip(rows, outcomes, strict=True):
        if outcome.status != "unknown":
            assert (row["row"] in portal.created) == outcome.ok
