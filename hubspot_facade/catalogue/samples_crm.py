"""Sample payloads of operations on the CRM; ids are those of records that must exist."""

from __future__ import annotations

from typing import Any

_PAIRS = [{"property": "firstname", "value": "Johnny"}, {"property": "jobtitle", "value": "Director"}]
_LEVEL = {"name": "hs_sku", "value": "SKU-1"}
_TYPE = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]
_BRANCH: dict[str, Any] = {
    "filterBranchType": "OR",
    "filters": [],
    "filterBranches": [
        {
            "filterBranchType": "AND",
            "filterBranches": [],
            "filters": [
                {
                    "filterType": "PROPERTY",
                    "property": "firstname",
                    "operation": {
                        "operationType": "MULTISTRING",
                        "operator": "IS_EQUAL_TO",
                        "values": ["John"],
                        "includeObjectsWithNoValueSet": False,
                    },
                }
            ],
        }
    ],
}
_CAR = {"object_type": "p_car"}
_PAIR = {"object_type": "contacts", "object_id": "51", "to_object_type": "companies", "to_object_id": "1234567890"}
_EVENT = {"id": "event-2", "eventTypeId": "601", "email": "john.doe@example.com", "rating": 5}

SEED_000: dict[str, dict[str, Any]] = {
    "Add contact to list": {
        "contact_list_id": "123",
        "contact_ids": [456, 789, "1011"],
        "emails": ["john.doe@example.com", "jane.smith@example.com"],
    },
    "Archive property": {"object_type": "contacts", "property_name": "favourite_food"},
    "Archive property group": {"object_type": "contacts", "property_group_name": "Customer Information"},
    "Associate custom object": {
        "object_type": "p_car",
        "object_id": "701",
        "to_object_type": "contacts",
        "to_object_id": "51",
    },
    "Batch delete line items": {"line_item_ids": ["401"]},
    "Batch delete products": {"product_ids": ["201"]},
    "Batch update line items": {
        "line_items": [{"line_item_id": "401", "properties": [{"name": "quantity", "value": 3}]}]
    },
    "Batch update products": {"products": [{"product_id": "201", "product_properties": [_LEVEL]}]},
    "Create call engagement": {
        "timestamp": "2023-05-15T14:30:00Z",
        "title": "Discovery call",
        "body": "Discussed product features and pricing.",
        "duration": 1800000,
        "status": "COMPLETED",
        "direction": "OUTBOUND",
        "to_number": "+15551234567",
    },
    "Create contact list": {"name": "Newsletter"},
    "Create custom object": {"object_type": "p_car", "properties": [{"name": "model", "value": "Roadster"}]},
    "Create email engagement": {
        "timestamp": "2023-05-15T14:30:00Z",
        "direction": "EMAIL",
        "subject": "Our talk",
        "text": "Thank you for your time.",
    },
    "Create line item": {
        "properties": [
            {"name": "name", "value": "Consulting"},
            {"name": "price", "value": 250},
            {"name": "quantity", "value": 2},
        ]
    },
    "Create meeting engagement": {
        "timestamp": "2023-05-15T14:30:00Z",
        "title": "Kick-off",
        "start_time": "2023-05-15T14:30:00Z",
        "end_time": "2023-05-15T15:00:00Z",
    },
    "Create note engagement": {"timestamp": "2023-05-15T14:30:00Z", "body": "Wants a quote by Friday."},
    "Create object schema": {
        "name": "boat",
        "labels": {"singular": "Boat", "plural": "Boats"},
        "properties": [{"name": "model", "label": "Model", "type": "string", "field_type": "text"}],
        "required_properties": ["model"],
        "associated_objects": ["CONTACT"],
    },
    "Create product": {"properties": [{"name": "name", "value": "Premium Widget"}, {"name": "price", "value": 99.99}]},
    "Create property group": {"object_type": "contacts", "name": "loyalty", "label": "Loyalty"},
    "Create task engagement": {
        "timestamp": "2023-05-15T14:30:00Z",
        "subject": "Follow up with client",
        "body": "Discuss project timeline and next steps",
        "hubspot_owner_id": "12345",
        "status": "NOT_STARTED",
        "priority": "HIGH",
        "type": "CALL",
    },
    "Delete associations from CRM objects": _PAIR,
    "Delete company": {"company_id": "1234567890"},
    "Delete contact list": {"contact_list_id": "123"},
    "Delete custom object association": {
        "object_type": "p_car",
        "object_id": "701",
        "to_object_type": "contacts",
        "to_object_id": "51",
    },
    "Delete deal": {"deal_id": "1001"},
    "Delete line item": {"line_item_id": "401"},
    "Delete object schema": {"object_type": "p_trailer"},
    "Delete product": {"product_id": "201"},
    "Delete ticket": {"ticket_id": "301"},
    "Get company": {"company_id": "1234567890"},
    "Get company property": {"property_name": "domain"},
    "Get contact list": {"contact_list_id": "123"},
    "Get contact property": {"property_name": "email"},
    "Get deal": {"deal_id": "1001"},
    "Get line item": {"line_item_id": "401"},
    "Get owner": {"owner_id": "12345"},
    "Get product": {"product_id": "201"},
    "Get ticket": {"ticket_id": "301"},
    "List association definitions": {"object_type": "contacts", "to_object_type": "deals"},
    "List call engagement dispositions": {},
    "List call engagements": {
        "properties": ["hs_call_title", "hs_call_body", "hs_call_duration", "hs_call_status"],
        "properties_with_history": ["hs_timestamp"],
        "associations": ["contact", "deal"],
        "after": "1234567890",
        "limit": 5,
    },
    "List changes for line items": {
        "line_item_id": 123456,
        "timestamp": "2023-05-01T12:00:00Z",
        "change_type": "UPDATED",
    },
    "List changes for products": {},
    "List companies": {"limit": 10, "properties": ["name", "domain"]},
    "List company properties": {},
    "List contact list contacts": {"contact_list_id": "123"},
    "List contact lists": {},
    "List contact properties": {},
    "List custom objects": _CAR,
    "List email engagements": {
        "properties": ["hs_email_subject", "hs_email_status", "hs_email_direction"],
        "properties_with_history": ["hs_email_status"],
        "associations": ["contact"],
        "after": "1234567890",
        "limit": 5,
    },
    "List meeting engagements": {"limit": 5},
    "List note engagements": {"limit": 5},
    "List products": {"limit": 5},
    "List property groups": {"object_type": "contacts"},
    "List tickets": {"limit": 10, "properties": ["subject", "hs_pipeline_stage"]},
    "Update call engagement": {"call_id": "601", "title": "Second call"},
    "Update deal": {"deal_id": "1001", "properties": [{"name": "amount", "value": 60000}]},
    "Update object schema": {"object_type": "p_car", "labels": {"singular": "Vehicle", "plural": "Vehicles"}},
    "Update product": {"product_id": "201", "properties": [{"name": "price", "value": 89.99}]},
    "Update task engagement": {"task_id": "602", "status": "COMPLETED"},
    "List association definitions (DDL)": {"object_type": "contacts", "to_object_type": "companies"},
    "List associations (DDL)": {},
    "List call engagement dispositions (DDL)": {},
    "List call engagement properties (DDL)": {},
    "List call engagements (DDL)": {},
    "List companies (DDL)": {},
    "List company properties (DDL)": {},
    "List contact lists (DDL)": {},
    "List contact properties (DDL)": {},
    "List contacts (DDL)": {},
    "List crm object types (DDL)": {},
    "List deals (DDL)": {},
    "List line items (DDL)": {},
    "List meeting engagement properties (DDL)": {},
    "List owner IDs (DDL)": {},
    "List property groups (DDL)": {"object_type": "contacts"},
    "List task engagement properties (DDL)": {},
    "List task engagements (DDL)": {},
}

