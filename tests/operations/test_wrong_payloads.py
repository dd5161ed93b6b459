"""What cannot be meant is named, with what would do, and nothing is sent: every kind of operation, both colours."""

import pytest

from hubspot_facade import InputError
from hubspot_facade.catalogue.operations import Catalogue

PAIRS = [{"property": "firstname", "value": "Jo"}]
STATE = Catalogue()["Record a subscriber state by contact ids"].sample
ASSOCIATION = Catalogue()["Associate crm objects"].sample
PROPERTY = Catalogue()["Create property"].sample
CHANGED = Catalogue()["Update property"].sample
SCHEMA = Catalogue()["Create object schema"].sample
WEBHOOK = Catalogue()["Configure Webhook Settings"].sample
ENDS = {"object_type": "contacts", "to_object_type": "companies"}


def found_by(operator, **values):
    return {"filterGroups": [{"filters": [{"propertyName": "email", "operator": operator, **values}]}]}


# A name, a payload, the field that is named, and what is said of it.
WRONG = [
    ("Create contact", {"properties": "x"}, "properties", "expected a mapping or a list of name/value pairs, not str"),
    ("Create contact", {"properties": [{"name": "email"}]}, "properties[0].value", "is missing"),
    ("Create contact", {"properties": [{"value": "x"}]}, "properties[0]", "has neither name nor property"),
    ("Create contact", {"properties": {"email": {"a": 1}}}, "properties.email", "a property cannot hold dict"),
    ("Create contact", {"properties": {"email": float("nan")}}, "properties.email", "nan is not a number"),
    ("Update contact", {"contact_id": "", "properties": PAIRS}, "contact_id", "an id must not be empty"),
    ("Update contact", {"contact_id": 5.0, "properties": PAIRS}, "contact_id", "an id is a number or text, not float"),
    ("Update contact", {"contact_id": True, "properties": PAIRS}, "contact_id", "an id is a number or text, not bool"),
    ("Update contact", {"contact_id": "5", "properties": {}}, "properties", "name at least one property"),
    ("Delete deal", {"deal_id": None}, "deal_id", "an id is a number or text, not nothing"),
    ("Get company", {"company_id": []}, "company_id", "an id is a number or text, not list"),
    ("Get owner", {}, "owner_id", "give the owner's id or the user's"),
    ("Get owner", {"owner_id": "nobody"}, "owner_id", "this id is a number, not 'nobody'"),
    ("List contacts", {"limit": "ten"}, "limit", "expected a whole number, not 'ten'"),
    ("List contacts", {"archived": "maybe"}, "archived", "expected true or false, not 'maybe'"),
    ("List contacts", {"properties": [""]}, "properties[0]", "expected text, not empty text"),
    ("List properties", {"object_type": 5}, "object_type", "expected text, not int"),
    ("Search contacts", {"filters": [{"operator": "EQ"}]}, "filters[0].propertyName", "is missing"),
    ("Search contacts", {"filterGroups": [{"filters": []}]}, "filterGroups[0].filters", "is empty"),
    ("Search contacts", {"filterGroups": [7]}, "filterGroups[0]", "expected"),
    ("Search companies by domain", {"domain": "https://"}, "domain", "no domain"),
    ("Contact exists with email?", {"email": " "}, "email", "expected text"),
    ("Batch create products", {"products": []}, "products", "is empty; 'Batch create products' needs at least one"),
    ("Batch create products", {"products": {"name": "a"}}, "products", "expected a list, not dict"),
    ("Batch create products", {"products": [["a"]]}, "products[0]", "expected an object, not list"),
    ("Batch update deals", {"deals": [{"properties": {"a": 1}}]}, "deals[0].id", "is missing"),
    ("Batch delete products", {"product_ids": []}, "product_ids", "is empty"),
    (
        "Batch create products",
        {"products": [{"product_properties": [{"value": 1}]}]},
        "products[0].product_properties[0]",
        "has neither name nor property",
    ),
    ("Batch delete products", {"product_ids": [None]}, "product_ids[0]", "an id is a number or text, not nothing"),
    ("Batch create/update contact", {"contacts": [{"properties": PAIRS}]}, "contacts[0].email", "is missing"),
    (
        "Batch create or update contacts",
        {"contacts": [{"properties": PAIRS}]},
        "contacts[0]",
        "has neither email nor vid",
    ),
    ("Add contact to list", {"contact_list_id": "123"}, "contact_ids", "name at least one id or email"),
    ("Associate crm objects", {**ASSOCIATION, "association_type_id": []}, "association_type_id", "the id or the label"),
    (
        "Create associations",
        {"object_type": "a", "to_object_type": "b", "inputs": [{"from": {"id": 1}}]},
        "inputs[0].to",
        "is missing",
    ),
    ("Create call engagement", {"timestamp": "yesterday"}, "timestamp", "'yesterday' is not a date and time"),
    ("Create task engagement", {"subject": "s"}, "timestamp", "is missing; 'Create task engagement' needs it"),
    ("Update task engagement", {"task_id": "602"}, "", "name at least one field to change"),
    ("Create property", {"object_type": "contacts", "name": "a"}, "label", "is missing"),
    (
        "Create pipeline",
        {"object_type": "deals", "label": "L", "stages": ["a"]},
        "stages[0]",
        "expected an object, not str",
    ),
    ("Create list", {"name": "L", "dynamic": True}, "filter_branch", "a dynamic list needs filters"),
    ("Create marketing event (beta)", {"event_name": "E"}, "eventOrganizer", "is missing"),
    ("Create a new marketing email.", {"subject": "S"}, "name", "is missing"),
    ("Send single transactional email", {"email_id": 301, "message": {}}, "message.to", "is missing"),
    ("Update a marketing email.", {"email_id": 301, "archived": True}, "", "name at least one field to change"),
    ("Create blog post", {}, "", "name at least one field"),
    ("Update blog post", {"id": 87654321, "publish_date": "soon"}, "publish_date", "'soon' is not a date and time"),
    ("Get contact by email", {"vid_offset": 1}, "vid_offset", "it takes email, properties"),
    ("Search contacts", found_by("BETWEEN", value=1), "filterGroups[0].filters[0].highValue", "is missing"),
    ("Search contacts", found_by("EQ"), "filterGroups[0].filters[0].value", "is missing"),
    ("Search contacts", found_by("IN", value="a"), "filterGroups[0].filters[0].values", "is missing"),
    (
        "Update email subscription status",
        {"email": "a@b.org", "subscriptionStatuses": [{"id": 4242, "subscribed": True, "optState": "OPT_OUT"}]},
        "subscriptionStatuses[0].optState",
        "OPT_OUT contradicts subscribed",
    ),
    ("Search Files", {"sorts": [{"direction": "DESCENDING"}]}, "sorts[0].propertyName", "is missing"),
    ("Search Files", {"sorts": [{"propertyName": "size", "direction": "UP"}]}, "sorts[0].direction", "'UP'"),
    (
        "Record a subscriber state by contact ids",
        {**STATE, "subscriber_state": "dance"},
        "subscriber_state",
        "expected one of register, attend, cancel",
    ),
    ("Campaign search", {"limit": []}, "limit", "expected a whole number, not []"),
    ("Read a campaign", {"campaign_guid": "g", "start_date": "soon"}, "start_date", "'soon' is not a date and time"),
    ("Update a marketing email.", {"email_id": "301", "sujbect": "S"}, "sujbect", "it takes subject"),
    ("Update a marketing email.", {"email_id": "301", "to": "x"}, "to", "expected an object, not str"),
    ("Upload File", {"file": "/no/such/file", "folder_path": "/a"}, "file", "there is no file"),
    ("Upload File", {"file": "data:,x", "file_name": "a"}, "folder_path", "give the folder's path or its id"),
    ("Upload File", {"file": "data:,x", "file_name": "a", "folder_path": "/", "options": "{"}, "options", "not JSON"),
    ("Search Files", {"filterGroups": [{}, {}]}, "filterGroups", "one group of filters"),
    ("Get webhook settings", {"app_id": "mine"}, "app_id", "this id is a number, not 'mine'"),
    (
        "Update email subscription status",
        {"email": "a@example.org", "subscription_statuses": [{"id": 5}]},
        "subscription_statuses[0]",
        "",
    ),
    ("Raw HTTP request (advanced)", {"method": "DANCE", "path": "/x"}, "method", "'DANCE' is not one of GET, POST"),
    (
        "Raw HTTP request (advanced)",
        {"method": "GET", "url": "https://elsewhere.example/x"},
        "url",
        "elsewhere.example",
    ),
    (
        "Delete multiple marketing events",
        {"inputs": [{"externalEventID": "e"}]},
        "inputs[0].externalEventID",
        "externalEventId",
    ),
    ("Create property", {**PROPERTY, "options": [{"lable": "A"}]}, "options[0].lable", "it takes label"),
    ("Update property", {**CHANGED, "options": [{"label": "A", "hiden": True}]}, "options[0].hiden", "it takes hidden"),
    (
        "Create pipeline",
        {"object_type": "deals", "label": "L", "stages": [{"label": "a", "displayOrdr": 1}]},
        "stages[0].displayOrdr",
        "it takes displayOrder",
    ),
    ("Create object schema", {**SCHEMA, "labels": {"plurall": "Cars"}}, "labels.plurall", "it takes plural"),
    (
        "Create object schema",
        {**SCHEMA, "properties": [{"name": "a", "fieldtype": "x"}]},
        "properties[0].fieldtype",
        "fieldType",
    ),
    (
        "Configure Webhook Settings",
        {**WEBHOOK, "throttling": {"period": "HOURLY"}},
        "throttling.period",
        "only SECONDLY",
    ),
    ("Read a batch of campaigns", {"inputs": [{"id": "x", "propertys": []}]}, "inputs[0].propertys", "no such field"),
    (
        "Create a batch of campaigns",
        {"inputs": [{"properties": {}, "asociations": 1}]},
        "inputs[0].asociations",
        "no such field",
    ),
    (
        "Update a batch of campaigns",
        {"inputs": [{"id": "x", "properties": {}, "associations": []}]},
        "inputs[0].associations",
        "",
    ),
    (
        "Batch read contacts",
        {"inputs": [{"id": "1", "idProprty": "email"}]},
        "inputs[0].idProprty",
        "it takes idProperty",
    ),
    (
        "Batch read contacts",
        {"inputs": [{"id": "1", "idProperty": "a"}, {"id": "2"}]},
        "inputs[1].idProperty",
        "the same property",
    ),
    ("Batch delete products", {"inputs": [{"id": "1", "idProperty": "sku"}]}, "inputs[0].idProperty", "takes ids only"),
    (
        "Batch update deals",
        {"inputs": [{"id": "1", "dealId": "2", "properties": {}}]},
        "inputs[0].dealId",
        "given twice",
    ),
    (
        "Create associations",
        {**ENDS, "inputs": [{"from": {"id": 1, "x": 1}, "to": {"id": 2}}]},
        "inputs[0].from.x",
        "it takes id",
    ),
    (
        "Create associations",
        {**ENDS, "inputs": [{"from": 1, "to": 2, "tpyes": []}]},
        "inputs[0].tpyes",
        "it takes types",
    ),
    (
        "Create contact",
        {"properties": {}, "associations": [{"to": 7, "tpyes": []}]},
        "associations[0].tpyes",
        "it takes types",
    ),
    (
        "Create contact",
        {"properties": {}, "associations": [{"to": 7, "types": [{"associationTypeID": 1}]}]},
        "associations[0].types[0].associationTypeID",
        "it takes associationTypeId",
    ),
    (
        "Create contact",
        {"properties": [*PAIRS, {"name": "FirstName", "value": "X"}]},
        "properties.firstname",
        "given twice",
    ),
    (
        "Create contact",
        {"properties": {"Email": "a@x.example", "email": "b@x.example"}},
        "properties.email",
        "given twice",
    ),
    ("Create contact", {"properties": [{"name": "a", "value": 1, "valeu": 2}]}, "properties[0].valeu", "no such field"),
    (
        "Create note engagement",
        {"timestamp": 5, "body": "a", "properties": {"hs_note_body": "b"}},
        "properties.hs_note_body",
        "twice",
    ),
    (
        "Create note engagement",
        {"timestamp": 5, "properties": {"hs_timestamp": 6}},
        "properties.hs_timestamp",
        "given twice",
    ),
    ("Add contact to list", {"list_id": "1", "body": {"list_id": "2"}}, "list_id", "given twice"),
    (
        "Add contact to list",
        {"contact_list_id": "1", "list_ids": ["2"]},
        "list_ids",
        "it takes contact_list_id, contact_ids",
    ),
    (
        "Search contacts",
        {"filters": [{"propertyName": "a", "operator": "EQ", "valeu": 1}]},
        "filters[0].valeu",
        "it takes value",
    ),
    ("Search contacts", {"filterGroups": [{"filtres": []}]}, "filterGroups[0].filtres", "no such field"),
    ("Search contacts", {"sorts": [{"propertyNme": "a"}]}, "sorts[0].propertyNme", "it takes propertyName"),
    ("Campaign search", {"sort": ["a", "b"]}, "sort", "expected one field"),
    ("Search Files", {"filterGroups": [{"filtres": []}]}, "filterGroups[0].filtres", "it takes filters"),
    (
        "Upload File",
        {"file": "data:,x", "file_name": "a", "folder_path": "/", "options": {"acess": 1}},
        "options.acess",
        "access",
    ),
    (
        "Batch create or update contacts",
        {"contacts": [{"vid": 1, "propertees": []}]},
        "contacts[0].propertees",
        "it takes properties",
    ),
    (
        "Get revisions of a marketing email",
        {"email_id": "1", "after": "1", "before": "2"},
        "before",
        "one of after and before",
    ),
    (
        "Get contacts in a list",
        {"list_id": "1", "form_submission_mode": "oldest"},
        "form_submission_mode",
        "newest (the default)",
    ),
    ("Get contact by vid", {"vid": "1", "formSubmissionMode": "newest"}, "formSubmissionMode", "all (the default)"),
    ("Create contact", [], "", "the payload of 'Create contact' must be a JSON object, not list"),
    ("Create contact", {7: "x"}, "7", "must be text"),
]


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(("name", "payload", "field", "said"), WRONG, ids=[f"{row[0]} {row[2]}" for row in WRONG])
def test_the_field_is_named_and_nothing_is_sent(name, payload, field, said, hs, portal):
    with pytest.raises(InputError) as caught:
        hs.operations.run(name, payload)
    assert caught.value.field == field
    assert said in caught.value.problem
    assert portal.requests == []


@pytest.mark.parametrize("edition", ["2026-03"])
@pytest.mark.parametrize(
    ("name", "payload", "field", "said"),
    [
        ("Update list", {"list_id": 123, "name": "L", "dynamic": True}, "dynamic", "list 123 is MANUAL"),
        (
            "Update timeline event type property",
            {"application_id": 1, "event_type_id": 601, "name": "rating", "label": "L", "propertyType": "Date"},
            "propertyType",
            "token 'rating' is of type number",
        ),
    ],
)
def test_what_a_look_finds_to_be_otherwise_is_named_and_nothing_is_written(name, payload, field, said, hs, portal):
    with pytest.raises(InputError) as caught:
        hs.operations.run(name, payload)
    assert (caught.value.field, said in caught.value.problem) == (field, True)
    assert not portal.wrote
