"""The comparison with an account, on a second sandbox that stands in for HubSpot and differs on purpose."""

import json
import re
from collections.abc import Callable

import httpx
import pytest

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.sandbox import Sandbox
from scripts.record.cassette import path_of, read
from scripts.record.live.__main__ import compare, main
from scripts.record.live.belongings import needed, removals
from scripts.record.live.differences import Exchange, difference, shape
from scripts.record.live.fitness import UnfitAccount, reason_against, unfit
from scripts.record.live.trial import Trial
from scripts.record.outcome import Runner
from scripts.record.scrub import HOST, Scrubber
from scripts.record.tape import Recorder

Change = Callable[[int, dict[str, str], dict], tuple[int, dict[str, str], dict]]


class Altered(httpx.HTTPTransport):
    """Passes requests on, and changes the answers to some."""

    def __init__(self, changes: dict[str, Change]) -> None:
        super().__init__()
        self._changes = changes

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        answer.read()
        line = f"{request.method} {request.url.path}"
        for pattern, change in self._changes.items():
            if re.fullmatch(pattern, line):
                headers = {name: value for name, value in answer.headers.items() if name != "content-length"}
                status, headers, body = change(answer.status_code, headers, answer.json() if answer.content else {})
                return httpx.Response(status, headers=headers, content=json.dumps(body).encode() if body else b"")
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)


def account_type(kind):
    return {
        "GET /account-info/v3/details": lambda status, headers, body: (status, headers, body | {"accountType": kind})
    }


@pytest.fixture(scope="module")
def live():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(autouse=True)
def empty(live):
    live.reset()


def compared(live, names, changes=None, **options):
    return compare(
        [Catalogue()[name] for name in names],
        base_url=live.url,
        token=live.token,
        edition="2026-03",
        transport=Altered(changes or {}),
        **options,
    )


def records(live):
    return live.portal.store.rows("SELECT id FROM record WHERE archived IS NULL AND merged_into IS NULL")


def test_the_report_tells_exactly_what_differs_in_status_fields_types_and_headers(live):
    def got(status, headers, body):
        body = {**body, "id": int(body["id"]), "richness": {"deep": 1}}
        del body["archived"]
        return status, headers | {"x-hubspot-novelty": "1", "cf-ray": "1"}, body

    report = compared(
        live,
        ["Get contact by ID", "Create contact", "List owners", "Delete deal", "Create/update contact"],
        {
            "GET /crm/objects/2026-03/contacts/.*": got,
            "POST /crm/objects/2026-03/contacts": lambda _, headers, body: (200, headers, body),
            "DELETE /crm/objects/2026-03/deals/.*": lambda status, headers, _: (405, headers, {"message": "no"}),
        },
    )
    assert report.different == {
        "Get contact by ID": [
            "GET /crm/objects/2026-03/contacts/{contactId}",
            "  fields that only the sandbox sends: $.archived",
            "  fields that only HubSpot sends: $.richness",
            "  type: $.id is text, at HubSpot number",
        ],
        "Create contact": ["POST /crm/objects/2026-03/contacts", "  status: sandbox 201, HubSpot 200"],
        "Delete deal": ["DELETE /crm/objects/2026-03/{objectType}/{objectId}", "  status: sandbox 204, HubSpot 405"],
    }
    assert dict(report.headers_added)["x-hubspot-novelty"] == 1
    assert "cf-ray" not in report.headers_added
    (left,) = report.left
    assert re.fullmatch(r"DELETE /crm/objects/2026-03/deals/\d+ was answered 405", left)
    text = report.text()
    assert "x-hubspot-novelty (1 of " in text
    assert (
        "5 operations ran, 3 of them differ (1 in fields, 2 in status, 1 in types); 0 not possible, 0 left out" in text
    )
    assert live.token not in text


