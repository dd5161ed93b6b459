"""Names of properties are found however they are spelled: HubSpot has them in lower case, and leaves out others."""

import pytest

import hubspot_facade.crm.filters as f
from hubspot_facade import P


@pytest.fixture
def ada(hs):
    return hs.contacts.create({"Email": "ada@example.com", "JobTitle": "Engineer"}).id


def test_reads_know_capitals(hs, ada):
    names = ["JobTitle", "email"]
    found = [
        hs.contacts.get(ada, properties=names),
        *hs.contacts.list(properties=names),
        *hs.contacts.batch_read([ada], properties="JobTitle,email").results,
        *hs.contacts.search(P.Email == "ada@example.com", properties=names),
        *hs.contacts.search([f.equal("EMAIL", "ada@example.com")], properties=names, sorts="-CreateDate"),
        *hs.contacts.search(
            [{"propertyName": "Email", "operator": "EQ", "value": "ada@example.com"}],
            properties=names,
            sorts={"propertyName": "CreateDate", "direction": "DESCENDING"},
        ),
    ]
    assert [each.properties["jobtitle"] for each in found] == ["Engineer"] * 6


def test_history_knows_capitals(hs, ada):
    read = hs.contacts.get(ada, properties_with_history=["JobTitle"])
    assert read.properties_with_history["jobtitle"][0].value == "Engineer"