SEED_001: dict[str, dict[str, Any]] = {
    "Archive contact": {"contact_id": "51"},
    "Batch create contacts": {
        "inputs": [
            {"properties": {"email": "contact1@example.com", "firstname": "Contact"}, "associations": []},
            {"properties": {"email": "contact2@example.com", "firstname": "Contact"}, "associations": []},
        ]
    },
    "Batch create deals": {
        "inputs": [
            {
                "properties": {
                    "dealname": "Deal A",
                    "amount": "25000",
                    "pipeline": "default",
                    "dealstage": "appointmentscheduled",
                },
                "associations": [],
            },
            {
                "properties": {
                    "dealname": "Deal B",
                    "amount": "50000",
                    "pipeline": "default",
                    "dealstage": "qualifiedtobuy",
                },
                "associations": [],
            },
        ]
    },
    "Batch read contacts": {
        "properties": ["firstname", "lastname"],
        "propertiesWithHistory": [],
        "idProperty": "email",
        "inputs": [{"id": "john.doe@example.com"}, {"id": "jane.smith@example.com"}],
    },
    "Batch update contacts": {
        "inputs": [
            {"id": "51", "properties": {"lifecyclestage": "customer"}},
            {"id": "52", "properties": {"lifecyclestage": "opportunity"}},
        ]
    },
    "Batch upsert contacts": {
        "inputs": [
            {
                "id": "new.contact@example.com",
                "idProperty": "email",
                "properties": {"email": "new.contact@example.com", "firstname": "New"},
            },
            {"id": "john.doe@example.com", "idProperty": "email", "properties": {"phone": "+1-555-9999"}},
        ]
    },
    "Create associations": {
        "from_object_type": "contacts",
        "to_object_type": "companies",
        "inputs": [{"from": {"id": "51"}, "to": {"id": "1234567890"}, "types": _TYPE}],
    },
    "Create pipeline": {
        "object_type": "deals",
        "label": "Enterprise Sales Pipeline",
        "display_order": 1,
        "stages": [
            {"label": "Discovery", "displayOrder": 0, "metadata": {"probability": "0.1"}},
            {"label": "Won", "displayOrder": 1, "metadata": {"probability": "1.0"}},
        ],
    },
    "Delete associations": {
        "from_object_type": "contacts",
        "to_object_type": "companies",
        "inputs": [{"from": {"id": "51"}, "to": {"id": "1234567890"}}],
    },
    "Get pipeline by ID": {"object_type": "deals", "pipeline_id": "default"},
    "List deals": {
        "limit": 10,
        "properties": ["dealname", "amount", "closedate", "pipeline", "dealstage"],
        "associations": ["contacts", "companies"],
    },
    "List pipelines": {"object_type": "deals"},
    "Merge contacts": {"primaryObjectId": "51", "objectIdToMerge": "52"},
    "Search companies": {
        "filterGroups": [
            {
                "filters": [
                    {"propertyName": "industry", "operator": "EQ", "value": "TECHNOLOGY"},
                    {"propertyName": "numberofemployees", "operator": "GTE", "value": "100"},
                ]
            }
        ],
        "properties": ["name", "domain", "industry", "numberofemployees"],
        "limit": 25,
    },
    "Search contacts": {
        "filterGroups": [
            {"filters": [{"propertyName": "lifecyclestage", "operator": "EQ", "value": "customer"}]},
            {"filters": [{"propertyName": "email", "operator": "CONTAINS_TOKEN", "value": "example.com"}]},
        ],
        "sorts": ["createdate"],
        "properties": ["firstname", "lastname", "email"],
        "limit": 50,
        "after": "0",
    },
    "Search deals": {
        "filterGroups": [
            {
                "filters": [
                    {"propertyName": "amount", "operator": "GTE", "value": "10000"},
                    {"propertyName": "dealstage", "operator": "IN", "values": ["qualifiedtobuy"]},
                    {
                        "propertyName": "closedate",
                        "operator": "BETWEEN",
                        "value": "2024-01-01",
                        "highValue": "2024-03-31",
                    },
                ]
            }
        ],
        "sorts": ["-amount"],
        "properties": ["dealname", "amount", "closedate", "dealstage"],
        "limit": 50,
    },
    "Update company": {
        "company_id": "1234567890",
        "properties": {"numberofemployees": "750", "annualrevenue": "25000000", "lifecyclestage": "customer"},
    },
    "Update deal stage": {
        "deal_id": "1001",
        "properties": {"dealstage": "closedwon", "amount": "55000", "closedate": "2024-01-20"},
    },
    "Update property": {"object_type": "contacts", "property_name": "favourite_food", "label": "Favourite dish"},
}

