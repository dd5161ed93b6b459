"""Single records: shape, defaults, nulls, errors, paging, archive, merge, erase."""

import json

import pytest

CONTACTS = "/crm/v3/objects/contacts"
EDITIONS = (
    "/crm/v3/objects",
    "/crm/objects/v3",
    "/crm/objects/2025-09",
    "/crm/objects/2026-03",
    "/crm/objects/2026-09",
)


def test_a_created_contact_has_hubspot_s_shape(client):
    answer = client.post(CONTACTS, json={"properties": {"email": "Ada@Example.com", "firstname": "Ada"}})
    body = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"].endswith(f"{CONTACTS}/{body['id']}")
    assert body["properties"]["email"] == "ada@example.com"
    assert body["properties"]["lifecyclestage"] == "lead"
    assert body["properties"]["hs_object_id"] == body["id"]
    assert list(body["properties"]) == sorted(body["properties"])
    assert body["archived"] is False
    assert body["createdAt"] == body["updatedAt"] == "2026-09-21T14:13:20.250Z"
    assert body["url"].endswith(f"/record/0-1/{body['id']}")


@pytest.mark.parametrize("base", EDITIONS)
def test_every_edition_reads_the_same_record(client, make, base):
    id_ = make("contacts", email="a@example.com")["id"]
    body = client.get(f"{base}/contacts/{id_}/").json()
    assert body["id"] == id_
    assert body["properties"] == {
        "createdate": "2026-09-21T14:13:20.250Z",
        "email": "a@example.com",
        "firstname": None,
        "hs_object_id": id_,
        "lastmodifieddate": "2026-09-21T14:13:20.250Z",
        "lastname": None,
    }


@pytest.mark.parametrize("name", ["contacts", "contact", "CONTACT", "Contacts", "0-1"])
def test_object_types_go_by_many_names(client, make, name):
    id_ = make("contacts", email="a@example.com")["id"]
    assert client.get(f"/crm/v3/objects/{name}/{id_}").json()["id"] == id_


@pytest.mark.parametrize("type_", ["orders", "carts", "invoices", "leads", "services", "users", "goal_targets"])
def test_types_without_a_create_date_of_their_own_have_that_of_all_objects(client, make, type_):
    id_ = make(type_, **({"hs_lead_name": "Ada"} if type_ == "leads" else {}))["id"]
    record = client.get(f"/crm/v3/objects/{type_}/{id_}").json()
    assert sorted(record["properties"]) == ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"]
    assert record["properties"]["hs_createdate"] == record["createdAt"]
    names = {one["name"] for one in client.get(f"/crm/v3/properties/{type_}").json()["results"]}
    assert "hs_createdate" in names
    assert "createdate" not in names


def test_an_unknown_object_type_cannot_be_inferred(client):
    answer = client.get("/crm/v3/objects/spaceships")
    assert answer.status_code == 400
    assert answer.json()["message"] == "Unable to infer object type from: spaceships"
    assert "category" not in answer.json()


