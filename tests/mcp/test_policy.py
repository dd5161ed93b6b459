"""Rules hold for every spelling, name, edition and way round."""

import json

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.errors import HubSpotError, InputError, UnknownOperation
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.mcp.portal import Portal
from hubspot_facade.mcp.records import Records
from hubspot_facade.mcp.refusal import Refusal
from tests.mcp.conftest import ALL

ENTRIES = [each for each in Catalogue() if each.sample is not None]
FLAGS = {"create": "writes", "update": "writes", "delete": "deletes", "send": "sends", "irreversible": "irreversible"}
EDITIONS = ["v3", "2026-03", "2026-09"]


def test_each_effect_needs_its_own_flag():
    allowed = {flag: Policy(**{flag: True}) for flag in FLAGS.values()}
    without = {flag: Policy(**{**ALL, flag: False}) for flag in FLAGS.values()}
    nothing, everything = Policy(), Policy(**ALL)
    for entry in ENTRIES:
        flag = FLAGS.get(entry.effect)
        if everything.why_not(entry):
            assert entry.resource in ("http", "oauth") or "token" in entry.name or "password" in entry.name, entry.name
            continue
        assert (nothing.why_not(entry) is None) == (flag is None), entry.name
        if flag:
            assert allowed[flag].why_not(entry) is None, entry.name
            assert flag in str(without[flag].why_not(entry)).replace("-", "_"), entry.name


@pytest.mark.parametrize("plan_hash", [None, "0" * 32])
def test_by_default_no_write_runs_or_is_planned(desk_of, sandbox, plan_hash):
    desk = desk_of()
    before = len(sandbox.requests)
    for entry in ENTRIES:
        if entry.effect != "read":
            with pytest.raises(Refusal):
                desk.run_operation(entry.name, entry.sample, plan_hash)
    assert len(sandbox.requests) == before


@pytest.mark.parametrize(
    "spelling",
    ["Raw HTTP request (advanced)", "http.request", "RAW http REQUEST advanced", "raw-http-request-advanced"],
)
def test_raw_requests_are_for_nobody(desk_of, sandbox, spelling):
    desk = desk_of(**ALL)
    before = len(sandbox.requests)
    for method in ("GET", "DELETE"):
        with pytest.raises(Refusal, match="raw request"):
            desk.run_operation(spelling, {"method": method, "url": "/crm/v3/objects/contacts/51"})
    assert len(sandbox.requests) == before


@pytest.mark.parametrize(
    "name", ["OAuth 2.0 Authorization (refresh)", "oauth.create_token", "conversations.identify_visitor"]
)
def test_what_gives_secrets_is_for_nobody(desk_of, name):
    with pytest.raises(Refusal, match="secret"):
        desk_of(**ALL).run_operation(name, {})


# -- operations ----------------------------------------------------------------------------------------------


def test_an_operation_is_allowed_with_all_names_of_its_method_and_no_other(desk_of):
    desk = desk_of(**ALL, operations=("Update contact",))
    payload = {"contact_id": "51", "properties": {"city": "Graz"}}
    for name in ("Update contact", "contacts.update", "UPDATE CONTACT", "Update contact by vid"):
        assert desk.run_operation(name, payload)["plan_hash"]
    for name, given in (
        ("Update an individual record", {"object_type": "contacts", "record_id": "51", "properties": {"city": "Graz"}}),
        ("Batch update contacts", {"contacts": [{"id": "51", "properties": {"city": "Graz"}}]}),
        ("Update contact by email", {"email": "a@example.com", "properties": {"city": "Graz"}}),
        ("Create/update contact", {"email": "a@example.com", "properties": {"city": "Graz"}}),
        ("Get contact by ID", {"contact_id": "51"}),
    ):
        with pytest.raises(Refusal, match="not among the operations"):
            desk.run_operation(name, given)


