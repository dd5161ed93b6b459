"""Made-up portals: any size, the same for the same seed, and made of nothing that the API would refuse."""

import json

import pytest

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.derivations.counts import recount
from hubspot_facade.sandbox.crm.lists.models import Lists
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.property_values import Reader
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.seeding import seed, words
from hubspot_facade.sandbox.seeding.people import company_name
from hubspot_facade.sandbox.state.portal import Portal

NOON = 1_790_000_000.0
TABLES = ("record", "history", "unique_value", "association", "document", "counter")


OPENED: list[Portal] = []


def new(clock=lambda: NOON) -> Portal:
    OPENED.append(Portal(clock=clock))
    return OPENED[-1]


@pytest.fixture(scope="module", autouse=True)
def closed_again():
    """No database is left to the garbage collector, of which Python 3.13 warns."""
    yield
    while OPENED:
        OPENED.pop().store.close()


def everything(portal: Portal) -> list[list[tuple]]:
    return [sorted(portal.store.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES]  # noqa: S608 - above


@pytest.fixture(scope="module")
def portal() -> Portal:
    filled = new()
    assert seed(filled, contacts=400, seed=7)["contacts"] == 400
    return filled


def test_a_seed_repeats_a_portal_and_another_one_makes_another():
    portals = [new(), new(), new()]
    for number, portal in zip((7, 7, 8), portals, strict=True):
        seed(portal, contacts=30, seed=number)
    assert everything(portals[0]) == everything(portals[1])
    assert everything(portals[0]) != everything(portals[2])


def test_it_does_not_matter_in_how_many_steps_it_was_asked_for(monkeypatch):
    monkeypatch.setattr("hubspot_facade.sandbox.seeding.blocks.BLOCK", 20)
    at_once, told, stepwise = new(), [], new()
    seed(at_once, contacts=50, progress=told.append)
    for contacts, skip in ((20, 0), (50, 20)):
        seed(stepwise, contacts=contacts, skip=skip)
    assert told == [20, 40, 50]
    assert everything(at_once) == everything(stepwise)


def test_types_are_in_proportion_and_products_are_made_once(portal):
    records, types = portal.service(Records), portal.service(ObjectTypes)
    counts = {name: records.count(types.resolve(name)) for name in ("companies", "deals", "tickets")}
    assert counts == {"companies": 80, "deals": 120, "tickets": 40}
    assert records.count(types.resolve("products")) == len(words.PRODUCTS)
    filled = new()
    assert seed(filled, contacts=10)["products"] == len(words.PRODUCTS)
    assert "products" not in seed(filled, contacts=10, seed=1)


def test_products_are_not_made_with_the_sku_of_another():
    filled = new()
    kind = filled.service(ObjectTypes).resolve("products")
    filled.service(Records).create(kind, [{"name": "Mine", "hs_sku": words.PRODUCTS[0][1].lower()}])
    assert seed(filled, contacts=10)["products"] == len(words.PRODUCTS) - 1
    sku = words.PRODUCTS[1][1]
    assert filled.service(Records).get(kind, sku, by="hs_sku").properties["hs_sku"] == sku


def test_every_value_is_one_that_the_api_takes(portal):
    checked = set()
    for type_, text in portal.store.rows("SELECT type, properties FROM record"):
        kind = portal.service(ObjectTypes).by_id(type_)
        catalogue = portal.service(Properties).catalogue(kind)
        values = {name: value for name, value in json.loads(text).items() if catalogue[name].settable}
        _, problems = Reader(portal, kind).read(values)
        assert problems == [], (kind.name, values)
        checked.add(kind.plural)
    assert len(checked) == 11


def test_records_are_found_by_what_belongs_to_them(portal):
    contacts, companies = (
        portal.service(ObjectTypes).resolve("contacts"),
        portal.service(ObjectTypes).resolve("companies"),
    )
    employed = [
        one for one in portal.service(Records).page(contacts, after=0, limit=500) if "company" in one.properties
    ]
    assert 330 < len(employed) < 390
    for person in employed:
        ((company, types),) = portal.service(Associations).of(contacts, person.id, companies)
        assert str(company) == person.properties["associatedcompanyid"]
        assert {one.label for one in types} == {"Primary", None}
        assert person.id in dict(portal.service(Associations).of(companies, company, contacts))
        firm = portal.service(Records).get(companies, str(company))
        assert person.properties["email"].endswith("@" + firm.properties["domain"])
        assert portal.service(Records).holder(contacts, "email", person.properties["email"]) == person.id


def test_nothing_is_of_the_future_and_everything_is_after_its_owner_was_met(portal):
    newest = portal.store.row("SELECT MAX(created), MAX(updated) FROM record")
    assert max(newest) < NOON * 1000
    rows = portal.store.rows(
        "SELECT d.created - c.created FROM association a JOIN record d ON d.type = from_type AND d.id = from_id"
        " JOIN record c ON c.type = to_type AND c.id = to_id WHERE from_type = '0-3' AND to_type = '0-1'"
    )
    assert rows
    assert all(later >= 0 for (later,) in rows)


def test_deals_are_spread_over_the_stages_and_lists_have_members(portal):
    stages = dict(
        portal.store.rows(
            "SELECT json_extract(properties, '$.dealstage'), COUNT(*) FROM record WHERE type = '0-3' GROUP BY 1"
        )
    )
    assert len(stages) == 7
    service, kind = portal.service(Lists), portal.service(ObjectTypes).resolve("contacts")
    sizes = {name: service.size(service.named(kind, name)) for name in ("Newsletter", "Customers", "Chiefs")}
    assert sizes["Newsletter"] == 80
    assert 0 < sizes["Chiefs"] < 400
    assert 0 < sizes["Customers"] < 400


def test_a_portal_that_has_the_addresses_gets_others():
    portal = new()
    seed(portal, contacts=40)
    seed(portal, contacts=40)
    contacts = portal.service(Records).page(portal.service(ObjectTypes).resolve("contacts"), after=0, limit=100)
    assert len({one.properties["email"] for one in contacts}) == 80


def test_names_and_domains_of_companies_do_not_repeat():
    companies = [company_name(number) for number in range(40_000)]
    assert len({domain for _, domain, _ in companies}) == 40_000
    assert len({name for name, _, _ in companies}) == 40_000


@pytest.mark.parametrize(
    ("contacts", "skip"), [(0, 0), (-1, 0), (10**9, 0), (10, 10), (10, -1000), (2000, 999), (1000, 1000)]
)
def test_numbers_that_cannot_be_are_errors(contacts, skip):
    with pytest.raises(ValueError, match="must be"):
        seed(new(), contacts=contacts, skip=skip)


BESIDE = {"0-1": ("num_notes", "notes_last_updated"), "0-2": ("num_associated_contacts", "hs_num_open_deals")}


@pytest.mark.parametrize("type_", BESIDE)
def test_what_a_record_says_of_its_neighbours_is_what_counting_them_anew_says(type_):
    filled = new()
    seed(filled, contacts=100, seed=3)
    records, kind, told = filled.service(Records), filled.service(ObjectTypes).by_id(type_), []
    for record in records.page(kind, after=0, limit=20):
        values = [record.properties.get(name) for name in BESIDE[type_]]
        for far in ("0-1", "0-3", "0-27", "0-46", "0-47", "0-48", "0-49"):
            recount(filled, kind, record.id, far)
        again = records.find(kind, record.id)
        assert values == [again.properties.get(name) for name in BESIDE[type_]]
        told += values
    assert set(told) - {"0", None}
