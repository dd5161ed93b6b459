"""Records are read with any number of properties and with all of their associations, in each edition and colour."""

import itertools
import json

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.plans.drivers import run as drive
from tests.facade.either import either
from tests.unpaced import FAST

MANY = [f"{'a_long_name_' * 7}{number:03d}" for number in range(120)]  # 12,000 characters in a URL
LABELS = itertools.count()
PEOPLE = 110  # more than the hundred associations that HubSpot puts into a record


@pytest.fixture(scope="module")
def portal(running):
    """A portal with contacts that have many properties, all of one company, some of which is primary."""
    running.reset()
    with HubSpot(base_url=running.url, access_token=running.token, limits=FAST) as hs:
        one = {"type": "string", "fieldType": "text", "groupName": "contactinformation"}
        for start in range(0, len(MANY), 100):
            inputs = [{"name": name, "label": name, **one} for name in MANY[start : start + 100]]
            hs.raw("POST", "/crm/v3/properties/contacts/batch/create", json={"inputs": inputs})
        people = hs.contacts.batch_create(
            [{"email": f"p{number}@example.com", MANY[number]: str(number)} for number in range(PEOPLE)]
        )
        ids = sorted(each.id for each in people)
        acme = hs.companies.create({"name": "Acme"}).id
        hs.associations.batch_create("companies", "contacts", [(acme, each) for each in ids])
        yield ids, acme


@pytest.fixture
def hs(running, portal, colour, edition):
    client, close = either(colour, base_url=running.url, access_token=running.token, api_version=edition, limits=FAST)
    running.application.log.entries.clear()
    yield client
    close()


def test_a_listing_has_any_number_of_properties(hs, running, portal):
    ids, _ = portal
    found = hs.contacts.list(properties=["email", *MANY])
    assert [each.id for each in found] == ids
    for number, each in enumerate(found):
        assert set(MANY) <= set(each.properties)
        assert each.properties[MANY[number]] == str(number)
        assert each.properties["email"] == f"p{number}@example.com"
    assert max(len(entry.path) + len(entry.query) for entry in running.application.log.entries) < 8_000


def test_one_record_has_any_number_of_properties(hs, portal):
    ids, acme = portal
    found = hs.contacts.get(ids[3], properties=MANY, associations="companies")
    by_address = hs.contacts.get_by_email("p3@example.com", properties=MANY)
    assert found.properties[MANY[3]] == by_address.properties[MANY[3]] == "3"
    assert set(MANY) <= set(found.properties)
    assert {each.id for each in found.associations["companies"].results} == {acme}


def test_all_stands_for_every_property(hs, portal):
    ids, _ = portal
    defined = {each.name for each in hs.properties.list("contacts")}
    assert set(MANY) < defined
    for found in (
        hs.contacts.get(ids[0], properties="all"),
        hs.contacts.list(properties="all", limit=1)[0],
        hs.contacts.search(properties="all", limit=1)[0],
        hs.contacts.list_modified(oldest_first=True, properties="all", limit=1)[0],
        hs.contacts.batch_read([ids[0]], properties="all").results[0],
        hs.contacts.typed.get(ids[0], properties="all").record,
        hs.contacts.typed.list(properties="all", limit=1)[0].record,
    ):
        assert set(found.properties) == defined


def test_a_property_that_was_just_made_is_among_all(hs, running, edition, colour):
    assert hs.deals.create({"dealname": "Engine"})
    assert "made_now" not in hs.deals.list(properties="all")[0].properties
    name = f"made_{colour}_{edition.replace('-', '_')}"
    hs.properties.create("deals", name, label=name, type="string", field_type="text", group_name="dealinformation")
    assert name in hs.deals.list(properties="all")[0].properties


def test_histories_of_any_number_of_properties(hs, portal):
    ids, _ = portal
    found = hs.contacts.list(properties_with_history=MANY)
    assert [each.id for each in found] == ids
    assert [entry.value for entry in found[7].properties_with_history[MANY[7]]] == ["7"]
    assert "7" in json.dumps(hs.contacts.get(ids[7], properties_with_history=MANY).to_dict()["propertiesWithHistory"])


def test_a_record_has_all_of_its_associations(hs, portal):
    ids, acme = portal
    for found in (hs.companies.get(acme, associations=["contacts"]), hs.companies.list(associations="contacts")[0]):
        held = found.associations["contacts"]
        assert sorted({each.id for each in held.results}) == ids
        assert held.paging is None
        first = {each.type_ for each in held.results if each.id == ids[0]}
        assert all({each.type_ for each in held.results if each.id == one} == first for one in ids[1:])


def test_types_of_later_associations_are_named_as_those_of_the_first(hs, portal):
    ids, acme = portal
    label = f"reviewer {next(LABELS)}"
    hs.association_labels.create("companies", "contacts", label=label, name=label.replace(" ", "_"))
    for each in (ids[0], ids[-1]):
        hs.associations.create("companies", acme, "contacts", each, association_type_id=label)
    held = hs.companies.get(acme, associations=["contacts"]).associations["contacts"].results
    first, last = ({one.type_ for one in held if one.id == each} for each in (ids[0], ids[-1]))
    assert first == last
    assert len(first) > 1


def test_records_that_are_gone_before_their_properties_are_read_are_left_out(hs, running, portal):
    made = [hs.tickets.create({"subject": str(number), "hs_pipeline_stage": "1"}).id for number in range(3)]
    listing = hs._target.tickets.list(properties=["subject", *MANY])
    parts, run = listing._parts, hs._settled

    def step(call):
        """Archive one of the records after the listing has named it."""
        answer = run(hs._target.run(call))
        if getattr(call, "name", "") == "get_page":
            run(hs._target.tickets.archive(made[1]))
        return answer

    page = drive(parts.fetch(None), step)
    assert [each.id for each in page.results if each.id in made] == [made[0], made[2]]
    for each in made:
        hs.tickets.archive(each)