def test_namesakes_do_not_step_in(desk_of):
    """`hs.operations.run` runs another operation of the same name if the payload fits that one; an agent's does not."""
    desk = desk_of(operations=("Get contact by email",))
    with pytest.raises(InputError, match="property_mode"):
        desk.run_operation("Get contact by email", {"email": "john.doe@example.com", "property_mode": "value_only"})


def test_tools_of_records_keep_to_the_operations_too(desk_of):
    desk = desk_of(operations=("Search contacts",))
    records, portal = Records(desk), Portal(desk)
    assert records.count_records("contacts")["total"] > 0
    for ask in (
        lambda: records.search_records("companies"),
        lambda: records.read_records("contacts", ["51"]),
        lambda: records.list_associations("contacts", "51", "companies"),
        portal.list_owners,
        portal.list_object_types,
        lambda: portal.describe_object_type("contacts"),
    ):
        with pytest.raises(Refusal, match="allows"):
            ask()


def test_an_operation_that_there_is_not_cannot_be_allowed():
    with pytest.raises(UnknownOperation, match="Update contact"):
        Policy(operations=("Updat contact",))


# -- object types --------------------------------------------------------------------------------------------

ELSEWHERE = [
    ("Get company", {"company_id": "1234567890"}),
    ("Retrieve an individual record", {"object_type": "companies", "record_id": "1234567890"}),
    ("Retrieve an individual record", {"object_type": "0-2", "record_id": "1234567890"}),
    ("Retrieve an individual record", {"object_type": "COMPANY", "record_id": "1234567890"}),
    ("Retrieve an individual record", {"objectType": "company", "record_id": "1234567890"}),
    ("Retrieve an individual record", {"object_type": "contacts/../companies", "record_id": "1234567890"}),
    ("Retrieve an individual record", {"object_type": "contacts", "record_id": "../companies/1234567890"}),
    ("Get contact by ID", {"contact_id": "51", "associations": ["companies"]}),
    ("List contacts", {"associations": "companies"}),
    ("List CRM object associations", {"object_type": "contacts", "object_id": "51", "to_object_type": "companies"}),
    ("Search companies", {}),
    ("Search companies by domain", {"domain": "example.com"}),
    ("List companies (DDL)", {}),
    ("Get all contacts", {}),
    ("Get contact lists", {}),
    ("Get email subscription status", {"email": "john.doe@example.com"}),
    ("Create contact", {"properties": {"email": "x@example.com"}, "associations": {"companies": 1234567}}),
    (
        "Create contact",
        {
            "properties": {"email": "x@example.com"},
            "associations": [
                {"to": {"id": 1}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]}
            ],
        },
    ),
    ("Add contact to company", {"contact_id": "51", "company_id": "1234567"}),
    ("Delete company", {"company_id": "1234567890"}),
    ("Create object schema", next(each.sample for each in ENTRIES if each.name == "Create object schema")),
    ("Create contact list", {"name": "Companies", "object_type_id": "0-2", "processing_type": "MANUAL"}),
]


@pytest.mark.parametrize("api_version", EDITIONS)
def test_other_object_types_are_out_of_reach(desk_of, hubspot, writes_of, sandbox, api_version):
    hubspot.companies.update("1234567890", {"name": "Canary & Sons"})
    written = len(writes_of())
    desk = desk_of(**ALL, object_types=("contacts",), api_version=api_version)
    for name, payload in ELSEWHERE:
        before = [each.path for each in sandbox.requests]
        try:
            answer = desk.run_operation(name, payload)
        except HubSpotError:
            answer = {}
        assert not answer.get("plan_hash"), name
        assert "Canary" not in json.dumps(answer), (name, payload)
        asked = [each.path for each in sandbox.requests][len(before) :]
        assert not [each for each in asked if "compan" in each and "labels" not in each], (name, payload)
    assert len(writes_of()) == written
    assert desk.run_operation("Get contact by ID", {"contact_id": "51"})
    assert desk.run_operation("Retrieve an individual record", {"object_type": "0-1", "record_id": "51"})


