"""Values that HubSpot derives: of a record's own values, of its stages, of the records beside it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.sandbox.crm.derivations.people import national
from hubspot_facade.sandbox.crm.derivations.stages import suffix

PROBABILITY = "0.40000000000000002220446049250313080847263336181640625"


@pytest.fixture
def values(client):
    def read(type_, id_, *names):
        asked = {"properties": ",".join(names)}
        found = client.get(f"/crm/v3/objects/{type_}/{id_}", params=asked).json()["properties"]
        return [found.get(name) for name in names]

    return read


@pytest.fixture
def patch(client):
    def changed(type_, id_, **properties):
        answer = client.patch(f"/crm/v3/objects/{type_}/{id_}", json={"properties": properties})
        assert answer.status_code == 200, answer.text
        return answer.json()["properties"]

    return changed


@pytest.fixture
def link(client):
    def linked(from_type, from_id, to_type, to_id, method="PUT"):
        default = "default/" if method == "PUT" else ""
        path = f"/crm/v4/objects/{from_type}/{from_id}/associations/{default}{to_type}/{to_id}"
        assert client.request(method, path).status_code in (200, 204)

    return linked


# -- stages --------------------------------------------------------------------------------------------------


STAGED = {
    "contacts": ("lifecyclestage", "lead", "customer", {"email": "a@example.com"}),
    "companies": ("lifecyclestage", "lead", "customer", {"name": "A"}),
    "deals": ("dealstage", "qualifiedtobuy", "closedwon", {"dealname": "D"}),
    "tickets": ("hs_pipeline_stage", "1", "4", {"subject": "S"}),
    "leads": ("hs_pipeline_stage", "new-stage-id", "qualified-stage-id", {"hs_lead_name": "L"}),
    "orders": ("hs_pipeline_stage", "order-stage-0", "order-stage-1", {"hs_order_name": "O"}),
}


def _stamps(stage):
    end = suffix(stage)
    stems = ("date_entered_", "date_exited_", "latest_time_in_", "cumulative_time_in_")
    return [f"hs_v2_{stem}{end}" for stem in stems]


@pytest.mark.parametrize("type_", STAGED)
def test_a_record_keeps_when_it_entered_and_left_each_stage(client, make, values, patch, clock, type_):
    name, first, second, given_ = STAGED[type_]
    start = "2026-09-21T14:13:20.250Z"
    id_ = make(type_, **given_, **{name: first})["id"]
    assert values(type_, id_, *_stamps(first)) == [start, None, None, None]
    assert values(type_, id_, *_stamps(second)) == [None] * 4
    clock.advance(60)
    moved = patch(type_, id_, **{name: second})
    later = "2026-09-21T14:14:20.250Z"
    assert values(type_, id_, *_stamps(first)) == [start, later, "60000", "60000"]
    assert values(type_, id_, *_stamps(second)) == [later, None, None, None]
    current = ("hs_v2_date_entered_current_stage", "hs_v2_time_in_current_stage")
    assert [moved[one] for one in current] == values(type_, id_, *current) == [later, later]


def test_times_in_a_stage_add_up_and_the_latest_is_beside(make, values, patch, clock):
    id_ = make("tickets", subject="S", hs_pipeline_stage="1")["id"]
    for seconds, stage in ((60, "2"), (5, "1"), (30, "3")):
        clock.advance(seconds)
        patch("tickets", id_, hs_pipeline_stage=stage)
    entered, exited, latest, cumulative = values("tickets", id_, *_stamps("1"))
    assert (latest, cumulative) == ("30000", "90000")
    assert (entered, exited) == ("2026-09-21T14:14:25.250Z", "2026-09-21T14:14:55.250Z")


@pytest.mark.parametrize("type_", STAGED)
def test_every_stage_of_every_pipeline_has_four_properties(client, type_):
    listed = {one["name"]: one for one in client.get(f"/crm/v3/properties/{type_}").json()["results"]}
    pipelines = client.get(f"/crm/v3/pipelines/{type_}").json()["results"]
    for pipeline in pipelines:
        for stage in pipeline["stages"]:
            entered, exited, latest, cumulative = (listed[name] for name in _stamps(stage["id"]))
            place = f'"{stage["label"]} ({pipeline["label"]})"'
            assert entered["label"] == f"Date entered {place}"
            assert cumulative["label"] == f"Cumulative time in {place}"
            assert [one["type"] for one in (entered, exited, latest, cumulative)] == ["datetime"] * 2 + ["number"] * 2
            assert all(one["modificationMetadata"]["readOnlyValue"] for one in (entered, exited, latest, cumulative))


def test_properties_come_and_go_with_stages(client, make, values, patch, clock):
    stage = {"label": "Trial", "displayOrder": 9, "metadata": {"probability": "0.5"}, "stageId": "trial"}
    pipeline = "/crm/v3/pipelines/deals/default/stages"
    name = "hs_v2_date_entered_trial"
    assert client.get(f"/crm/v3/properties/deals/{name}").status_code == 404
    assert client.post(pipeline, json=stage).status_code == 201
    assert client.get(f"/crm/v3/properties/deals/{name}").json()["label"] == 'Date entered "Trial (Sales Pipeline)"'
    id_ = make("deals", dealname="D", pipeline="default", dealstage="trial")["id"]
    asked = {"filters": [{"propertyName": name, "operator": "GTE", "value": "2026-09-21"}], "properties": [name]}
    [found] = client.post("/crm/v3/objects/deals/search", json=asked).json()["results"]
    assert (found["id"], found["properties"][name]) == (id_, "2026-09-21T14:13:20.250Z")
    patch("deals", id_, dealstage="closedlost")
    assert client.delete(f"{pipeline}/trial").status_code == 204
    assert client.get(f"/crm/v3/properties/deals/{name}").status_code == 404


@given(st.text(min_size=1, max_size=40))
def test_the_names_of_stage_properties_are_names(stage):
    name = f"hs_v2_date_entered_{suffix(stage)}"
    assert name.isascii()
    assert name == name.lower()
    assert name.replace("_", "").isalnum()


def test_ids_of_default_stages_of_leads_have_the_numbers_that_accounts_show():
    assert suffix("new-stage-id") == "new_stage_id_1318266061"
    assert suffix("unqualified-stage-id") == "unqualified_stage_id_1675714327"


# -- a record's own values -----------------------------------------------------------------------------------


def test_a_deal_is_calculated_to_every_digit(patch, make):
    made = make("deals", dealname="D", amount=10000)["properties"]
    assert {"dealstage", "pipeline", "hs_is_closed", "hs_deal_stage_probability"}.isdisjoint(made)
    assert (made["hs_deal_stage_probability_shadow"], made["hs_projected_amount"]) == ("0", "0")
    assert (made["hs_closed_won_count"], made["hs_days_to_close_raw"], made["hs_forecast_amount"]) == (
        "0",
        "0",
        "10000",
    )
    told = patch("deals", made["hs_object_id"], dealstage="qualifiedtobuy", pipeline="default", amount=15000)
    assert told["hs_deal_stage_probability"] == told["hs_deal_stage_probability_shadow"] == PROBABILITY
    assert told["hs_projected_amount"] == "6000.00000000000033306690738754696212708950042724609375000"
    assert (told["hs_is_open_count"], told["hs_open_amount_in_home_currency"]) == ("1", "15000")


def test_days_to_close_are_whole_and_raw(make):
    made = make("deals", dealname="D", closedate="2026-09-24T02:13:20.250Z")["properties"]
    assert (made["days_to_close"], made["hs_days_to_close_raw"]) == ("2", "2.5")


def test_a_won_deal_counts_once(make, patch):
    id_ = make("deals", dealname="D", amount="7", pipeline="default", dealstage="contractsent")["id"]
    told = patch("deals", id_, dealstage="closedwon")
    assert (told["hs_closed_won_count"], told["hs_is_closed_count"], told["hs_closed_amount"]) == ("1", "1", "7")


def test_a_company_has_a_website_by_its_domain_unless_it_is_given_one(make, values):
    assert make("companies", domain="a.example.com")["properties"]["website"] == "a.example.com"
    given_ = make("companies", domain="a.example.com", website="www.example.org")["properties"]
    assert given_["website"] == "www.example.org"
    assert given_["hs_task_label"] == "a.example.com"


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("+1 (555) 010-0100", "5550100100"),
        ("+49 30 1234567", "301234567"),
        ("+358 9 123", "9123"),
        ("030/12345", "03012345"),
    ],
)
def test_a_telephone_number_is_found_by_area_code_and_number(client, make, phone, number):
    assert national(phone) == number
    made = make("contacts", email="a@example.com", phone=phone, mobilephone=phone)
    assert made["properties"]["hs_searchable_calculated_phone_number"] == number
    one = {"propertyName": "hs_searchable_calculated_phone_number", "operator": "EQ", "value": number}
    for body in ({"filters": [one]}, {"query": number}):
        found = client.post("/crm/v3/objects/contacts/search", json=body).json()["results"]
        assert [each["id"] for each in found] == [made["id"]]


def test_the_date_of_a_stage_of_life_is_epoch_text_where_it_is_written_and_a_date_where_it_is_read(make, values):
    made = make("contacts", email="a@example.com")
    assert made["properties"]["hs_lifecyclestage_lead_date"] == "1790000000250"
    assert values("contacts", made["id"], "hs_lifecyclestage_lead_date") == ["2026-09-21T14:13:20.250Z"]


def test_an_e_mail_says_who_wrote_to_whom_by_its_headers(make, values):
    headers = {
        "from": {"email": "ada@example.com", "firstName": "Ada", "lastName": "Sample"},
        "to": [{"email": "bo@example.com", "firstName": "Bo"}, {"email": "cy@example.com"}],
        "cc": [{"email": "di@example.com"}],
        "bcc": [],
    }
    made = make(
        "emails", hs_timestamp="2026-01-01T00:00:00Z", hs_email_direction="EMAIL", hs_email_headers=json.dumps(headers)
    )
    names = ("from_email", "from_lastname", "to_email", "to_firstname", "cc_email", "bcc_email")
    found = values("emails", made["id"], *(f"hs_email_{name}" for name in names))
    assert found == ["ada@example.com", "Sample", "bo@example.com;cy@example.com", "Bo", "di@example.com", None]


@pytest.mark.parametrize("headers", ["no JSON", "[]", '{"from": 1, "to": [2], "cc": {"email": "a@b.com"}}'])
def test_headers_that_are_none_do_no_harm(make, headers):
    make("emails", hs_timestamp="2026-01-01T00:00:00Z", hs_email_direction="EMAIL", hs_email_headers=headers)


def test_a_task_is_due_missed_and_done(make, patch, clock):
    made = make("tasks", hs_timestamp="2026-09-20T00:00:00Z", hs_task_type="CALL")["properties"]
    assert (made["hs_task_is_overdue"], made["hs_task_missed_due_date"], made["hs_task_missed_due_date_count"]) == (
        "true",
        "true",
        "1",
    )
    assert (made["hs_task_status"], made["hs_task_priority"]) == ("NOT_STARTED", "NONE")
    told = patch("tasks", made["hs_object_id"], hs_task_status="COMPLETED")
    assert (told["hs_task_is_completed"], told["hs_task_is_completed_call"], told["hs_task_is_completed_email"]) == (
        "1",
        "1",
        "0",
    )
    assert (told["hs_task_is_overdue"], told["hs_task_completion_date"]) == ("false", "2026-09-21T14:13:20.250Z")


def test_a_line_item_takes_over_what_its_product_has(make, patch, values):
    product = make("products", name="Chair", price="100", hs_sku="C-1", hs_cost_of_goods_sold="60")["id"]
    made = make("line_items", hs_product_id=product, quantity="3", name="Blue chair")["properties"]
    assert (made["name"], made["price"], made["hs_sku"]) == ("Blue chair", "100", "C-1")
    assert (made["amount"], made["hs_margin"]) == ("300", "120")
    assert patch("line_items", made["hs_object_id"], price="50")["amount"] == "150"


# -- the records beside it -----------------------------------------------------------------------------------


def test_a_company_counts_who_and_what_is_beside_it(client, make, link, patch, values):
    company = make("companies", name="A")["id"]
    names = ("num_associated_contacts", "num_associated_deals", "hs_num_open_deals", "num_notes", "num_contacted_notes")
    assert values("companies", company, *names) == ["0"] * 5
    contacts = [make("contacts", email=f"{one}@example.com")["id"] for one in "ab"]
    deal = make("deals", dealname="D", pipeline="default", dealstage="contractsent")["id"]
    note = make("notes", hs_timestamp="2026-01-02T00:00:00Z", hs_note_body="n")["id"]
    call = make("calls", hs_timestamp="2026-01-01T00:00:00Z")["id"]
    for other, ids in (("contacts", contacts), ("deals", [deal]), ("notes", [note]), ("calls", [call])):
        for one in ids:
            link(other, one, "companies", company)
    assert values("companies", company, *names) == ["2", "1", "1", "2", "1"]
    stamps = ("notes_last_updated", "notes_last_contacted")
    assert values("companies", company, *stamps) == ["2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"]
    patch("deals", deal, dealstage="closedwon")
    assert values("companies", company, *names[1:3]) == ["1", "0"]
    patch("calls", call, hs_timestamp="2026-01-03T00:00:00Z")
    assert values("companies", company, "notes_last_updated") == ["2026-01-03T00:00:00Z"]
    client.delete(f"/crm/v3/objects/contacts/{contacts[0]}")
    link("deals", deal, "companies", company, "DELETE")
    assert values("companies", company, *names) == ["1", "0", "0", "2", "1"]


def test_a_parent_company_counts_its_children(client, make, values):
    parent, child = make("companies", name="A")["id"], make("companies", name="B")["id"]
    body = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 13}]
    client.put(f"/crm/v4/objects/companies/{parent}/associations/companies/{child}", json=body).raise_for_status()
    assert values("companies", parent, "hs_num_child_companies") == ["1"]
    assert values("companies", child, "hs_num_child_companies") == ["0"]


def test_a_deal_counts_its_contacts_and_line_items(make, link, values):
    deal = make("deals", dealname="D")["id"]
    link("contacts", make("contacts", email="a@example.com")["id"], "deals", deal)
    link("line_items", make("line_items", name="L")["id"], "deals", deal)
    names = ("num_associated_contacts", "hs_num_of_associated_line_items")
    assert values("deals", deal, *names) == ["1", "1"]
