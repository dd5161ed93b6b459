"""Answers to changes tell what was sent and what follows from it, not what the record has besides."""

import pytest

CONTACTS = "/crm/v3/objects/contacts"
SYSTEM = {"createdate", "hs_object_id", "hs_object_source", "hs_object_source_id", "hs_object_source_label"}


def _batch(client, verb, id_, properties):
    key = {"id": "a@example.com", "idProperty": "email"} if verb == "upsert" else {"id": id_}
    answer = client.post(f"{CONTACTS}/batch/{verb}", json={"inputs": [key | {"properties": properties}]})
    return answer.json()["results"][0]["properties"]


def _patch(client, _, id_, properties):
    return client.patch(f"{CONTACTS}/{id_}", json={"properties": properties}).json()["properties"]


@pytest.mark.parametrize(("change", "verb"), [(_patch, ""), (_batch, "update"), (_batch, "upsert")])
def test_a_contact_whose_name_was_changed_does_not_tell_its_address(client, make, change, verb):
    made = make("contacts", email="a@example.com", firstname="A", city="Bern", phone="+1 555 010 0100")
    told = change(client, verb, made["id"], {"firstname": "Ada", "lastname": "S"})
    assert told.keys() == SYSTEM | {
        "firstname",
        "hs_is_unworked",
        "hs_pipeline",
        "hs_v2_date_entered_current_stage",
        "hs_v2_time_in_current_stage",
        "lastmodifieddate",
        "lastname",
        "lifecyclestage",
    }


@pytest.mark.parametrize(("change", "verb"), [(_patch, ""), (_batch, "update"), (_batch, "upsert")])
def test_what_was_sent_is_told_even_when_it_clears_and_so_is_what_follows(client, make, change, verb):
    made = make("contacts", email="a@example.com", city="Bern")
    told = change(client, verb, made["id"], {"city": "", "email": "A@Example.com"})
    assert (told["city"], told["email"], told["hs_email_domain"]) == ("", "a@example.com", "example.com")


def test_a_making_tells_everything(client):
    given = {"email": "a@example.com", "city": "Bern"}
    told = client.post(CONTACTS, json={"properties": given}).json()["properties"]
    assert given.items() <= told.items()
    assert {"hs_full_name_or_email", "hs_lifecyclestage_lead_date", "num_notes", "hs_all_contact_vids"} <= told.keys()


def test_what_is_derived_for_companies_is_not_all_told(client, make):
    made = make("companies", name="A", domain="a.example.com")
    assert "hs_lifecyclestage_lead_date" not in made["properties"]
    told = client.patch(f"/crm/v3/objects/companies/{made['id']}", json={"properties": {"city": "Bern"}}).json()
    assert told["properties"]["domain"] == "a.example.com"
    assert "website" not in told["properties"]
    asked = {"properties": "hs_lifecyclestage_lead_date,website"}
    read = client.get(f"/crm/v3/objects/companies/{made['id']}", params=asked).json()["properties"]
    assert (read["website"], read["hs_lifecyclestage_lead_date"][:4]) == ("a.example.com", "2026")
