"""Several inputs that refer to one record, which HubSpot answers once: each of them is done with it."""

import json

import pytest

from tests.facade.fakes import Client, FakeClock, FakeHubSpot, batch, record

HELD = {
    "email": "ada@example.com",
    "hs_additional_emails": "old@example.com",
    "hs_merged_object_ids": "6000",
    "firstname": "Ada",
}


def answer(request):
    asked = json.loads(request.content)["properties"] or ["email", "firstname"]
    return batch(record("1000", **{name: HELD.get(name) for name in asked}))


@pytest.mark.parametrize("colour", ["sync", "async"])
@pytest.mark.parametrize("properties", [None, ["firstname"]])
@pytest.mark.parametrize(
    ("keys", "by"),
    [
        (["1000", "6000"], None),
        (["6000", "1000"], None),
        (["ada@example.com", "Old@example.com"], "email"),
        (["old@example.com", "ada@example.com"], "email"),
    ],
)
def test_each_input_has_the_record(colour, properties, keys, by):
    found = Client(colour, FakeHubSpot(answer), FakeClock()).do(
        lambda hs: hs.contacts.batch_read(keys, id_property=by, properties=properties)
    )
    assert [(one.input, one.status, one.result.id) for one in found.outcomes] == [(key, "done", "1000") for key in keys]


@pytest.mark.parametrize("colour", ["sync", "async"])
def test_one_that_is_another_record_s_is_not_done(colour):
    found = Client(colour, FakeHubSpot(answer), FakeClock()).do(lambda hs: hs.contacts.batch_read(["1000", "7000"]))
    assert [one.status for one in found.outcomes] == ["done", "unknown"]
