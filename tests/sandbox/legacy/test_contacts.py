"""Contacts v1: another shape of the same contacts."""

import pytest

V1 = "/contacts/v1"


def listed(**values):
    return {"properties": [{"property": name, "value": value} for name, value in values.items()]}


def test_a_contact_s_life(client):
    made = client.post(f"{V1}/contact", json=listed(email="Ann@example.com", firstname="Ann")).json()
    vid = made["vid"]
    assert made["properties"]["email"]["value"] == "ann@example.com"
    assert made["identity-profiles"][0]["identities"][0]["value"] == "ann@example.com"
    assert client.get(f"/crm/v3/objects/contacts/{vid}").json()["properties"]["firstname"] == "Ann"
    assert client.post(f"{V1}/contact/vid/{vid}/profile", json=listed(firstname="Anna")).status_code == 204
    found = client.get(f"{V1}/contact/email/ann@example.com/profile").json()
    assert [one["value"] for one in found["properties"]["firstname"]["versions"]] == ["Anna", "Ann"]
    assert found["properties"]["createdate"]["value"].isdigit()
    one_only = client.get(f"{V1}/contact/vid/{vid}/profile", params={"property": "firstname"}).json()
    assert list(one_only["properties"]) == ["firstname"]
    assert client.delete(f"{V1}/contact/vid/{vid}").json() == {"vid": vid, "deleted": True, "reason": "OK"}
    gone = client.get(f"{V1}/contact/vid/{vid}/profile")
    assert (gone.status_code, gone.json()["message"]) == (404, "contact does not exist")


def test_what_version_1_refuses(client, make):
    existing = int(make("contacts", email="ann@example.com")["id"])
    taken = client.post(f"{V1}/contact", json=listed(email="ann@example.com"))
    assert (taken.status_code, taken.json()["error"]) == (409, "CONTACT_EXISTS")
    assert taken.json()["message"] == "Contact already exists"
    assert taken.json()["identityProfile"]["vid"] == existing
    invalid = client.post(f"{V1}/contact", json=listed(nosuch="1"))
    assert invalid.status_code == 400
    (result,) = invalid.json()["validationResults"]
    assert (result["isValid"], result["error"], result["name"]) == (False, "PROPERTY_DOESNT_EXIST", "nosuch")


def test_names_are_taken_in_any_case_and_a_company_by_its_property(client, make):
    company = make("companies", name="A")["id"]
    made = client.post(f"{V1}/contact", json=listed(Email="ann@example.com", associatedCompanyId=int(company)))
    assert made.status_code == 200
    assert made.json()["properties"]["associatedcompanyid"]["value"] == company
    assert made.json()["associated-company"]["company-id"] == int(company)


def test_made_or_changed_by_address(client):
    path = f"{V1}/contact/createOrUpdate/email/ann@example.com"
    first, second = (client.post(path, json=listed(city=city)).json() for city in ("Bern", "Basel"))
    assert (first["isNew"], second["isNew"], first["vid"] == second["vid"]) == (True, False, True)
    inputs = [{"vid": first["vid"], **listed(city="Chur")}, {"email": "bob@example.com", **listed(city="Thun")}]
    answer = client.post(f"{V1}/contact/batch", json=inputs)
    assert (answer.status_code, answer.content) == (202, b"")
    found = client.get(f"{V1}/contact/emails/batch", params={"email": ["ann@example.com", "bob@example.com"]}).json()
    assert sorted(one["properties"]["city"]["value"] for one in found.values()) == ["Chur", "Thun"]


@pytest.mark.parametrize(
    "path", ["lists/all/contacts/all", "lists/all/contacts/recent", "lists/recently_updated/contacts/recent"]
)
def test_the_three_listings_that_survive_are_paged(client, make, path):
    ids = {int(make("contacts", email=f"{n}@example.com")["id"]) for n in range(5)}
    found, offset = set(), 0
    for _ in range(3):
        page = client.get(f"{V1}/{path}", params={"count": 2, "vidOffset": offset}).json()
        found |= {one["vid"] for one in page["contacts"]}
        offset = page["vid-offset"]
        assert all(one["list-memberships"] == [] for one in page["contacts"])
    assert (found, page["has-more"]) == (ids, False)


def test_search_and_merge(client, make):
    one, two = (int(make("contacts", email=f"{n}@example.com", lastname="Meier")["id"]) for n in range(2))
    page = client.get(f"{V1}/search/query", params={"q": "meier", "count": 1}).json()
    assert (page["total"], page["has-more"], page["offset"], page["contacts"][0]["vid"]) == (2, True, 1, one)
    merged = client.post(f"{V1}/contact/merge-vids/{one}", json={"vidToMerge": two})
    assert merged.text == "SUCCESS"
    profile = client.get(f"{V1}/contact/email/1@example.com/profile").json()
    assert profile["merged-vids"] == [one, two]


@pytest.mark.parametrize("path", ["/contacts/v1/lists", "/contacts/v1/lists/1/contacts/all", "/hubdb/api/v2/tables"])
def test_what_was_switched_off_is_a_404_that_says_since_when(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["x-sandbox-retired"][:2]) == (404, "20")
    assert answer.text.startswith("<html>")


def test_owners_v2_take_no_credentials(client):
    answer = client.get("/owners/v2/owners")
    assert answer.status_code == 401
    assert answer.json()["message"] == "Any of the listed authentication credentials are missing"


def test_former_values_are_shown_where_the_default_or_the_mode_says_so(client, make):
    """One contact is shown with them, several without, as recorded in 2015 and 2022."""
    make("contacts", email="ann@example.com")
    one, many = f"{V1}/contact/email/ann@example.com/profile", f"{V1}/contact/emails/batch"

    def keys(path, **params):
        found = client.get(path, params={"email": "ann@example.com", **params}).json()
        profile = (
            found["contacts"][0] if "contacts" in found else found if "vid" in found else next(iter(found.values()))
        )
        return set(profile["properties"]["lastmodifieddate"])

    assert keys(one) == {"value", "versions"}
    assert keys(many) == keys(f"{V1}/lists/all/contacts/all") == {"value"}
    for path in (one, many, f"{V1}/lists/recently_updated/contacts/recent"):
        assert keys(path, propertyMode="value_only") == {"value"}
        assert keys(path, propertyMode="value_and_history") == {"value", "versions"}


def test_form_submissions_can_be_left_out(client, make):
    make("contacts", email="ann@example.com")
    path = f"{V1}/contact/email/ann@example.com/profile"
    assert client.get(path).json()["form-submissions"] == []
    assert "form-submissions" not in client.get(path, params={"formSubmissionMode": "none"}).json()


def test_a_search_shows_every_property_unless_some_are_named(client, make):
    make("contacts", email="ann@example.com", city="Bern")
    ask = {"q": "ann@example.com"}
    (found,) = client.get(f"{V1}/search/query", params=ask).json()["contacts"]
    assert found["properties"]["city"] == {"value": "Bern"}
    (found,) = client.get(f"{V1}/search/query", params={**ask, "property": "city"}).json()["contacts"]
    assert list(found["properties"]) == ["city"]
