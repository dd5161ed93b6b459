"""Every named operation by its name, with its sample payload, on the sandbox."""

import pytest

from hubspot_facade import ValidationError
from hubspot_facade.catalogue.operations import Catalogue


@pytest.fixture
def portal(hs):
    """The records that the samples speak of, by the ids that the sandbox gave them."""
    contact = hs.contacts.create({"email": "john.doe@example.com", "firstname": "John"})
    company = hs.companies.create({"name": "Acme", "domain": "example.com"})
    deal = hs.deals.create({"dealname": "d", "dealstage": "appointmentscheduled", "pipeline": "default"})
    return {"51": contact.id, "1234567890": company.id, "1234567": company.id, "1001": deal.id, "123456": deal.id}


def located(value, ids):
    """The sample with the sandbox's ids in place of the samples' own."""
    if isinstance(value, dict):
        return {key: located(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [located(each, ids) for each in value]
    return ids.get(value, value) if isinstance(value, str) else value


@pytest.fixture
def run(hs, portal):
    def run(name, payload=None):
        sample = Catalogue()[name].sample if payload is None else payload
        return hs.operations.run(name, located(sample, portal))

    return run


def test_create_or_update_contact_changes_the_one_that_is_there(hs, run, portal):
    answer = run("Create/update contact")
    assert (answer["id"], answer["new"]) == (portal["51"], False)
    assert hs.contacts.get(portal["51"], properties=["jobtitle"]).properties["jobtitle"] == "Software Engineer"
    assert run("Create/update contact", {"email": "new@example.com", "properties": {}})["new"] is True


def test_create_contact(hs, run, portal):
    hs.contacts.archive(portal["51"])
    answer = run("Create contact")
    assert hs.contacts.get(answer["id"]).properties["firstname"] == "John"


def test_update_contact(hs, run, portal):
    run("Update contact")
    assert hs.contacts.get(portal["51"], properties=["jobtitle"]).properties["jobtitle"] == "Director"


def test_delete_contact(run):
    assert run("Delete contact") == {"success": True}
    assert run("Contact exists with email?") == {"exists": False}


def test_get_contact_by_id_and_by_email(run, portal):
    for name in ("Get contact by ID", "Get contact by email"):
        answer = run(name)
        assert answer["id"] == portal["51"]
        assert answer["properties"]["email"] == "john.doe@example.com"


def test_contact_exists(run):
    assert run("Contact exists with email?") == {"exists": True}
    assert run("Contact exists with email?", {"email": "nobody@example.com"}) == {"exists": False}


def test_list_contacts(hs, run):
    hs.contacts.create({"email": "second@example.com"})
    page = run("List contacts", {"limit": 1, "properties": ["email"]})
    assert [each["properties"]["email"] for each in page["results"]] == ["john.doe@example.com"]
    rest = run("List contacts", {"limit": "1", "after": page["paging"]["next"]["after"]})
    assert [each["properties"]["email"] for each in rest["results"]] == ["second@example.com"]
    assert "paging" not in rest


def test_batch_create_or_update_contact(hs, run, portal):
    answer = run("Batch create/update contact")
    assert answer["status"] == "COMPLETE"
    assert {each["new"] for each in answer["results"]} == {True, False}
    assert hs.contacts.get("jane.smith@example.com", id_property="email").properties["firstname"] == "Jane"


def test_create_company_folds_names(hs, run):
    answer = run("Create company")
    read = hs.companies.get(answer["id"], properties=["numberofemployees", "name"]).properties
    assert (read["numberofemployees"], read["name"]) == ("500", "Acme Corporation")


def test_batch_update_companies(hs, run, portal):
    answer = run("Batch update companies")
    assert [each["id"] for each in answer["results"]] == [portal["1234567"]]
    assert hs.companies.get(portal["1234567"], properties=["city"]).properties["city"] == "San Francisco"


def test_a_batch_with_missing_records_answers_what_was_done(run, portal):
    payload = {
        "companies": [{"company_id": "1234567", "properties": {"city": "Rome"}}, {"id": 9, "properties": {"city": "x"}}]
    }
    answer = run("Batch update companies", payload)
    assert [each["id"] for each in answer["results"]] == [portal["1234567"]]
    assert answer["numErrors"] == len(answer["errors"]) == 1


@pytest.mark.parametrize("domain", ["example.com", "https://www.Example.com/about", "someone@example.com"])
def test_search_companies_by_domain(run, portal, domain):
    answer = run("Search companies by domain", {"domain": domain})
    assert (answer["total"], answer["results"][0]["id"]) == (1, portal["1234567890"])


def test_create_deal(hs, run):
    answer = run("Create deal")
    read = hs.deals.get(answer["id"], properties=["amount", "closedate"]).properties
    assert read["amount"] == "50000"
    assert read["closedate"].startswith("2023-12-31")


def test_batch_update_deals(hs, run, portal):
    assert run("Batch update deals")["results"][0]["properties"]["dealname"] == "Updated Deal Name"
    assert hs.deals.get(portal["123456"]).properties["dealname"] == "Updated Deal Name"


def test_list_recently_modified_deals(hs, run, portal):
    last = hs.deals.create({"dealname": "later", "dealstage": "appointmentscheduled", "pipeline": "default"})
    answer = run("List recently modified deals", {"limit": 1})
    assert answer["total"] == 2
    assert [each["id"] for each in answer["results"]] == [last.id]
    assert run("List recently modified deals", {"since": "2100-01-01T00:00:00Z"})["results"] == []


def test_create_ticket(hs, run):
    assert hs.tickets.get(run("Create ticket")["id"]).properties["subject"] == "Cannot sign in"


@pytest.mark.parametrize(
    ("name", "kind", "first"),
    [
        ("Batch create products", "products", "Premium Widget"),
        ("Batch create line items", "line_items", "Premium Software License"),
    ],
)
def test_batch_creates(hs, run, name, kind, first):
    answer = run(name)
    assert len(answer["results"]) == 2
    assert first in {each.properties["name"] for each in getattr(hs, kind).list(properties=["name"])}


def test_add_contact_to_company(hs, run, portal):
    assert run("Add contact to company")["status"] == "COMPLETE"
    (found,) = hs.associations.list("contacts", portal["51"], "companies")
    assert str(found.to_object_id) == portal["1234567890"]


def test_adding_to_a_dynamic_list_is_an_error(hs):
    every = {
        "filterType": "PROPERTY",
        "property": "email",
        "operation": {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"},
    }
    branch = {"filterBranchType": "AND", "filterBranches": [], "filters": [every]}
    made = hs.lists.create("D", filter_branch={"filterBranchType": "OR", "filters": [], "filterBranches": [branch]})
    contact = hs.contacts.create({"firstname": "A"})
    for more in ({}, {"emails": ["nobody@example.org"]}):
        with pytest.raises(ValidationError, match="dynamic list"):
            hs.operations.run(
                "Add contact to list", {"contact_list_id": made.list_id, "contact_ids": [contact.id], **more}
            )


def test_associate_crm_objects_echoes_the_types(hs, run, portal):
    answer = run("Associate crm objects")
    assert (answer["objectType"], answer["toObjectType"]) == ("Contacts", "Deals")
    assert (answer["fromObjectId"], answer["toObjectId"]) == (int(portal["51"]), int(portal["1001"]))
    assert (answer["fromObjectTypeId"], answer["toObjectTypeId"]) == ("0-1", "0-3")


def test_the_types_are_echoed_however_the_payload_spells_their_fields(hs, portal):
    ends = {
        "objectTypeId": "0-1",
        "fromRecordId": portal["51"],
        "to_object_type_id": "0-3",
        "toRecordId": portal["1001"],
    }
    name = "Associate a record with another record or activity"
    answer = hs.operations.run(name, {**ends, "association_type_id": 4})
    assert (answer["objectType"], answer["toObjectType"]) == ("0-1", "0-3")


def test_list_crm_object_associations(hs, run, portal):
    hs.contacts.add_to_company(portal["51"], portal["1234567890"])
    (found,) = run("List CRM object associations")["results"]
    assert str(found["toObjectId"]) == portal["1234567890"]


def test_list_properties(run):
    assert {"email", "firstname"} <= {each["name"] for each in run("List properties")["results"]}


def test_create_property(hs, run):
    assert run("Create property")["name"] == "favourite_colour"
    assert [each.value for each in hs.properties.get("contacts", "favourite_colour").options] == ["red", "blue"]


def test_list_owners(run):
    assert {"id", "email", "firstName", "userId"} <= set(run("List owners")["results"][0])


def test_list_ticket_pipelines_as_choices(run):
    (first, *_) = run("List ticket pipelines (DDL)")["results"]
    assert first["active"] is True
    assert (first["value"], first["stages"][0]["value"]) == (first["id"], first["stages"][0]["id"])


def test_raw_request(run):
    answer = run("Raw HTTP request (advanced)")
    assert (answer["status_code"], "results" in answer["body"]) == (200, True)
    assert answer["headers"]["content-type"].startswith("application/json")
    assert run("Raw HTTP request (advanced)", {"method": "get", "url": "/nowhere"})["status_code"] == 404