def test_an_account_that_answers_as_the_sandbox_differs_in_nothing_and_is_left_as_it_was(live):
    names = [
        *("Create a record with associations", "Batch create contacts", "Merge contacts", "Upsert records"),
        *("Create list", "Add contacts to list", "Create property", "Update property group", "Create pipeline"),
        *("Create a campaign", "Create or update multiple marketing events", "Create blog post", "Get ticket"),
        *("Create an A/B test variation of a marketing email.", "Associate a list with a marketing event"),
    ]
    names = [name for name in names if name in Catalogue()]
    report = compared(live, names)
    assert report.ran == len(names) >= 14
    assert (report.different, report.impossible, report.refused, report.left) == ({}, {}, [], [])
    assert records(live) == []


def test_what_is_made_has_the_prefix_and_only_that_is_touched(live):
    with httpx.Client(base_url=live.url, headers={"authorization": f"Bearer {live.token}"}) as client:
        mine = client.post("/crm/v3/objects/contacts", json={"properties": {"email": "john.doe@example.com"}}).json()
        seen = []

        def note(status, headers, body):
            seen.append(body["properties"]["email"])
            return status, headers, body

        report = compared(live, ["Create contact", "Delete contact"], {"POST /crm/objects/2026-03/contacts": note})
        assert report.left == []
        assert len(seen) == 2
        assert all(re.match(r"hf_[0-9a-f]+_john\.", each) for each in seen)
        assert client.get(f"/crm/v3/objects/contacts/{mine['id']}").status_code == 200


def test_what_the_account_answers_can_be_kept_and_replayed_without_what_is_secret(live, tmp_path):
    names = ["Get contact by ID", "Create company", "Raw HTTP request (advanced)"]
    chosen = [Catalogue()[name] for name in names]
    report = compare(chosen, base_url=live.url, token=live.token, edition="2026-03", keep=tmp_path)
    assert report.ran == len(names)
    for entry in chosen:
        path = path_of(entry, "2026-03", tmp_path)
        text = path.read_text(encoding="utf-8")
        assert re.match(r"# Recorded against an account of HubSpot's of type DEVELOPER_TEST, on \d{4}-\d\d-\d\d", text)
        assert [each for each in (live.token, live.url, str(live.portal.id)) if each in text] == []
        (case,) = read(path).cases
        with Runner(HOST, "any") as runner, Recorder(Scrubber()).replay(case.interactions) as tape:
            outcome = runner.run("2026-03", entry.name, case.payload({}))
        assert (outcome, tape.play_count) == (case.outcome, len(case.interactions))
        assert outcome.error is None


def test_an_account_that_is_no_test_account_is_refused_before_anything_is_made(live):
    with pytest.raises(UnfitAccount, match="of type STANDARD, not one of DEVELOPER_TEST, SANDBOX; ALLOW_STANDARD=1"):
        compared(live, ["Create contact"], account_type("STANDARD"))
    assert [each.method for each in live.application.log.entries] == ["GET"]
    assert compared(live, ["Create contact"], account_type("STANDARD"), allow_standard=True).ran == 1
    assert compared(live, ["Create contact"], account_type("SANDBOX")).ran == 1


def test_what_is_left_behind_by_a_broken_connection_is_told_with_the_error(live):
    def broken(*_):
        raise httpx.ConnectError("gone")

    altered = Altered({"GET /crm/objects/2026-03/contacts/.*": broken, "DELETE .*": broken})
    trial = Trial(live.url, live.token, edition="2026-03", prefix="hf_1_", patient=False, transport=altered)

    def stopped():
        with trial:
            attempt = trial.run(Catalogue()["Get contact by ID"])
            assert attempt.outcome.error["type"] == "NetworkError"
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop") as caught:
        stopped()
    (note,) = caught.value.__notes__
    assert re.match(r"LEFT BEHIND, to be deleted by hand\nDELETE /crm/objects/2026-03/contacts/\d+: gone", note)


