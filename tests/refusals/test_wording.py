"""What a refusal is as text. The bodies have the forms that HubSpot's were recorded in, with values of our own."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import BatchError, HubSpot, ValidationError, errors
from hubspot_facade.crm.filters import contains
from hubspot_facade.refusals.hints import advice
from hubspot_facade.refusals.standard_properties import own_properties
from hubspot_facade.refusals.wording import ErrorItem, reason, shorten
from hubspot_facade.transport.failure import error_from
from hubspot_facade.transport.request import Answer


def refused(body, status: int = 400) -> errors.APIError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = Answer(status, {"content-type": "application/json"}, content)
    return error_from(answer, method="POST", url="https://api.hubapi.com/x", now=0.0)


def said(body) -> str:
    """The text of a refusal without its request."""
    return str(refused(body)).removesuffix(" (POST https://api.hubapi.com/x)")


EMAIL = {"isValid": False, "message": "Email address x@ is invalid", "error": "INVALID_EMAIL", "name": "email"}
LONG = {
    "isValid": False,
    "message": "soon was not a valid long. Portal 1, object type 0-47",
    "error": "INVALID_LONG",
    "name": "hs_meeting_start_time",
}
UNKNOWN = {
    "isValid": False,
    "message": 'Property "emial" does not exist',
    "error": "PROPERTY_DOESNT_EXIST",
    "name": "emial",
    "localizedErrorMessage": 'Property "emial" does not exist',
    "portalId": 1,
}
DUMP = f"Property values were not valid: {json.dumps([EMAIL, LONG, UNKNOWN])}"
SENTENCES = (
    "email: Email address x@ is invalid (INVALID_EMAIL); "
    "hs_meeting_start_time: 'soon' is neither a number nor a date (2026-03-04, or milliseconds since 1970) "
    "(INVALID_LONG); "
    'Property "emial" does not exist (PROPERTY_DOESNT_EXIST)'
)
OF_ERRORS = [
    {"message": one["message"], "code": one["error"], "context": {"propertyName": [one["name"]]}}
    for one in (EMAIL, LONG, UNKNOWN)
]


@pytest.mark.parametrize(
    "more", [{}, {"errors": OF_ERRORS}], ids=["the array stands in the message alone", "and in errors"]
)
def test_a_refused_write_is_a_sentence_per_field_and_the_attributes_are_hubspots(more):
    body = {"status": "error", "message": DUMP, "category": "VALIDATION_ERROR", **more}
    assert said(body) == f"400 VALIDATION_ERROR {SENTENCES}"
    error = refused(body)
    assert isinstance(error, ValidationError)
    assert error.message == DUMP
    assert [one.code for one in error.errors] == ["INVALID_EMAIL", "INVALID_LONG", "PROPERTY_DOESNT_EXIST"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"message": "validation error", "errors": ["The body may not be null"]}, "The body may not be null"),
        ({"status": "error", "errors": [{"message": "No such list."}]}, "No such list."),
        ({"message": "", "errors": [{"message": "No such list.", "in": "listId"}]}, "listId: No such list."),
        (
            {"message": "Property values were not valid", "validationResults": [EMAIL]},
            "email: Email address x@ is invalid (INVALID_EMAIL)",
        ),
        (
            {
                "message": "Errors found processing batch update",
                "failureMessages": [
                    {"index": 1, "error": {"status": "error", "message": "Email address y@ is invalid"}}
                ],
            },
            "Email address y@ is invalid",
        ),
        (
            {"message": json.dumps({"status": "error", "message": "Every list must have a name."})},
            "Every list must have a name.",
        ),
        (
            {"message": "One or more associations are invalid", "errors": [{"message": "CONTACT=1 is not valid"}]},
            "One or more associations are invalid; CONTACT=1 is not valid",
        ),
        ({"message": "limit must be 100", "errors": [{"message": "limit must be 100"}]}, "limit must be 100"),
        ({"message": "Property values were not valid: [{oh no"}, "Property values were not valid: [{oh no"),
    ],
)
def test_the_reason_is_found_wherever_it_stands(body, text):
    assert said(body) == f"400 {text}"


NOT_SET = "Error creating TICKET. Some required properties were not set."
INVALID = "One or more associations are invalid"


@pytest.mark.parametrize(
    ("message", "context", "text"),
    [
        (
            NOT_SET,
            {"properties": ["subject", "hs_pipeline_stage"]},
            f"{NOT_SET[:-1]} (properties: subject, hs_pipeline_stage)",
        ),
        (
            INVALID,
            {"INVALID_OBJECT_IDS": ["COMPANY=7 is not valid"], "objectId": ["7"], "objectType": ["COMPANY"]},
            f"{INVALID} (INVALID_OBJECT_IDS: COMPANY=7 is not valid)",
        ),
        ("No webhook settings exist", {"appId": ["99"]}, "No webhook settings exist (appId: 99)"),
        ("List 5 is gone", {"listId": ["5"]}, "List 5 is gone"),
        ("Not found", {"ids": ["5"], "objectWriteTraceId": ["0"], "existingId": ["6"]}, "Not found"),
        ("Odd", {"a": None, "b": {"c": 1}, "d": [["e"]]}, "Odd"),
        ("Many", {"names": [*"abcdefg"]}, "Many (names: b, c, d, e, f and 1 more)"),
    ],
)
def test_what_only_the_context_says_follows_the_reason(message, context, text):
    assert said({"message": message, "context": context}) == f"400 {text}"
    assert str(ErrorItem(message, context=context)) == text


def options(*values: str) -> str:
    listed = ", ".join(
        f'label: "{each.title()}"\nvalue: "{each}"\ndisplay_order: {at}\nhidden: false\nread_only: false\n'
        for at, each in enumerate(values)
    )
    return f"custmer was not one of the allowed options: [{listed}]"


def test_a_list_of_options_is_cut_down_to_the_nearest_and_a_few():
    many = ["subscriber", "lead", "opportunity", *(f"stage {number}" for number in range(300)), "customer"]
    assert shorten(options(*many)) == (
        "custmer was not one of the allowed options: [subscriber, lead, opportunity, stage 0, stage 1 and 299 more]; "
        "did you mean 'customer'?"
    )
    assert shorten(options("a", "b")) == "custmer was not one of the allowed options: [a, b]"
    plain = "CUSTOMERS was not one of the allowed options: [lead, customer, a, b, c, d]"
    assert shorten(plain).endswith("[lead, customer, a, b, c and 1 more]; did you mean 'customer'?")
    stages = (
        f"open is not a valid pipeline stage ID. Valid options are: pipelineId=0 : [{', '.join(map(str, range(90)))}]"
    )
    assert shorten(stages).endswith("pipelineId=0 : [0, 1, 2, 3, 4 and 85 more]")


def test_many_fields_are_told_up_to_a_point():
    found = [{"message": f"value {number} is wrong"} for number in range(40)]
    assert said({"message": "validation error", "errors": found}).endswith("value 9 is wrong; and 30 more")
    assert len(refused({"errors": found}).errors) == 40


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["message", "errors", "validationResults", "failureMessages", "context"]), JSON))
def test_every_body_has_a_text_on_one_page(body):
    assert str(refused(body)).startswith("400 ")


@given(st.text())
def test_every_message_has_a_text(message):
    reason(message)
    reason(f"x: [{{{message}")
    assert len(shorten(f"x was not one of the allowed options: [{message}]")) <= 400


# -- no reason at all ------------------------------------------------------------------------------------------

GENERIC = {"status": "error", "message": "There was a problem with the request."}


def filters(*names: str) -> bytes:
    return json.dumps(
        {"filterGroups": [{"filters": [{"propertyName": one, "operator": "EQ"} for one in names]}]}
    ).encode()


@pytest.mark.parametrize(
    ("path", "query", "content", "told"),
    [
        ("/crm/v3/objects/contacts/search", [], filters("emial", "email"), "contacts: 'emial' (did you mean 'email'?)"),
        ("/crm/objects/2026-09/0-1/search", [], filters("emial"), "0-1: 'emial' (did you mean 'email'?)"),
        ("/crm/objects/2026-03/companies/search", [], filters("firstname"), "companies: 'firstname'"),
        (
            "/crm/v3/objects/contacts/search",
            [],
            filters("email"),
            "check that these properties exist, and their values: 'email'",
        ),
        ("/crm/v3/objects/2-123/search", [], filters("colour"), "and their values: 'colour'"),
        ("/crm/v3/objects/deals/search", [], b'{"sorts": ["-amuont"]}', "deals: 'amuont' (did you mean 'amount'?)"),
        (
            "/crm/v3/objects/deals/search",
            [],
            b'{"sorts": [{"propertyName": "amuont", "direction": "ASCENDING"}], "properties": ["dealnam"]}',
            "of deals: 'amuont' (did you mean 'amount'?)",
        ),
        (
            "/crm/v3/objects/deals/search",
            [],
            b'{"filterGroups": [{"filters": [{"propertyName": "closedate"}, {"propertyName": "hs_object_id"}]}],'
            b'"sorts": [{"propertyName": "hs_object_id"}], "properties": ["mine", "hs_v2_date_entered_1"]}',
            "check that these properties exist, and their values: 'closedate'",
        ),
        (
            "/crm/v3/objects/deals/search",
            [],
            b'{"sorts": ["hs_object_id"], "properties": ["hs_v2_date_entered_1", "dealnam"]}',
            "of deals: 'dealnam' (did you mean 'dealname'?)",
        ),
        ("/crm/v3/objects/contacts/7", [("idProperty", "emial")], None, "contacts: 'emial' (did you mean 'email'?)"),
        ("/crm/v3/objects/contacts", [("properties", "emial,email")], None, "contacts: 'emial'"),
        ("/marketing/v3/campaigns/0/reports/revenue", [], None, "check that ids and field names exist"),
        ("/crm/v3/objects/contacts/search", [], b"[" * 100_000, "check that ids and field names exist"),
        (
            "/crm/v3/objects/contacts/search",
            [],
            b'{"filterGroups": 5, "sorts": [5, {}], "properties": [1]}',
            "check that ids",
        ),
        ("/crm/v3/objects/deals/search", [], b'{"after": "10000"}', "only the first 10,000 records of a search"),
        ("/crm/objects/2026-03/0-3/search", [], b'{"after": 9801, "limit": 200}', "only the first 10,000 records"),
        ("/crm/v3/objects/deals/search", [], b'{"after": "9800", "limit": 20000}', "check that ids"),
        ("/crm/v3/objects/deals/search", [], b'{"after": "1%s"}' % (b"0" * 5_000), "check that ids"),
        ("/crm/v3/objects/deals/search", [], b'{"after": "next", "limit": []}', "check that ids"),
        ("/crm/v3/objects/deals", [], b'{"after": "10000"}', "check that ids"),
    ],
)
def test_what_can_be_checked_is_told(path, query, content, told):
    found = advice(path, query, content)
    assert told in found
    assert "hs_v2_" not in found
    assert "hs_object_id" not in found


def test_names_are_those_that_a_sandbox_knows_too():
    from hubspot_facade.sandbox.crm.properties.defaults import properties
    from hubspot_facade.sandbox.crm.types import BY_ID

    told = {id_: kind for id_, kind in BY_ID.items() if own_properties(id_)}
    assert {"0-1", "0-2", "0-3", "0-5", "0-7", "0-8", "0-14", "0-27", "0-46", "0-136"} <= told.keys()
    for id_, kind in told.items():
        assert set(properties(kind)) == own_properties(id_) == own_properties(kind.name) == own_properties(kind.plural)
    assert own_properties("2-123") == frozenset()


# -- from end to end -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["v3", "2026-03", "2026-09"])
def test_a_search_for_an_unknown_property_names_it(sandbox, version):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token, api_version=version) as hs:
        asked = len(sandbox.requests)
        with pytest.raises(errors.BadRequest, match=r"of contacts: 'emial' \(did you mean 'email'\?\)"):
            hs.contacts.search([contains("emial", "x")]).all()
        assert len(sandbox.requests) == asked + 1, "nothing is asked for behind the caller's back"


def test_a_failed_batch_tells_its_first_failures_by_field(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        with pytest.raises(BatchError) as caught:
            hs.contacts.batch_create([{"email": f"{number}@"} for number in range(5)])
        assert str(caught.value) == (
            "5 of 5 inputs failed; input 0: email: Email address 0@ is invalid (INVALID_EMAIL); "
            "input 1: email: Email address 1@ is invalid (INVALID_EMAIL); "
            "input 2: email: Email address 2@ is invalid (INVALID_EMAIL); and 2 more"
        )


def test_a_message_that_its_one_error_repeats_is_said_once():
    item = ErrorItem("Property tier must have options.", code="OPTIONS_REQUIRED", context={"propertyName": ["tier"]})
    assert reason("Property tier must have options.", [item]) == (
        "tier: Property tier must have options (OPTIONS_REQUIRED)"
    )
    assert reason("The batch was refused.", [item]).startswith("The batch was refused.; tier: ")


def test_a_property_that_does_not_exist_is_followed_by_what_it_may_be(hs):
    with pytest.raises(errors.BadRequest) as caught:
        hs.contacts.create({"frstname": "Ada", "xyzzy": "1"})
    assert caught.value.advice == "did you mean 'firstname' for 'frstname'?"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("compnies", "did you mean 'companies'"),
        ("contatcs", "did you mean 'contacts'"),
        ("p_boatz", "by its full name, or as p_"),
    ],
)
def test_an_object_type_that_hubspot_does_not_know_is_followed_by_what_it_may_be(hs, name, says):
    for refused in (
        lambda: hs.associations.create("contacts", 1, name, 2),
        lambda: [*hs.objects(name).list()],
        lambda: hs.contacts.create({"email": "a@example.com"}, associations={name: 1}),
    ):
        with pytest.raises((errors.BadRequest, errors.InputError)) as caught:
            refused()
        assert says in str(caught.value)
