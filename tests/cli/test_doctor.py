"""`hubspot-facade doctor`: what it finds, what it leaves out, and what it never prints."""

import json
import re
import time
from email.utils import formatdate
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot, MemoryStore, MissingScopes, OAuthCredentials
from hubspot_facade.catalogue.endings import ENDINGS, ending_of
from hubspot_facade.catalogue.granted import lacking
from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.cli.app import app
from hubspot_facade.cli.doctor.account import ask
from hubspot_facade.cli.doctor.findings import Findings
from hubspot_facade.cli.doctor.report import lines
from hubspot_facade.sandbox import Sandbox
from tests.facade.fakes import FakeHubSpot

SOME = ["crm.objects.contacts.read", "crm.objects.companies.read", "crm.lists.read", "tickets"]


@pytest.fixture(scope="module")
def running():
    with Sandbox(tier="pro") as sandbox:
        yield sandbox


@pytest.fixture
def doctor(running, monkeypatch):
    """The command, with a token in the environment; its result, and its JSON."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, token=None, base_url=running.url):
        monkeypatch.setenv("HUBSPOT_BASE_URL", base_url)
        monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", running.token if token is None else token)
        done = CliRunner().invoke(app, ["doctor", *arguments])
        return done, json.loads(done.output) if "--json" in arguments else None

    return run


def test_a_good_token_is_described_and_nothing_is_wrong(doctor, running):
    done, found = doctor("--json")
    assert (done.exit_code, found["problems"]) == (0, [])
    assert found["token"]["valid"]
    assert (found["token"]["portal_id"], found["token"]["app_id"]) == (running.portal.id, running.portal.app_id)
    assert found["limits"]["daily"]["limit"] == 625_000
    assert 0 < found["limits"]["window"]["left"] < found["limits"]["window"]["limit"] == 190
    assert found["lacking"] == []
    assert found["settings"]["edition"] == "2026-03"
    assert found["extras"]["cli"] is found["extras"]["sandbox"] is True


def test_scopes_that_a_token_lacks_are_named_by_operation(doctor, running):
    done, found = doctor("--json", token=running.new_token(scopes=SOME))
    assert found["scopes"] == sorted(["oauth", *SOME])
    wanted = {each["operation"]: each["scopes"] for each in found["lacking"]}
    assert "crm.objects.contacts.write" in wanted["Create contact"]
    assert "crm.objects.contacts.read" not in wanted["Create contact"]
    assert "List contacts" not in wanted
    assert done.exit_code == 0  # a token need not be able to do everything


def test_what_is_said_to_be_lacking_is_what_the_sandbox_refuses(running):
    """By the documents, each read of both: the sandbox reads them for itself."""
    entries = [entry for entry in Catalogue() if entry.effect == "read" and len(entry.call_names) == 1]
    entries = [entry for entry in entries if entry.area in ("crm", "files", "marketing") and not entry.lists][::3]
    entries = [entry for entry in entries if entry.resource != "choices"]  # which has records of several types
    told = {entry.name for entry, _ in lacking(entries, ["oauth", *SOME], "2026-03")}
    refused = set()
    with HubSpot(running.new_token(scopes=SOME), base_url=running.url, retries=0) as hs:
        for entry in entries:
            try:
                hs.operations.run(entry.name, entry.sample or {})
            except MissingScopes:
                refused.add(entry.name)
            except Exception:  # noqa: S110 # not there, or not valid: it was let in
                pass
    assert told == refused
    assert 2 < len(told) < len(entries)


def test_a_token_that_is_not_valid_leaves_the_rest(doctor):
    done, found = doctor("--json", token="pat-na1-00000000-wrong")
    assert done.exit_code == found["exit_code"] == 1
    assert found["token"] == {"valid": False}
    assert found["scopes"] is None
    assert found["versions"]["python"]
    assert found["connection"]["reached"]
    assert [each for each in found["endings"] if each["operations"]]
    assert re.match("HubSpot does not accept the token: 401", found["problems"][0])


def test_without_an_answer_the_code_is_that_of_the_command_line(doctor):
    done, found = doctor("--json", base_url="http://127.0.0.1:9")
    assert done.exit_code == 3
    assert found["connection"] == {"reached": False}


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--api-version", "v9"), "v9"), (("--base-url", "ftp://x"), "--base-url must be")]
)
def test_settings_that_are_wrong_are_named(doctor, arguments, says):
    done, _ = doctor(*arguments)
    assert done.exit_code == 2
    assert says in done.output


def test_without_a_token_it_says_how_to_get_one(doctor):
    done, _ = doctor(token="")
    assert done.exit_code == 2
    assert "HUBSPOT_ACCESS_TOKEN" in done.output


def test_nothing_secret_is_printed(doctor, running, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://somebody:h1dden@proxy.example.com:3128")
    monkeypatch.setenv("NO_PROXY", "")
    token = running.new_token(scopes=SOME)
    shown = ""
    for given in (token, "pat-na1-wrong-secret"):
        for arguments in ((), ("--full",), ("--json",)):
            shown += doctor(*arguments, token=given)[0].output
    assert "proxy.example.com:3128" not in shown  # this machine is reached directly
    shown += doctor(base_url="http://hubspot.test", token=token)[0].output
    monkeypatch.setenv("HUBSPOT_ALLOW_HTTP", "1")
    shown += doctor("--json", base_url="http://hubspot.invalid", token=token)[0].output
    assert "proxy.example.com:3128" in shown
    for secret in (token, "wrong-secret", "h1dden", "somebody"):
        assert secret not in shown


def test_a_proxy_that_cannot_be_read_is_a_problem_and_not_shown(doctor, running, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://somebody:hidden#1@proxy.example.com:3128")
    done, found = doctor("--json", base_url="https://hubspot.invalid")
    assert done.exit_code == 2
    assert found["settings"]["proxy"] == "one that cannot be read"
    assert "a proxy of the environment" in done.output
    assert "hidden" not in done.output


@pytest.mark.parametrize("arguments", [(), ("--full",)])
def test_lines_are_no_longer_than_a_terminal_unless_a_word_is(doctor, running, arguments):
    done, _ = doctor(*arguments, token=running.new_token(scopes=SOME))
    assert all(len(line) <= 80 or len(line.split()) == 1 for line in done.output.splitlines())
    assert "such as" in done.output


def examined(*answers, now=lambda: 1_000_000.0):
    findings = Findings()
    hubspot = FakeHubSpot(*answers)
    with HubSpot("pat-x", http_client=httpx.Client(transport=httpx.MockTransport(hubspot)), retries=0) as hs:
        ask(hs, findings, now)
    return findings


DETAILS = {
    "portalId": 5,
    "accountType": "STANDARD",
    "timeZone": "UTC",
    "companyCurrency": "EUR",
    "additionalCurrencies": [],
    "utcOffset": "+00:00",
    "utcOffsetMilliseconds": 0,
    "uiDomain": "app.hubspot.com",
    "dataHostingLocation": "eu1",
}
REFUSED = httpx.Response(404, json={})


@pytest.mark.parametrize(
    ("theirs", "wrong"), [(1_000_000, False), (999_950, False), (999_000, True), (1_002_000, True)]
)
def test_a_clock_that_is_wrong_is_a_problem(theirs, wrong):
    answer = httpx.Response(200, json=DETAILS, headers={"date": formatdate(theirs, usegmt=True)})
    found = examined(answer, REFUSED, REFUSED)
    assert abs(found.connection["clock_ahead_seconds"] - (1_000_000 - theirs)) <= 1
    assert any("clock" in each for each in found.problems) == wrong


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one zone for all programs")
def test_a_date_without_a_zone_is_of_utc_wherever_the_machine_is(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        found = examined(httpx.Response(200, json=DETAILS, headers={"date": formatdate(1_000_000)}), REFUSED, REFUSED)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert abs(found.connection["clock_ahead_seconds"]) <= 1


def test_a_long_address_is_indented_as_what_it_belongs_to():
    source = "https://developers.hubspot.com/changelog/" + "a-long-title-" * 5
    ending = {"operations": 1, "stops_answering": True, "examples": ["x"], "from": "d", "paths": "p", "source": source}
    findings = Findings(endings=[ending])
    assert f"{' ' * 14}{source}" in [*lines(findings, full=False)]


def test_a_day_without_requests_left_is_a_problem():
    usage = {"name": "x", "usageLimit": 100, "currentUsage": 100, "collectedAt": "2026-01-01T00:00:00Z"}
    usage |= {"fetchStatus": "SUCCESS", "resetsAt": "2026-01-02T00:00:00Z"}
    found = examined(httpx.Response(200, json=DETAILS), REFUSED, httpx.Response(200, json={"results": [usage]}))
    assert found.limits["daily"]["left"] == 0
    assert "no requests are left today" in found.problems


def test_a_token_that_may_not_read_the_account_is_still_described():
    forbidden = httpx.Response(403, json={"category": "MISSING_SCOPES", "message": "no", "errors": []})
    facts = httpx.Response(200, json={"hubId": 7, "appId": 8, "userId": 9, "scopes": ["tickets"]})
    found = examined(forbidden, facts, REFUSED)
    assert (found.token["valid"], found.token["portal_id"], found.scopes) == (True, 7, ["tickets"])
    assert found.exit_code == 0


def test_the_token_of_an_app_is_described_by_its_installation():
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, require_token=False) as hs:
        scopes = ["oauth", "crm.objects.deals.read"]
        url, _, query = hs.oauth.authorize_url("app", "https://app.example.com/back", scopes).partition("?")
        back = httpx.post(url, data=dict(parse_qsl(query))).headers["location"]
        credentials = OAuthCredentials("app", "secret", store=MemoryStore())
        portal = credentials.add(
            hs.oauth.create_token(
                "app", "secret", "https://app.example.com/back", parse_qs(urlsplit(back).query)["code"][0]
            )
        )
        app = OAuthCredentials("app", "secret", store=credentials.store, portal_id=portal)
        findings = Findings()
        with HubSpot(app, base_url=sandbox.url) as installed:
            ask(installed, findings, time.time)
        paths = [request.path for request in sandbox.requests]
    assert (findings.token["kind"], findings.token["portal_id"], findings.scopes) == ("OAuth", portal, sorted(scopes))
    assert "/oauth/2026-03/token/introspect" in paths
    assert not [path for path in paths if path.startswith("/oauth/v1/access-tokens")]


def test_the_token_of_an_app_from_the_environment_is_described_by_version_1():
    facts = {"hub_id": 7, "app_id": 8, "user_id": 9, "scopes": ["tickets"]}
    found = Findings()
    hubspot = FakeHubSpot(httpx.Response(200, json=DETAILS), httpx.Response(200, json=facts), REFUSED)
    with HubSpot("CKa1b2", http_client=httpx.Client(transport=httpx.MockTransport(hubspot)), retries=0) as hs:
        ask(hs, found, time.time)
    assert (found.token["app_id"], found.token["kind"], found.scopes) == (8, "OAuth", ["tickets"])


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/oauth/v1/token", "2027-02-16"),
        ("/crm/v4/associations/{a}/{b}/batch/read", "2027-03-30"),
        ("/crm-pipelines/v1/pipelines/{objectType}", "2026-12-04"),
        ("/crm/v3/extensions/cards/{appId}", "2026-10-31"),
        ("/crm/v3/objects/contacts", "2027-09"),
        ("/contacts/v1/contact/utk/{utk}/profile", "2027-09"),
        ("/crm/objects/2026-03/contacts", None),
        ("/oauth/2026-03/token", None),
    ],
)
def test_each_path_ends_when_hubspot_announced_it(path, day):
    ending = ending_of(path)
    assert (ending and ending.day) == day


def test_every_numbered_path_of_the_documents_has_an_end_and_no_dated_one():
    for edition in editions():
        for entry in Catalogue():
            for call in entry.calls(edition):
                numbered = re.search(r"/v\d(/|$)", call.path) is not None
                assert (ending_of(call.path) is not None) == numbered, call.path


def test_endings_are_in_the_order_of_their_days_and_have_sources():
    assert [each.day for each in ENDINGS] == sorted(each.day for each in ENDINGS)
    assert all(each.source.startswith("https://developers.hubspot.com/changelog/") for each in ENDINGS)
