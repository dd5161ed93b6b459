"""Sample payloads of the named operations, as their seeds show them; ids are those of records that must exist."""

from __future__ import annotations

from typing import Any

from hubspot_facade.catalogue.samples_account import ACCOUNT
from hubspot_facade.catalogue.samples_conversations import CONVERSATIONS
from hubspot_facade.catalogue.samples_crm import CRM
from hubspot_facade.catalogue.samples_marketing import MARKETING

_PERSON = [
    {"property": "firstname", "value": "John"},
    {"property": "lastname", "value": "Doe"},
    {"property": "phone", "value": "+1 (555) 123-4567"},
    {"property": "company", "value": "Acme Inc."},
    {"property": "jobtitle", "value": "Software Engineer"},
]

SAMPLES: dict[str, dict[str, Any]] = {
    **ACCOUNT,
    **CONVERSATIONS,
    **CRM,
    **MARKETING,
    "Add contact to company": {"contact_id": "51", "company_id": "1234567890"},
    "Associate crm objects": {
        "object_type": "Contacts",
        "object_id": "51",
        "to_object_type": "Deals",
        "to_object_id": "1001",
        "association_category": "HUBSPOT_DEFINED",
        "association_type_id": "3",
    },
    "Batch create line items": {
        "line_items": [
            {
                "line_item_properties": [
                    {"name": "name", "value": "Premium Software License"},
                    {"name": "price", "value": 500},
                    {"name": "quantity", "value": 2},
                ]
            },
            {
                "line_item_properties": [
                    {"name": "name", "value": "Consulting Services"},
                    {"name": "price", "value": 250},
                    {"name": "quantity", "value": 10},
                ]
            },
        ]
    },
    "Batch create products": {
        "products": [
            {
                "product_properties": [
                    {"name": "name", "value": "Premium Widget"},
                    {"name": "description", "value": "High-quality widget for professional use"},
                    {"name": "price", "value": 99.99},
                    {"name": "hs_sku", "value": "PREM-WDG-001"},
                    {"name": "hs_cost_of_goods_sold", "value": 49.99},
                    {"name": "hs_recurring_billing_period", "value": "monthly"},
                ]
            },
            {
                "product_properties": [
                    {"name": "name", "value": "Basic Gadget"},
                    {"name": "description", "value": "Entry-level gadget for everyday use"},
                    {"name": "price", "value": 29.99},
                    {"name": "hs_sku", "value": "BASIC-GDG-001"},
                    {"name": "hs_cost_of_goods_sold", "value": 15.99},
                ]
            },
        ]
    },
    "Batch create/update contact": {
        "contacts": [
            {"email": "john.doe@example.com", "properties": _PERSON},
            {"email": "jane.smith@example.com", "properties": [{"property": "firstname", "value": "Jane"}]},
        ]
    },
    "Batch update companies": {
        "companies": [{"company_id": "1234567", "properties": [{"name": "city", "value": "San Francisco"}]}]
    },
    "Batch update deals": {
        "deals": [{"deal_id": "123456", "properties": [{"name": "dealname", "value": "Updated Deal Name"}]}]
    },
    "Contact exists with email?": {"email": "john.doe@example.com"},
    "Create company": {
        "properties": [
            {"name": "name", "value": "Acme Corporation"},
            {"name": "description", "value": "A leading provider of innovative solutions"},
            {"name": "industry", "value": "Technology"},
            {"name": "numberOfEmployees", "value": 500},
            {"name": "annualRevenue", "value": 10000000},
            {"name": "city", "value": "San Francisco"},
            {"name": "state", "value": "CA"},
            {"name": "country", "value": "United States"},
        ]
    },
    "Create contact": {
        "properties": [{"property": "email", "value": "john.d@example.com"}, *_PERSON],
    },
    "Create deal": {
        "properties": [
            {"name": "dealname", "value": "New Software License Deal"},
            {"name": "amount", "value": 50000},
            {"name": "dealstage", "value": "appointmentscheduled"},
            {"name": "pipeline", "value": "default"},
            {"name": "closedate", "value": "2023-12-31"},
        ]
    },
    "Create property": {
        "object_type": "contacts",
        "name": "favourite_colour",
        "label": "Favourite colour",
        "type": "enumeration",
        "field_type": "select",
        "group_name": "contactinformation",
        "options": [{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}],
    },
    "Create ticket": {
        "properties": [
            {"name": "subject", "value": "Cannot sign in"},
            {"name": "hs_pipeline", "value": "0"},
            {"name": "hs_pipeline_stage", "value": "1"},
        ]
    },
    "Create/update contact": {"email": "john.doe@example.com", "properties": _PERSON},
    "Delete contact": {"contact_id": "51"},
    "Get contact by ID": {"contact_id": "51"},
    "Get contact by email": {"email": "john.doe@example.com"},
    "List CRM object associations": {"object_type": "contacts", "object_id": "51", "to_object_type": "companies"},
    "List contacts": {"limit": 10, "properties": ["email", "firstname"]},
    "List owners": {"limit": 50},
    "List properties": {"object_type": "contacts"},
    "List recently modified deals": {"limit": 10},
    "List ticket pipelines (DDL)": {},
    "Raw HTTP request (advanced)": {"method": "GET", "path": "/crm/v3/owners", "query": {"limit": 10}},
    "Search companies by domain": {"domain": "https://www.example.com/about"},
    "Update contact": {"contact_id": "51", "properties": [{"name": "jobtitle", "value": "Director"}]},
}