def test_requested_properties_are_null_when_empty_and_absent_when_unknown(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    for query in ("properties=phone,nosuch&properties=email", "properties[]=phone&properties[]=email&x=1"):
        properties = client.get(f"{CONTACTS}/{id_}?{query}").json()["properties"]
        assert properties["phone"] is None
        assert properties["email"] == "a@example.com"
        assert "nosuch" not in properties
        assert "firstname" not in properties


def test_all_invalid_properties_are_told_at_once(client):
    given = {"nosuch": "1", "email": "nonsense", "hs_object_source": "x", "hubspot_owner_id": "910901"}
    answer = client.post(CONTACTS, json={"properties": given})
    body = answer.json()
    assert answer.status_code == 400
    assert body["category"] == "VALIDATION_ERROR"
    assert list(body) == ["status", "message", "correlationId", "errors", "category"]
    prefix = "Property values were not valid: "
    assert body["message"].startswith(prefix)
    embedded = json.loads(body["message"].removeprefix(prefix))
    assert [(one["name"], one["error"], one["isValid"]) for one in embedded] == [
        ("nosuch", "PROPERTY_DOESNT_EXIST", False),
        ("email", "INVALID_EMAIL", False),
        ("hs_object_source", "READ_ONLY_VALUE", False),
        ("hubspot_owner_id", "INVALID_OWNER_ID", False),
    ]
    assert body["errors"][0] == {
        "message": 'Property "nosuch" does not exist',
        "code": "PROPERTY_DOESNT_EXIST",
        "context": {"propertyName": ["nosuch"]},
    }
    assert embedded[1]["message"] == "Email address nonsense is invalid"
    assert embedded[3]["message"] == "910901 was not a valid owner ID"
    assert client.get(CONTACTS).json()["results"] == []


@pytest.mark.parametrize(
    ("type_", "name", "value", "code", "message"),
    [
        ("companies", "industry", "SPACE", "INVALID_OPTION", "SPACE was not one of the allowed options: [label:"),
        (
            "deals",
            "dealstage",
            "open",
            "INVALID_OPTION",
            "open is not a valid pipeline stage ID. Valid options are: pipelineId=default : [appointmentscheduled,",
        ),
        ("deals", "hs_is_closed", "true", "READ_ONLY_VALUE", '"hs_is_closed" is a calculated property; its value'),
        (
            "products",
            "hs_recurring_billing_start_date",
            1684914035320,
            "INVALID_DATE",
            "1684914035320 is at 7:40:35.320 UTC, not midnight!",
        ),
    ],
)
def test_values_are_held_against_their_type(client, type_, name, value, code, message):
    body = client.post(f"/crm/v3/objects/{type_}", json={"properties": {name: value}}).json()
    assert body["errors"][0]["code"] == code
    assert body["errors"][0]["message"].startswith(message)


def test_a_number_that_is_none_is_told_in_the_message_alone(client, sandbox):
    body = client.post("/crm/v3/objects/companies", json={"properties": {"numberofemployees": "many"}}).json()
    told = f"many was not a valid long. Portal {sandbox.portal.id}, object type 0-2"
    assert json.loads(body["message"].partition(": ")[2])[0]["message"] == told
    assert "errors" not in body


def test_values_are_stored_as_strings_in_canonical_form(client, make):
    deal = make("deals", dealname="D", amount=12.50, closedate=1_700_000_000_123, hs_priority="high")
    assert deal["properties"]["amount"] == "12.5"
    assert deal["properties"]["closedate"] == "2023-11-14T22:13:20.123Z"
    product = make("products", name="P", hs_recurring_billing_start_date="1700006400000", price=10)
    assert product["properties"]["hs_recurring_billing_start_date"] == "2023-11-15"
    assert product["properties"]["price"] == "10"
    company = make("companies", name="C", is_public=True)
    assert company["properties"]["is_public"] == "true"


def test_checkbox_values_append_after_a_semicolon_and_clear_with_nothing(client, make):
    id_ = make("contacts", hs_buying_role="CHAMPION;END_USER")["id"]
    assert _patched(client, id_, hs_buying_role=";OTHER") == "CHAMPION;END_USER;OTHER"
    assert _patched(client, id_, hs_buying_role="END_USER") == "END_USER"
    assert _patched(client, id_, hs_buying_role="") is None


def _patched(client, id_, **properties):
    client.patch(f"{CONTACTS}/{id_}", json={"properties": properties}).raise_for_status()
    name = next(iter(properties))
    return client.get(f"{CONTACTS}/{id_}", params={"properties": name}).json()["properties"][name]


def test_a_lifecycle_stage_moves_forward_only_unless_cleared(client, make):
    id_ = make("contacts", lifecyclestage="customer")["id"]
    assert _patched(client, id_, lifecyclestage="lead") == "customer"
    assert _patched(client, id_, lifecyclestage="") is None
    assert _patched(client, id_, lifecyclestage="lead") == "lead"


def test_an_email_address_is_taken_once(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    answer = client.post(CONTACTS, json={"properties": {"email": "A@example.com"}})
    assert answer.status_code == 409
    body = answer.json()
    assert body["message"] == f"Contact already exists. Existing ID: {id_}"
    assert set(body) == {"status", "message", "correlationId", "category"}
    assert body["category"] == "CONFLICT"


def test_an_upper_case_property_name_is_invalid_json(client):
    content = b'{"properties":{"hsTimestamp":"1"}}'
    body = client.post("/crm/v3/objects/notes", content=content).json()
    assert body["message"] == (
        "Invalid input JSON on line 1, column 28: Names for properties should be lowercase and have less than"
        " 100 characters. Invalid names: [hsTimestamp]"
    )


def test_activities_need_a_timestamp(client):
    answer = client.post("/crm/v3/objects/calls", json={"properties": {"hs_call_title": "x"}})
    assert answer.status_code == 400
    assert answer.json()["message"] == "Error creating CALL. Some required properties were not set."
    assert answer.json()["context"] == {"properties": ["hs_timestamp"]}


def test_unreadable_json_has_no_category(client):
    answer = client.post(CONTACTS, content=b"{nope")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("Invalid input JSON on line 1, column 2:")
    assert "category" not in answer.json()


def test_404_comes_with_and_without_category(client):
    named = client.get(f"{CONTACTS}/abc")
    assert (named.status_code, named.json()["category"]) == (404, "OBJECT_NOT_FOUND")
    assert named.json()["message"] == "Object not found.  objectId are usually numeric."
    zero = client.get(f"{CONTACTS}/0").json()
    assert zero["message"] == "Object not found. objectId is usually positive."
    missing = client.get(f"{CONTACTS}/424242").json()
    assert set(missing) == {"status", "message", "correlationId"}
    assert missing["message"] == "resource not found"


def test_an_empty_patch_is_refused_before_the_record_is_looked_for(client):
    answer = client.patch(f"{CONTACTS}/0", json={"properties": {}})
    assert answer.status_code == 400
    assert answer.json()["message"] == "No properties found to update, please provide at least one."


def test_patch_changes_one_value_and_remembers_the_other(client, make, clock):
    id_ = make("contacts", email="a@example.com", firstname="Ada")["id"]
    clock.advance(60)
    body = client.patch(f"{CONTACTS}/a@example.com?idProperty=email", json={"properties": {"firstname": "Bea"}}).json()
    assert (body["id"], body["properties"]["firstname"]) == (id_, "Bea")
    assert body["updatedAt"] == "2026-09-21T14:14:20.250Z"
    found = client.get(f"{CONTACTS}/{id_}?propertiesWithHistory=firstname,email").json()
    assert [one["value"] for one in found["propertiesWithHistory"]["firstname"]] == ["Bea", "Ada"]
    assert [one["value"] for one in found["propertiesWithHistory"]["email"]] == ["a@example.com"]
    assert found["propertiesWithHistory"]["firstname"][0]["timestamp"] == "2026-09-21T14:14:20.250Z"


def test_pages_follow_ids_and_end_without_paging(client, make):
    ids = [make("companies", name=f"C{number}")["id"] for number in range(5)]
    first = client.get("/crm/v3/objects/companies?limit=3&properties=name").json()
    assert [one["id"] for one in first["results"]] == ids[:3]
    assert first["paging"]["next"]["after"] == str(int(ids[2]) + 1)
    assert "properties=name" in first["paging"]["next"]["link"]
    rest = client.get("/crm/v3/objects/companies?limit=3&after=" + first["paging"]["next"]["after"]).json()
    assert [one["id"] for one in rest["results"]] == ids[3:]
    assert "paging" not in rest


def test_a_page_has_100_records_at_most_and_50_with_history(client):
    assert client.get(f"{CONTACTS}?limit=100").status_code == 200
    assert client.get(f"{CONTACTS}?limit=101").json()["category"] == "VALIDATION_ERROR"
    assert client.get(f"{CONTACTS}?limit=51&propertiesWithHistory=email").status_code == 400
    assert client.get(f"{CONTACTS}?limit=ten").json()["message"] == "Unable to parse value for query parameter: limit"


def test_an_archived_record_is_read_only_when_asked_for(client, make, clock):
    id_ = make("contacts", email="a@example.com")["id"]
    clock.advance(5)
    for _ in range(2):
        assert client.delete(f"{CONTACTS}/{id_}").status_code == 204
    assert client.get(f"{CONTACTS}/{id_}").status_code == 404
    assert client.get(CONTACTS).json()["results"] == []
    body = client.get(f"{CONTACTS}/{id_}?archived=true").json()
    assert (body["archived"], body["archivedAt"]) == (True, "2026-09-21T14:13:25.250Z")
    assert [one["id"] for one in client.get(f"{CONTACTS}?archived=true").json()["results"]] == [id_]
    assert client.delete(f"{CONTACTS}/424242").status_code == 204
    again = make("contacts", email="a@example.com")
    assert again["id"] != id_


def test_merging_makes_a_third_record_that_both_ids_lead_to(client, make):
    one = make("contacts", email="one@example.com", firstname="One", city="Bern")
    other = make("contacts", email="other@example.com", firstname="Other", phone="1")
    body = client.post(f"{CONTACTS}/merge", json={"primaryObjectId": one["id"], "objectIdToMerge": other["id"]}).json()
    assert body["id"] not in (one["id"], other["id"])
    properties = body["properties"]
    assert (properties["firstname"], properties["phone"], properties["city"]) == ("One", "1", "Bern")
    assert properties["hs_merged_object_ids"] == f"{one['id']};{other['id']}"
    assert properties["hs_additional_emails"] == "other@example.com"
    for id_ in (one["id"], other["id"], "other@example.com", "one@example.com"):
        by = "?idProperty=email" if "@" in id_ else ""
        assert client.get(f"{CONTACTS}/{id_}{by}").json()["id"] == body["id"]
    assert [found["id"] for found in client.get(CONTACTS).json()["results"]] == [body["id"]]
    missing = client.post(f"{CONTACTS}/merge", json={}).json()
    assert "Some required fields were not set: [primaryObjectId, objectIdToMerge]" in missing["message"]


def test_gdpr_delete_leaves_nothing(client, make):
    id_ = make("contacts", email="a@example.com")["id"]
    body = {"objectId": "a@example.com", "idProperty": "email"}
    assert client.post(f"{CONTACTS}/gdpr-delete", json=body).status_code == 204
    assert client.get(f"{CONTACTS}/{id_}?archived=true").status_code == 404


def test_a_closed_won_deal_is_calculated(client, make):
    id_ = make("deals", dealname="D", amount="200", dealstage="qualifiedtobuy", pipeline="default")["id"]
    wanted = "hs_is_closed,hs_is_closed_won,hs_projected_amount,hs_closed_amount,hs_deal_stage_probability"
    before = client.get(f"/crm/v3/objects/deals/{id_}?properties={wanted}").json()["properties"]
    # a probability has all its binary digits, and so has what is made of it
    likely = "80.00000000000000444089209850062616169452667236328125000"
    assert (before["hs_is_closed"], before["hs_projected_amount"], before["hs_closed_amount"]) == ("false", likely, "0")
    assert before["hs_deal_stage_probability"] == "0.40000000000000002220446049250313080847263336181640625"
    client.patch(f"/crm/v3/objects/deals/{id_}", json={"properties": {"dealstage": "closedwon"}})
    after = client.get(f"/crm/v3/objects/deals/{id_}?properties={wanted}").json()["properties"]
    assert (after["hs_is_closed"], after["hs_is_closed_won"], after["hs_closed_amount"]) == ("true", "true", "200")
    assert after["hs_deal_stage_probability"] == "1"


def test_a_line_item_has_its_amount(client, make):
    item = make("line_items", name="L", price="10", quantity="3", hs_discount_percentage="10")
    assert item["properties"]["amount"] == "27"
    assert item["properties"]["hs_pre_discount_amount"] == "30"


@pytest.mark.parametrize(
    ("type_", "properties"),
    [
        ("notes", {"hs_timestamp": "2026-01-01T00:00:00Z", "hs_note_body": "x"}),
        ("tasks", {"hs_timestamp": 1_700_000_000_000, "hs_task_status": "NOT_STARTED", "hubspot_owner_id": "12345"}),
        ("meetings", {"hs_meeting_start_time": "2026-01-01T00:00:00Z"}),
        ("emails", {"hs_timestamp": "2026-01-01T00:00:00Z", "hs_email_direction": "EMAIL"}),
        ("communications", {"hs_timestamp": "1700000000000", "hs_communication_channel_type": "SMS"}),
        ("quotes", {"hs_title": "Q", "hs_expiration_date": "2027-01-01"}),
        ("orders", {"hs_order_name": "O"}),
        ("leads", {"hs_lead_name": "L"}),
        ("carts", {"hs_cart_name": "C"}),
        ("invoices", {"hs_currency": "USD"}),
        ("taxes", {"hs_label": "VAT", "hs_value": "7.7", "hs_type": "PERCENT"}),
        ("0-421", {"hs_appointment_name": "A"}),
        ("postal_mail", {"hs_timestamp": "2026-01-01", "hs_postal_mail_body": "x"}),
    ],
)
def test_every_object_type_is_created_and_read_back(client, type_, properties):
    made = client.post(f"/crm/objects/2026-03/{type_}", json={"properties": properties})
    assert made.status_code == 201, made.text
    names = ",".join(properties)
    found = client.get(f"/crm/objects/2026-09/{type_}/{made.json()['id']}?properties={names}").json()
    assert all(found["properties"][name] for name in properties)


def test_the_sku_of_a_product_is_its_own(client, make):
    """Its definition in HubSpot says so; line items of the same product share it."""
    product = make("products", name="Chair", hs_sku="C-1")
    assert client.get("/crm/v3/properties/products/hs_sku").json()["hasUniqueValue"] is True
    refused = client.post("/crm/v3/objects/products", json={"properties": {"name": "Stool", "hs_sku": "C-1"}})
    assert refused.status_code == 400
    assert refused.json()["message"].endswith(f"{product['id']} already has that value.")
    assert client.get("/crm/v3/objects/products/C-1", params={"idProperty": "hs_sku"}).json()["id"] == product["id"]
    assert client.get("/crm/v3/objects/products/C-2", params={"idProperty": "hs_sku"}).status_code == 404
    for _ in range(2):
        make("line_items", name="Chair", hs_sku="C-1")
