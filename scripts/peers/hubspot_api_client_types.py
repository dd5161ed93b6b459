"""Every CRM object type with `hubspot-api-client`, batches in parts, long searches; arguments: the URL, a token."""

import json
import sys
from typing import Any

from hubspot import HubSpot
from hubspot.crm import companies, contacts, deals, objects

MOMENT = "2026-05-01T10:00:00Z"
TYPES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "appointments": ({"hs_appointment_name": "A"}, {"hs_appointment_name": "B"}),
    "calls": ({"hs_timestamp": MOMENT, "hs_call_title": "A"}, {"hs_call_title": "B"}),
    "carts": ({"hs_cart_name": "A"}, {"hs_cart_name": "B"}),
    "commerce_payments": ({"hs_initial_amount": "10"}, {"hs_initial_amount": "11"}),
    "communications": (
        {"hs_timestamp": MOMENT, "hs_communication_channel_type": "SMS"},
        {"hs_communication_body": "B"},
    ),
    "companies": ({"name": "A", "domain": "a.example"}, {"name": "B"}),
    "contacts": ({"email": "a@example.com"}, {"firstname": "B"}),
    "courses": ({"hs_course_name": "A"}, {"hs_course_name": "B"}),
    "deals": ({"dealname": "A", "dealstage": "qualifiedtobuy"}, {"dealstage": "closedwon"}),
    "discounts": ({"hs_label": "A"}, {"hs_label": "B"}),
    "emails": ({"hs_timestamp": MOMENT, "hs_email_direction": "EMAIL"}, {"hs_email_subject": "B"}),
    "fees": ({"hs_label": "A"}, {"hs_label": "B"}),
    "goal_targets": ({"hs_goal_name": "A"}, {"hs_goal_name": "B"}),
    "invoices": ({"hs_currency": "USD"}, {"hs_currency": "EUR"}),
    "leads": ({"hs_lead_name": "A"}, {"hs_lead_name": "B"}),
    "line_items": ({"name": "A", "price": "2", "quantity": "3"}, {"quantity": "4"}),
    "listings": ({"hs_name": "A"}, {"hs_name": "B"}),
    "meetings": ({"hs_timestamp": MOMENT, "hs_meeting_title": "A"}, {"hs_meeting_title": "B"}),
    "notes": ({"hs_timestamp": MOMENT, "hs_note_body": "A"}, {"hs_note_body": "B"}),
    "orders": ({"hs_order_name": "A"}, {"hs_order_name": "B"}),
    "postal_mail": ({"hs_timestamp": MOMENT}, {"hs_postal_mail_body": "B"}),
    "products": ({"name": "A", "price": "1"}, {"price": "2"}),
    "quotes": ({"hs_title": "A", "hs_expiration_date": "2027-01-01"}, {"hs_title": "B"}),
    "services": ({"hs_name": "A"}, {"hs_name": "B"}),
    "subscriptions": ({"hs_name": "A"}, {"hs_name": "B"}),
    "tasks": ({"hs_timestamp": MOMENT, "hs_task_subject": "A"}, {"hs_task_subject": "B"}),
    "taxes": ({"hs_label": "A"}, {"hs_label": "B"}),
    "tickets": ({"subject": "A", "hs_pipeline_stage": "1"}, {"hs_pipeline_stage": "4"}),
}


def refusal(status: int, exception: Any, act: Any) -> Any:
    """The decoded body of the refusal that a call ends with."""
    try:
        act()
    except exception as error:
        assert error.status == status, (error.status, error.body)
        return json.loads(error.body)
    raise AssertionError(f"no {status}")


