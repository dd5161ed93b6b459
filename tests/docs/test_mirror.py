"""The questions on the page on mirrors are answered as it says, and its tables are those of a mirror."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubspot_facade import HubSpot
from hubspot_facade.mirror import mirror
from hubspot_facade.sandbox import Sandbox
from tests.mirror.contents import query, tables
from tests.unpaced import FAST

PAGE = (Path(__file__).parents[2] / "docs/mirror.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("mirror") / "portal.db"
    with Sandbox() as sandbox, HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST) as hs:
        owner = hs.owners.list().all()[0]
        acme, bolt, cogs = (hs.companies.create({"name": name}).id for name in ("Acme", "Bolt", "Cogs"))
        ada, bob = (hs.contacts.create({"email": f"{name}@example.com"}).id for name in ("ada", "bob"))
        hs.contacts.add_to_company(ada, acme)
        hs.contacts.add_to_company(bob, bolt)
        deals = [
            ("Engine", 100, "appointmentscheduled", owner.id, {"companies": acme, "contacts": ada}),
            ("Mill", 20.5, "appointmentscheduled", owner.id, {"companies": bolt, "contacts": bob}),
            ("Loom", 3, "contractsent", owner.id, {"companies": cogs}),
            ("Cards", 4000, "closedwon", owner.id, {"companies": acme, "contacts": [ada, bob]}),
        ]
        for name, amount, stage, owner_id, associations in deals:
            hs.deals.create(
                {
                    "dealname": name,
                    "amount": amount,
                    "dealstage": stage,
                    "pipeline": "default",
                    "hubspot_owner_id": owner_id,
                },
                associations=associations,
            )
        for contact, when in ((ada, datetime(2026, 10, 5, tzinfo=UTC)), (bob, datetime(2026, 9, 5, tzinfo=UTC))):
            hs.objects("calls").create({"hs_timestamp": when}, associations={"contacts": contact})
        for name, people in (("Fans", [ada, bob]), ("Nobody's customers", [bob])):
            hs.lists.add_members(hs.lists.create(name).list_id, people)
        mirror(hs, path, include=["contacts", "companies", "deals", "calls"])
    return path, owner.email


def test_the_open_deals_of_each_owner(file):
    path, email = file
    assert query(path, QUESTIONS[0]) == [
        (email, "Appointment Scheduled", 2, 120.5),
        (email, "Contract Sent", 1, 3.0),
    ]


def test_companies_with_open_deals_whose_contacts_nobody_called(file):
    assert query(file[0], QUESTIONS[1]) == [("Bolt", 20.5), ("Cogs", 3.0)]


def test_what_was_won_with_the_people_on_each_list(file):
    assert query(file[0], QUESTIONS[2]) == [("Fans", 2, 4000.0), ("Nobody's customers", 1, 4000.0)]


def test_the_page_names_every_table(file):
    names = {*tables(file[0])} - {"contacts", "companies", "deals", "calls"}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()