def test_no_access_and_a_preparation_that_is_refused_are_no_differences(live):
    forbid = {
        "(GET|POST) /crm/objects/2026-03/(tickets|deals).*": lambda _, headers, body: (403, headers, {"message": "no"})
    }
    report = compared(live, ["List tickets", "Get deal", "Get company"], forbid)
    assert report.ran == 1
    assert report.impossible == {
        "List tickets": "HubSpot: GET /crm/objects/2026-03/tickets: 403",
        "Get deal": "HubSpot: POST /crm/objects/2026-03/deals was answered 403",
    }


def test_the_command_prints_the_report_and_says_what_is_left_out_and_why(live, monkeypatch, capsys):
    monkeypatch.setenv("HUBSPOT_BASE_URL", live.url)
    monkeypatch.delenv("HUBSPOT_ACCESS_TOKEN", raising=False)
    assert main(["Create contact"]) == 2
    assert "HUBSPOT_ACCESS_TOKEN is not set" in capsys.readouterr().err
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", live.token)
    assert main(["Creat contact"]) == 2
    assert main(["Get company, OAuth 2.0 Authorization (refresh)", "--edition", "v3"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("DEVELOPER_TEST account, records named hf_")
    assert "OAuth 2.0 Authorization (refresh): needs an app and a person who consents" in out
    assert "1 operations ran, 0 of them differ (none); 0 not possible, 1 left out" in out


def test_each_reason_leaves_something_out_and_most_operations_are_fit():
    named = [entry.python for entry in Catalogue()]
    for pattern, reason in unfit():
        assert any(pattern.match(each) for each in named), reason
    fit = [entry for entry in Catalogue() if reason_against(entry) is None]
    assert len(fit) > 200


def test_an_operation_needs_what_its_payload_names_and_nothing_else():
    def made(payload, hint):
        return [f"{step.method} {step.path}" for step in needed(payload, hint)]

    assert made({"ticket_id": "301"}, "tickets.get ticket_id") == ["POST /crm/objects/2026-03/tickets"]
    assert made({"email_id": "301"}, "marketing.emails.get email_id")[0] == "POST /marketing/emails/2026-03"
    assert made({"contact_id": "51", "company_id": "1234567890"}, "contacts.add_to_company") == [
        "POST /crm/objects/2026-03/contacts",
        "POST /crm/objects/2026-03/companies",
        "PUT /crm/objects/2026-03/contacts/51/associations/default/companies/1234567890",
    ]
    assert made({"limit": 10}, "contacts.list") == []


def test_only_what_is_new_is_taken_away():
    def paths(*given):
        return list(removals(*given))

    upserted = {"results": [{"id": "1", "new": True}, {"id": "2", "new": False}]}
    assert paths("POST", "/crm/v3/objects/contacts/batch/upsert", 200, upserted) == ["/crm/v3/objects/contacts/1"]
    assert paths("POST", "/crm/v3/objects/contacts/search", 200, {"results": [{"id": "1"}]}) == []
    assert paths("POST", "/crm/v3/objects/contacts/batch/read", 200, {"results": [{"id": "1"}]}) == []
    assert paths("PATCH", "/crm/v3/objects/contacts/1", 200, {"id": "1"}) == []
    assert paths("POST", "/crm/v3/objects/contacts", 409, {"id": "1"}) == []
    assert paths("POST", "/crm/lists/2026-03", 200, {"list": {"listId": "7"}}) == ["/crm/lists/2026-03/7"]
    assert paths("POST", "/crm/v3/properties/contacts", 201, {"name": "x"}) == ["/crm/v3/properties/contacts/x"]


def test_shapes_take_list_items_together_and_null_for_any_type():
    assert shape({"a": [{"b": 1}, {"b": "x", "c": None}]}) == {
        "$": {"object"},
        "$.a": {"list"},
        "$.a[]": {"object"},
        "$.a[].b": {"number", "text"},
        "$.a[].c": {"null"},
    }
    one = Exchange("GET", "/x", 200, body={"a": None, "b": {"c": {"d": 1}}, "e": [1]})
    other = Exchange("GET", "/x", 200, body={"a": 1, "e": []})
    found = difference(one, other)
    assert (found.lacking, found.added, found.types) == (["$.b"], [], [])