SEED_002: dict[str, dict[str, Any]] = {
    "Add contacts to list": {"list_id": "123", "vids": [51], "emails": ["jane.smith@example.com"]},
    "Batch create or update contacts": {
        "contacts": [{"email": "new@example.com", "properties": _PAIRS}, {"vid": 51, "properties": _PAIRS}]
    },
    "Batch create or update timeline events": {"applicationId": 1, "eventWrappers": [_EVENT]},
    "Create list": {"name": "Dynamic list", "dynamic": True, "filter_branch": _BRANCH},
    "Create or update contact by email": {"email": "john.doe@example.com", "properties": _PAIRS},
    "Create or update timeline event": {"application_id": 1, "event": {**_EVENT, "id": "event-3"}},
    "Create timeline event type": {
        "applicationId": 1,
        "userId": 2,
        "name": "Webinar attended",
        "objectType": "CONTACT",
        "headerTemplate": "Attended a webinar",
    },
    "Create timeline event type property": {
        "applicationId": 1,
        "eventTypeId": "601",
        "name": "minutes",
        "label": "Minutes",
        "propertyType": "Numeric",
    },
    "Delete list": {"list_id": "124"},
    "Delete timeline event type": {"applicationId": 1, "eventTypeId": "601"},
    "Get a batch of contacts by email": {"emails": ["john.doe@example.com", "nobody@example.com"]},
    "Get a batch of contacts by user token": {"utks": ["f844d2217850188692f2610c717c2e9b"]},
    "Get a batch of contacts by vid": {"vids": [51, 52], "property": ["email", "firstname"]},
    "Get a batch of lists": {"listIds": ["123"]},
    "Get all contacts": {"count": 20},
    "Get contact by email (contacts-v1)": {"email": "john.doe@example.com"},
    "Get contact by user token": {"utk": "f844d2217850188692f2610c717c2e9b"},
    "Get contact by vid": {"vid": 51},
    "Get contact lists": {},
    "Get contacts in a list": {"list_id": "123"},
    "Get contacts recently added to a list": {"list_id": "123", "count": 10},
    "Get dynamic lists": {},
    "Get lifecycle stage metrics": {"fromTimestamp": 1672531200000, "toTimestamp": 1704067200000},
    "Get recently created contacts": {"count": 10},
    "Get recently updated or created contacts": {"count": 10},
    "Get static lists": {},
    "Get timeline event": {"applicationId": 1, "eventTypeId": "601", "eventId": "event-1"},
    "Get timeline event type properties": {"applicationId": 1, "eventTypeId": "601"},
    "Get timeline event types": {"applicationId": 1, "userId": 2},
    "Update contact by email": {"email": "john.doe@example.com", "properties": _PAIRS},
    "Update contact by vid": {"vid": 51, "properties": _PAIRS},
    "Update list": {"list_id": "123", "name": "Renamed list"},
    "Update timeline event type": {"applicationId": 1, "eventTypeId": "601", "name": "Webinar seen"},
    "Update timeline event type property": {
        "applicationId": 1,
        "eventTypeId": "601",
        "id": 5,
        "name": "rating",
        "label": "Stars",
    },
}