def live_and_die(client: HubSpot, type_: str, first: dict[str, str], then: dict[str, str]) -> None:
    """A record of a type made, read, changed, found, and archived, alone and in batches."""
    api = client.crm.objects
    made = api.basic_api.create(type_, objects.SimplePublicObjectInputForCreate(properties=first))
    read = api.basic_api.get_by_id(type_, made.id, properties=[*first, *then])
    assert {name: read.properties[name] for name in first}.keys() == first.keys()
    changed = api.basic_api.update(type_, made.id, objects.SimplePublicObjectInput(properties=then))
    assert {name: changed.properties[name] for name in then} == then, changed.properties
    rule = objects.Filter(property_name="hs_object_id", operator="EQ", value=made.id)
    request = objects.PublicObjectSearchRequest(filter_groups=[objects.FilterGroup(filters=[rule])])
    assert [one.id for one in api.search_api.do_search(type_, request).results] == [made.id]
    unique = type_ == "contacts"
    inputs = [
        objects.SimplePublicObjectBatchInputForCreate(
            properties=first | ({"email": f"{n}@example.com"} if unique else {})
        )
        for n in range(3)
    ]
    batch = api.batch_api.create(type_, objects.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))
    ids = [one.id for one in batch.results]
    updates = [objects.SimplePublicObjectBatchInput(id=one, properties=then) for one in ids]
    api.batch_api.update(type_, objects.BatchInputSimplePublicObjectBatchInput(inputs=updates))
    names = [objects.SimplePublicObjectId(id=one) for one in ids]
    wanted = objects.BatchReadInputSimplePublicObjectId(inputs=names, properties=list(then), properties_with_history=[])
    found = api.batch_api.read(type_, wanted).results
    assert all({name: one.properties[name] for name in then} == then for one in found)
    assert {one.id for one in api.basic_api.get_page(type_, limit=2).results} <= {made.id, *ids}
    api.batch_api.archive(type_, objects.BatchInputSimplePublicObjectId(inputs=names))
    api.basic_api.archive(type_, made.id)
    assert api.basic_api.get_page(type_).results == []


def batches_in_parts(client: HubSpot) -> None:
    """Trace ids make batches answer for each input: 207 with errors that the client reads."""
    api = client.crm.contacts.batch_api
    emails = ["ok@example.com", "not an address", "ok@example.com"]
    inputs = [
        contacts.SimplePublicObjectBatchInputForCreate(properties={"email": email}, object_write_trace_id=str(n))
        for n, email in enumerate(emails)
    ]
    answer = api.create(contacts.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))
    assert (len(answer.results), answer.num_errors) == (1, 2)
    errors = {one.context["objectWriteTraceId"][0]: one for one in answer.errors}
    assert (errors["1"].category, errors["2"].category) == ("VALIDATION_ERROR", "CONFLICT")
    assert errors["2"].context["existingId"] == [answer.results[0].id]
    plain = [contacts.SimplePublicObjectBatchInputForCreate(properties={"email": "ok@example.com"})]
    body = refusal(
        409,
        contacts.ApiException,
        lambda: api.create(contacts.BatchInputSimplePublicObjectBatchInputForCreate(inputs=plain)),
    )
    assert body["category"] == "CONFLICT"
    missing = [companies.SimplePublicObjectBatchInput(id=one, properties={"name": "x"}) for one in ("1", "2")]
    changed = client.crm.companies.batch_api.update(companies.BatchInputSimplePublicObjectBatchInput(inputs=missing))
    assert (changed.results, changed.errors[0].context["ids"]) == ([], ["1", "2"])


def long_searches(client: HubSpot) -> None:
    """Pages of a search and of a listing, and what a search may not ask."""
    api = client.crm.deals
    for start in range(0, 250, 50):
        inputs = [
            deals.SimplePublicObjectBatchInputForCreate(
                properties={"dealname": f"D{n}", "dealstage": "closedwon", "amount": str(n)}
            )
            for n in range(start, start + 50)
        ]
        api.batch_api.create(deals.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))
    found: list[str] = []
    after: str | None = None
    while True:
        rule = deals.Filter(property_name="amount", operator="BETWEEN", value="10", high_value="219")
        page = api.search_api.do_search(
            deals.PublicObjectSearchRequest(
                filter_groups=[deals.FilterGroup(filters=[rule])],
                sorts=[{"propertyName": "amount", "direction": "DESCENDING"}],
                properties=["amount"],
                limit=100,
                after=after,
            )
        )
        found += [one.properties["amount"] for one in page.results]
        if page.paging is None:
            break
        after = page.paging.next.after
    assert found == [str(n) for n in range(219, 9, -1)]
    assert len(api.get_all()) == 250
    for request in (
        deals.PublicObjectSearchRequest(after="10000"),
        deals.PublicObjectSearchRequest(sorts=[{"propertyName": "nosuch", "direction": "ASCENDING"}]),
        deals.PublicObjectSearchRequest(limit=201),
    ):
        body = refusal(400, deals.ApiException, lambda request=request: api.search_api.do_search(request))
        assert body["correlationId"]


if __name__ == "__main__":
    client = HubSpot(access_token=sys.argv[2], host=sys.argv[1])
    for name, (first, then) in TYPES.items():
        live_and_die(client, name, first, then)
    batches_in_parts(client)
    long_searches(client)
    print(f"hubspot-api-client: {len(TYPES)} object types, batches in parts and long searches passed")
