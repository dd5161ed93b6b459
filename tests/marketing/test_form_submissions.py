"""A submission reaches the contact; it goes to the host for forms, and there alone."""

import httpx
import pytest

from hubspot_facade import BadRequest, HubSpot, InputError, NotFound
from hubspot_facade.config import configure

FIELDS = [
    {"name": "email", "label": "E-mail", "fieldType": "text", "required": True},
    {"name": "city", "label": "City", "fieldType": "text"},
]


@pytest.fixture
def form(hs):
    made = hs.raw("POST", "/forms/v2/forms", json={"name": "News", "formFieldGroups": [{"fields": FIELDS}]})
    return made.raise_for_status().body["guid"]


def test_a_submission_makes_the_contact(hs, form):
    told = hs.marketing.form_submissions.submit(form, {"email": "ann@example.com", "city": "Graz"})
    assert "inlineMessage" in told
    assert hs.contacts.get_by_email("ann@example.com", properties=["city"]).properties["city"] == "Graz"


def test_what_the_form_refuses_is_raised_with_each_field(hs, form):
    with pytest.raises(BadRequest) as refused:
        hs.marketing.form_submissions.submit(form, {"city": "Graz"})
    assert "email" in str(refused.value.errors[0])
    with pytest.raises(NotFound):
        hs.marketing.form_submissions.submit("00000000-0000-4000-8000-000000000000", {"email": "a@example.com"})
    with pytest.raises(InputError):
        hs.marketing.form_submissions.submit("", {"email": "a@example.com"})


def test_submissions_go_to_the_host_for_forms():
    seen = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append((str(request.url), request.headers.get("authorization")))
        return httpx.Response(200, json={"redirectUri": "https://example.com"})

    transport = httpx.MockTransport(answer)
    with HubSpot("pat-x", forms_url="https://forms.test", http_client=httpx.Client(transport=transport)) as hs:
        told = hs.marketing.form_submissions.submit("f/1", {"email": "a@example.com"}, portal_id=7)
    assert told == {"redirectUri": "https://example.com"}
    assert seen == [("https://forms.test/submissions/v3/integration/secure/submit/7/f%2F1", "Bearer pat-x")]


@pytest.mark.parametrize(
    ("given", "environ", "forms"),
    [
        ({}, {}, "https://api.hsforms.com"),
        ({"base_url": "http://127.0.0.1:1"}, {}, "http://127.0.0.1:1"),
        ({}, {"HUBSPOT_FORMS_URL": "https://forms.test/"}, "https://forms.test"),
        ({"base_url": "http://127.0.0.1:1", "forms_url": "https://forms.test"}, {}, "https://forms.test"),
    ],
)
def test_what_stands_in_for_hubspot_takes_submissions_itself(given, environ, forms):
    assert configure("pat-x", **given, environ=environ).forms_url == forms
