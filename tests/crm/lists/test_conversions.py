"""Conversions of dynamic lists into static ones, and waiting for lists, on the sandbox."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hubspot_facade import InputError, JobTimeout, NotFound


@pytest.fixture
def dynamic(hs):
    operation = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}
    rule = {"filterType": "PROPERTY", "property": "city", "operation": operation}
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [rule], "filterBranches": []}
    branch = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [inner]}
    return hs.lists.create("In a city", filter_branch=branch).list_id


def test_a_list_is_converted_on_its_day_and_waited_for(hs, dynamic):
    assert hs.lists.wait(dynamic).processing_type == "DYNAMIC"
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    asked = hs.lists.conversions.schedule(dynamic, on=yesterday).requested_conversion_time
    assert date(asked.year, asked.month, asked.day) == yesterday
    done = hs.lists.conversions.wait(dynamic, timeout=None)
    assert done.converted_at.date() == yesterday
    assert hs.lists.get(dynamic).processing_type == "SNAPSHOT"


def test_a_conversion_that_is_to_come_is_not_waited_for_longer_than_asked(hs, dynamic):
    asked = hs.lists.conversions.schedule(dynamic, inactive_for=2, unit="month").requested_conversion_time
    assert (asked.offset, asked.time_unit) == (2, "MONTH")
    with pytest.raises(JobTimeout, match=f"conversion of list {dynamic} is SCHEDULED"):
        hs.lists.conversions.wait(dynamic, timeout=0)
    hs.lists.conversions.cancel(dynamic)
    for ask in (hs.lists.conversions.get, lambda key: hs.lists.conversions.wait(key, timeout=None)):
        with pytest.raises(NotFound):
            ask(dynamic)


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({}, "on"),
        ({"on": date(2026, 1, 2), "inactive_for": 2}, "on"),
        ({"inactive_for": 2, "unit": "YEAR"}, "unit"),
        ({"on": "soon"}, "on"),
    ],
)
def test_a_conversion_that_cannot_be_is_not_sent(hs, paths, how, field):
    with pytest.raises(InputError) as caught:
        hs.lists.conversions.schedule(5, **how)
    assert (caught.value.field, paths()) == (field, [])
