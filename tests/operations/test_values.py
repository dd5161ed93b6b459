"""Values as callers have them, and what HubSpot holds then: choices, numbers, yes and no, days and moments."""

import datetime as dt

import pytest

from hubspot_facade.catalogue.operations import Catalogue

NOON = dt.datetime(2023, 12, 31, 12, tzinfo=dt.UTC)
VIENNA = dt.timezone(dt.timedelta(hours=1))
DEAL = {"dealname": "d", "pipeline": "default", "dealstage": "appointmentscheduled"}


@pytest.mark.parametrize(
    ("name", "properties", "held"),
    [
        ("Create company", {"industry": "TECHNOLOGY"}, {"industry": "TECHNOLOGY"}),
        ("Create company", {"industry": "Technology"}, {"industry": "Technology"}),
        ("Create company", {"numberOfEmployees": 500, "annualRevenue": 1e7}, {"annualrevenue": "10000000"}),
        ("Create contact", {"lifecyclestage": "Customer"}, {"lifecyclestage": "customer"}),
        ("Create contact", {"hs_lead_status": None, "firstname": "Jo"}, {"hs_lead_status": None}),
        ("Create contact", {"hs_buying_role": ["CHAMPION", "BLOCKER"]}, {"hs_buying_role": "CHAMPION;BLOCKER"}),
        ("Create contact", {"hs_facebook_ad_clicked": True}, {"hs_facebook_ad_clicked": "true"}),
        ("Create deal", {**DEAL, "amount": 99.50}, {"amount": "99.5"}),
        ("Create deal", {**DEAL, "closedate": "2023-12-31"}, {"closedate": "2023-12-31T00:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": dt.date(2023, 12, 31)}, {"closedate": "2023-12-31T00:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": NOON}, {"closedate": "2023-12-31T12:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": NOON.astimezone(VIENNA)}, {"closedate": "2023-12-31T12:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": NOON.replace(tzinfo=None)}, {"closedate": "2023-12-31T12:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": "2023-12-31T13:00:00+01:00"}, {"closedate": "2023-12-31T12:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": 1704024000000}, {"closedate": "2023-12-31T12:00:00Z"}),
        ("Create deal", {**DEAL, "closedate": "1704024000000"}, {"closedate": "2023-12-31T12:00:00Z"}),
        (
            "Create line item",
            {"name": "a", "hs_recurring_billing_start_date": NOON},
            {"hs_recurring_billing_start_date": "2023-12-31"},
        ),
        (
            "Create line item",
            {"name": "a", "hs_recurring_billing_start_date": "2023-12-31"},
            {"hs_recurring_billing_start_date": "2023-12-31"},
        ),
    ],
)
def test_a_value_is_held_in_the_form_of_its_property(name, properties, held, hs, portal):
    made = hs.operations.run(name, {"properties": properties})
    type_ = Catalogue()[name].owner.object_type
    shown = portal.shown(f"/crm/v3/objects/{type_}/{made['id']}?properties={','.join(held)}")
    assert {key: shown["properties"][key] for key in held} == held
