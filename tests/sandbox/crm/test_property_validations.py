"""Validation rules: kept with their property, told by each read, binding for writes of 2026-09."""

import httpx
import pytest

from hubspot_facade.sandbox.crm.property_validations import patterns
from hubspot_facade.sandbox.crm.property_validations.rules import CHECKS
from tests.sandbox.checked import Checked

BASE = "/crm/property-validations/2026-03/0-1"
NOW = 1_790_000_000_000
"""A Monday, 2026-09-21."""


def test_a_rule_is_kept_under_its_property_and_type(call: Checked) -> None:
    call("PUT", f"{BASE}/firstname/rule-type/MAX_LENGTH", 204, json={"ruleArguments": ["5"]})
    call("PUT", f"{BASE}/firstname/rule-type/MIN_LENGTH", 204, json={"ruleArguments": ["2"]})
    call("PUT", f"{BASE}/firstname/rule-type/MAX_LENGTH", 204, json={"ruleArguments": ["6"]})
    longest = {"ruleType": "MAX_LENGTH", "ruleArguments": ["6"], "shouldApplyNormalization": False}
    shortest = {"ruleType": "MIN_LENGTH", "ruleArguments": ["2"], "shouldApplyNormalization": False}
    assert call("GET", f"{BASE}/firstname/rule-type/MAX_LENGTH") == longest
    assert call("GET", "/crm/v3/property-validations/contacts/firstname") == {"results": [longest, shortest]}
    listed = {"propertyName": "firstname", "propertyValidationRules": [longest, shortest]}
    assert call("GET", BASE) == {"results": [listed]}


@pytest.mark.parametrize(
    ("path", "status"),
    [("nosuch", 404), ("firstname/rule-type/MAX_LENGTH", 404), ("firstname/rule-type/NOSUCH", 400)],
)
def test_what_is_not_there_is_refused(call: Checked, path: str, status: int) -> None:
    assert call("GET", f"{BASE}/{path}", status)["status"] == "error"


@pytest.mark.parametrize(("edition", "status"), [("v3", 201), ("2026-03", 201), ("2026-09", 400)])
def test_rules_bind_writes_from_2026_09_on(client: httpx.Client, call: Checked, edition: str, status: int) -> None:
    call("PUT", f"{BASE}/firstname/rule-type/MAX_LENGTH", 204, json={"ruleArguments": ["5"]})
    call("PUT", f"{BASE}/lastname/rule-type/ALPHANUMERIC", 204, json={"ruleArguments": ["ALPHA_ONLY"]})
    properties = {"firstname": "Maximiliane", "lastname": "4711", "city": "Bern"}
    answer = client.post(f"/crm/objects/{edition}/contacts", json={"properties": properties})
    assert answer.status_code == status
    if status == 400:
        told = {one["code"]: one["message"] for one in answer.json()["errors"]}
        assert told == {"MAX_LENGTH": "Enter 5 characters or fewer", "INVALID_ALPHA": "Enter only letters"}


@pytest.mark.parametrize(
    ("rule", "arguments", "good", "bad"),
    [
        ("AFTER_DURATION", ["P2D"], "2026-09-24", "2026-09-22"),
        ("AFTER_DATETIME_DURATION", ["PT2H"], "2026-09-21T20:00:00Z", "2026-09-21T13:14:00Z"),
        ("ALPHANUMERIC", ["NUMERIC_ONLY"], "0815", "08a"),
        ("ALPHANUMERIC", ["ALPHANUMERIC"], "08a", "08-a"),
        ("BEFORE_DURATION", ["P1W"], "2026-09-10", "2026-09-20"),
        ("BEFORE_DATETIME_DURATION", ["PT1H"], "2026-09-21T00:00:00Z", "2026-09-21T14:00:00Z"),
        ("DAYS_OF_WEEK", ["MONDAY", "FRIDAY"], "2026-09-21", "2026-09-22"),
        ("DECIMAL", ["2"], "1.25", "1.255"),
        ("DOMAIN", [], "example.com", "example"),
        ("EMAIL", [], "a@example.com", "a.example.com"),
        ("EMAIL_ALLOWED_DOMAINS", ["example.com"], "a@mail.example.com", "a@example.org"),
        ("EMAIL_BLOCKED_DOMAINS", ["example.com"], "a@example.org", "a@example.com"),
        ("END_DATE", ["2026-12-31"], "2026-12-31", "2027-01-01"),
        ("END_DATETIME", ["2026-12-31T00:00:00Z"], "2026-12-30T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("MAX_NUMBER", ["10"], "10", "10.5"),
        ("MIN_LENGTH", ["3"], "abc", "ab"),
        ("MIN_NUMBER", ["1"], "1", "0"),
        ("PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE", [], "+41 31 123 45 67", "031 123 45 67"),
        ("REGEX", ["[A-Z]{2}-\\d+"], "CH-12", "CH12"),
        ("REGEX", ["([A-Z]+-)+\\d*"], "CH-AT-DE-FR-IT-12", "CH-AT-DE-FR-IT-LI-12-"),
        ("REGEX", ["(A-|ü)+"], "A-ü" * 20_000, "A-" * 30 + "B"),
        ("SPECIAL_CHARACTERS", ["NOT_ALLOWED"], "plain text", "what?"),
        ("START_DATE", ["2026-01-01"], "2026-01-01", "2025-12-31"),
        ("START_DATETIME", ["2026-01-01T00:00:00Z"], "2026-01-02T00:00:00Z", "2025-12-31T00:00:00Z"),
        ("URL", [], "https://example.com/a?b=1", "not a url"),
        ("URL_ALLOWED_DOMAINS", ["example.com"], "https://www.example.com/a", "https://example.org"),
        ("URL_BLOCKED_DOMAINS", ["example.com"], "https://example.org", "example.com/path"),
        ("WHITESPACE", ["NOT_ALLOWED"], "nospace", "a space"),
    ],
)
def test_each_rule_tells_good_values_from_bad_ones(rule: str, arguments: list[str], good: str, bad: str) -> None:
    assert CHECKS[rule](good, arguments, NOW) is None
    assert CHECKS[rule](bad, arguments, NOW) is not None


@pytest.mark.parametrize("rule", sorted(CHECKS))
def test_an_argument_that_nobody_understands_fails_nothing_over(rule: str) -> None:
    problem = CHECKS[rule]("anything", ["???("], NOW)
    assert problem is None or all(problem)


def test_a_pattern_that_takes_years_refuses_the_value(monkeypatch) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.2)
    assert CHECKS["REGEX"]("a" * 60, ["(a+)+b"], NOW) is not None