def test_tools_of_records_keep_to_the_object_types(desk_of):
    desk = desk_of(object_types=("contacts",))
    records, portal = Records(desk), Portal(desk)
    assert records.search_records("0-1")["total"] > 0
    assert portal.list_object_types()["usual"] == ["contacts"]
    assert portal.describe_portal()["allowed"]["object_types"] == ["contacts"]
    for ask in (
        lambda: records.search_records("company"),
        lambda: records.count_records("0-2"),
        lambda: records.read_records("p_car", ["701"]),
        lambda: records.list_associations("contacts", "51", "deals"),
        lambda: portal.describe_object_type("deals"),
        lambda: portal.list_pipelines("deals"),
    ):
        with pytest.raises(Refusal, match="is not allowed here"):
            ask()


# -- properties ----------------------------------------------------------------------------------------------


def test_only_the_allowed_properties_are_read_and_written(desk_of, hubspot):
    hubspot.contacts.update("51", {"city": "Linz", "jobtitle": "Canary keeper"})
    desk = desk_of(**ALL, properties=("city",))
    call = ("Update contact", {"contact_id": "51", "properties": {"city": "Graz"}})
    assert desk.run_operation(*call, plan_hash=desk.run_operation(*call)["plan_hash"])["done"]
    for name, payload in (
        ("Update contact", {"contact_id": "51", "properties": {"city": "Graz", "jobtitle": "x"}}),
        ("Batch update contacts", {"contacts": [{"id": "51", "properties": {"jobtitle": "x"}}]}),
        ("Search contacts", {"filters": [{"propertyName": "jobtitle", "operator": "HAS_PROPERTY"}]}),
        ("Search contacts", {"sorts": "-jobtitle"}),
        ("Search contacts", {"q": "canary"}),
        ("Get contact by ID", {"contact_id": "Canary keeper", "id_property": "jobtitle"}),
        ("Get company property", {"property_name": "jobtitle"}),
        ("Update property", {"object_type": "contacts", "property_name": "jobtitle", "label": "x"}),
        ("Archive property", {"object_type": "contacts", "property_name": "jobtitle"}),
    ):
        with pytest.raises(HubSpotError):
            desk.run_operation(name, payload)
    assert hubspot.contacts.get("51", properties=["jobtitle"]).properties["jobtitle"] == "Canary keeper"
    whole = desk.run_operation("Get contact by vid", {"vid": "51"})
    assert "Canary" not in json.dumps(whole)
    read = desk.run_operation("Get contact by ID", {"contact_id": "51", "properties": ["city", "jobtitle"]})
    assert set(read["portal_data"]["properties"]) <= {"city", "createdate", "hs_object_id", "lastmodifieddate"}
    assert "Canary" not in json.dumps(Records(desk).search_records("contacts", properties=["jobtitle"]))


# -- files and sizes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["file", "File"])
def test_files_of_this_machine_are_not_sent(desk_of, tmp_path, sandbox, field):
    secret = tmp_path / "id_rsa"
    secret.write_text("BEGIN PRIVATE KEY", "utf-8")
    desk = desk_of(**ALL)
    before = len(sandbox.requests)
    with pytest.raises(Refusal, match="files of this machine"):
        desk.run_operation("Upload File", {field: str(secret), "folder_path": "/"})
    assert len(sandbox.requests) == before
    call = ("Upload File", {"file": "data:text/plain,hello", "file_name": "a.txt", "folder_path": "/"})
    assert desk.run_operation(*call, plan_hash=desk.run_operation(*call)["plan_hash"])["done"]


def test_huge_payloads_are_refused_before_anything_is_done(desk_of, sandbox):
    desk = desk_of(**ALL)
    before = len(sandbox.requests)
    with pytest.raises(Refusal, match=r"10,0.. bytes|10,000,0"):
        desk.run_operation("Update contact", {"contact_id": "51", "properties": {"city": "x" * 10_000_000}})
    nested: list = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(Refusal, match="nested too deep"):
        desk.run_operation("Update contact", {"contact_id": "51", "properties": {"city": nested}})
    assert len(sandbox.requests) == before
