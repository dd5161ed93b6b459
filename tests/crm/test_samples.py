"""Every named operation on the CRM runs its sample as it stands, on the sandbox, in each edition and both colours."""

import pytest

from hubspot_facade.catalogue import Catalogue

ENTRIES = [entry for entry in Catalogue() if entry.function.__module__.startswith("hubspot_facade.crm")]
NAMES = [entry.name for entry in ENTRIES]
ADDRESSES = ("john.doe@example.com", "jane.smith@example.com")
# Operations that may go another way than by all of their calls, or repeat one.
CHOOSING = {
    "Archive property group",
    "Associate custom object",
    "Batch create or update contacts",
    "Check whether an object is activated (object library)",
    "Delete custom object association",
    "Get a batch of contacts by email",
    "Get a batch of contacts by vid",
    "Get all contacts",
    "Get contact by email (contacts-v1)",
    "Get contact by vid",
    "Get recently created contacts",
    "Get recently updated or created contacts",
    "Remove an association between records",
    "Update list",
}
STAGE = {"dealstage": "appointmentscheduled", "pipeline": "default"}
MODEL = {"name": "model", "label": "Model", "type": "string", "fieldType": "text"}


def contact(hs, email):
    return hs.contacts.create({"email": email, "firstname": "John"}).id


def contact_list(hs):
    made = hs.lists.create("People")
    hs.lists.add_members(made.list_id, emails=["john.doe@example.com"])
    return made.list_id


def car(hs, name="car"):
    labels = {"singular": name.title(), "plural": f"{name.title()}s"}
    hs.schemas.create(name, labels=labels, properties=[MODEL], associated_objects=["CONTACT"])
    return f"p_{name}"


def car_record(hs):
    return hs.objects("p_car").create({"model": "Roadster"}).id


def event_type(hs):
    return hs.timeline.create(1, "Webinar", object_type="contacts", tokens=[{"name": "rating", "label": "Rating"}]).id


MAKERS = {
    "456": lambda hs: contact(hs, "c456@example.com"),
    "789": lambda hs: contact(hs, "c789@example.com"),
    "1011": lambda hs: contact(hs, "c1011@example.com"),
    "51": lambda hs: hs.contacts.get_by_email("john.doe@example.com").id,
    "52": lambda hs: contact(hs, "second@example.com"),
    "1234567890": lambda hs: hs.companies.create({"name": "Acme", "domain": "example.com"}).id,
    "1234567": lambda hs: hs.companies.create({"name": "Ackme", "domain": "example.org"}).id,
    "1001": lambda hs: hs.deals.create({"dealname": "d", **STAGE}).id,
    "123456": lambda hs: hs.deals.create({"dealname": "e", **STAGE}).id,
    "301": lambda hs: hs.tickets.create({"subject": "s", "hs_pipeline": "0", "hs_pipeline_stage": "1"}).id,
    "201": lambda hs: hs.products.create({"name": "Widget"}).id,
    "401": lambda hs: hs.line_items.create({"name": "Widget", "quantity": 1}).id,
    "601": lambda hs: hs.calls.log("2024-01-01T10:00:00Z", title="First call").id,
    "602": lambda hs: hs.tasks.log("2024-01-01T10:00:00Z", subject="Send offer").id,
    "701": car_record,
    "123": contact_list,
    "124": contact_list,
    "p_car": car,
    "p_trailer": lambda hs: car(hs, "trailer"),
    "12345": lambda hs: hs.owners.list()[0].id,
}


def scalars(value):
    if isinstance(value, dict):
        return [each for inner in value.values() for each in scalars(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in scalars(inner)]
    return [] if isinstance(value, bool) else [str(value)]


def located(value, ids):
    """The sample with the sandbox's ids in place of the samples' own."""
    if isinstance(value, dict):
        return {key: located(each, ids) for key, each in value.items()}
    if isinstance(value, list):
        return [located(each, ids) for each in value]
    if isinstance(value, bool) or not isinstance(value, int | str):
        return value
    return type(value)(ids.get(str(value), value))


def prepare(hs, name, sample):
    """Make what the sample speaks of; gives its ids here."""
    if name not in ("Create contact", "Create/update contact"):
        for address in ADDRESSES:
            contact(hs, address)
    if "favourite_food" in scalars(sample):
        hs.properties.create(
            "contacts",
            "favourite_food",
            label="Food",
            type="string",
            field_type="text",
            group_name="contactinformation",
        )
    if "Customer Information" in scalars(sample):
        hs.property_groups.create("contacts", "customer_information", label="Customer Information")
    if "timeline" in name:
        made = event_type(hs)
        if name == "Get timeline event":
            hs.timeline.create_event({"id": "event-1", "eventTypeId": made, "email": ADDRESSES[0], "rating": "5"})
        if name == "Update timeline event type property":
            hs.timeline.archive_token(1, made, "rating")
            hs.timeline.create_token(1, made, "rating", label="Rating", type="number")
        return {"601": made}
    wanted = scalars(sample)
    ids = {each: MAKERS[each](hs) for each in dict.fromkeys(["p_car"] * ("701" in wanted) + wanted) if each in MAKERS}
    if name == "Pin an activity on a record (update)":
        hs.associations.create_default("deals", ids["1001"], "calls", ids["601"])
    return {key: value for key, value in ids.items() if value is not None}


@pytest.fixture
def run(hs, sandbox):
    def run(name):
        entry = Catalogue()[name]
        ids = prepare(hs, name, entry.sample)
        before = len(sandbox.application.log.entries)
        answer = hs.operations.run(name, located(entry.sample, ids))
        return answer, ids, list(sandbox.application.log.entries)[before:]

    return run


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_runs_as_it_stands(name, run, edition):
    answer, _, seen = run(name)
    assert answer is not None
    entry = Catalogue()[name]
    known = {(call.method, call.path.count("/")) for call in entry.calls(edition)}
    sent = {(each.method, each.path.count("/")) for each in seen}
    assert sent <= known
    assert name in CHOOSING or sent == known