SEED_003: dict[str, dict[str, Any]] = {
    "Associate a record with another record or activity": {**_PAIR, "association_type_id": 279},
    "Batch read associations of records": {
        "from_object_type": "contacts",
        "to_object_type": "companies",
        "inputs": [{"id": "51"}],
    },
    "Check whether an object is activated (object library)": {"object_type_id": "0-410"},
    "Create a record": {
        "object_type": "0-5",
        "properties": {
            "hs_pipeline": "0",
            "hs_pipeline_stage": "1",
            "hs_ticket_priority": "HIGH",
            "subject": "troubleshoot report",
        },
    },
    "Create a record with associations": {
        "object_type": "0-1",
        "properties": {"email": "example@hubspot.com", "firstname": "Jane", "lifecyclestage": "marketingqualifiedlead"},
        "associations": [{"to": {"id": "1234567890"}, "types": _TYPE}],
    },
    "Create a record, associate an activity and pin it": {
        "object_type": "0-3",
        "properties": {
            "dealname": "New Deal",
            "pipeline": "default",
            "dealstage": "appointmentscheduled",
            "hs_pinned_engagement_id": "601",
        },
        "associations": [
            {
                "to": {"id": "601"},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 205}],
            }
        ],
    },
    "Create multiple records": {
        "object_type": "0-1",
        "inputs": [
            {"properties": {"email": "testone@test.com", "firstname": "Test", "lastname": "PersonOne"}},
            {"properties": {"email": "testtwo@test.com", "firstname": "Test", "lastname": "PersonTwo"}},
        ],
    },
    "Create multiple records with associations": {
        "object_type": "0-3",
        "inputs": [
            {
                "associations": [
                    {
                        "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 5}],
                        "to": {"id": "1234567890"},
                    }
                ],
                "properties": {"dealname": "New deal 1", "dealstage": "qualifiedtobuy", "pipeline": "default"},
            }
        ],
    },
    "Delete an individual record": {"object_type": "0-1", "record_id": "51"},
    "Delete multiple records": {"object_type": "0-1", "inputs": [{"id": "51"}, {"id": "52"}]},
    "List all records of an object": {"object_type": "0-1", "limit": 10},
    "List the properties of an object": {"object_type": "0-1"},
    "Multi-status errors on batch create": {
        "object_type": "0-1",
        "inputs": [{"properties": {"email": "good@test.com"}}, {"properties": {"email": "no address"}}],
    },
    "Pin an activity on a record (update)": {
        "object_type": "0-3",
        "record_id": "1001",
        "hs_pinned_engagement_id": "601",
    },
    "Remove an association between records": {**_PAIR, "association_type_id": 279},
    "Required properties per object type (table of 24 objects)": {"object_type": "0-3"},
    "Retrieve a batch of records by a custom unique identifier property": {
        "object_type": "0-1",
        "properties": ["firstname"],
        "idProperty": "email",
        "inputs": [{"id": "john.doe@example.com"}],
    },
    "Retrieve a batch of records by record ID": {
        "object_type": "0-3",
        "properties": ["dealname", "dealstage", "pipeline"],
        "inputs": [{"id": "1001"}],
    },
    "Retrieve an individual record": {
        "object_type": "0-48",
        "record_id": "601",
        "properties": ["hs_call_body", "hs_timestamp"],
    },
    "Retrieve association type ids (labels)": {"from_object_type": "contacts", "to_object_type": "companies"},
    "Update an individual record": {
        "object_type": "0-1",
        "record_id": "51",
        "properties": {"jobtitle": "Manager", "lifecyclestage": "customer"},
    },
    "Update multiple records": {"object_type": "0-1", "inputs": [{"id": "51", "properties": {"city": "Rome"}}]},
    "Upsert records": {
        "object_type": "0-1",
        "inputs": [
            {"properties": {"phone": "5555555555"}, "id": "luke@lukesdiner.com", "idProperty": "email"},
            {"properties": {"phone": "7777777777"}, "id": "john.doe@example.com", "idProperty": "email"},
        ],
    },
}

CRM: dict[str, dict[str, Any]] = {**SEED_000, **SEED_001, **SEED_002, **SEED_003}
