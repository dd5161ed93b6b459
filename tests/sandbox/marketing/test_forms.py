"""Forms: one thing behind two doors, and what is submitted to them."""

import json
import re

import httpx
import pytest

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
EMAIL = {"objectTypeId": "0-1", "name": "email", "label": "E-mail", "required": True, "fieldType": "email"}
CITY = {"objectTypeId": "0-1", "name": "city", "label": "City", "required": False, "fieldType": "single_line_text"}
ADDRESSES = {"blockedEmailDomains": [], "useDefaultBlockList": False}
FIELDS = [{"hidden": False, **one} for one in (EMAIL | {"validation": ADDRESSES}, CITY)]
GROUP = {"groupType": "default_group", "richTextType": "text"}
FORM = {
    "formType": "hubspot",
    "name": "Newsletter",
    "createdAt": "2026-01-01T00:00:00Z",
    "updatedAt": "2026-01-01T00:00:00Z",
    "archived": False,
    "fieldGroups": [{**GROUP, "fields": FIELDS}],
    "configuration": {
        "language": "en",
        "cloneable": True,
        "editable": True,
        "archivable": True,
        "recaptchaEnabled": False,
        "allowLinkToResetKnownValues": False,
        "createNewContactForNewEmail": False,
        "lifecycleStages": [],
        "notifyContactOwner": False,
        "prePopulateKnownValues": True,
        "postSubmitAction": {"type": "thank_you", "value": "Thank you!"},
        "notifyRecipients": ["1", "2"],
    },
    "displayOptions": {
        "renderRawHtml": False,
        "theme": "default_style",
        "submitButtonText": "Go",
        "cssClass": "c",
        "style": {},
    },
    "legalConsentOptions": {"type": "none"},
}


@pytest.fixture(params=["/marketing/v3/forms", "/marketing/forms/2026-09-beta"])
def newer(request):
    return request.param


@pytest.fixture
def form(client, newer):
    made = client.post(newer, json=FORM)
    assert made.status_code < 300, made.text
    return made.json()


@pytest.fixture
def submit(client, sandbox):
    def submitted(form_id, status=200, *, secure=False, **values):
        path = f"/submissions/v3/integration/{'secure/' if secure else ''}submit/{sandbox.portal.id}/{form_id}"
        context = values.pop("context", {})
        fields = [{"objectTypeId": "0-1", "name": name, "value": value} for name, value in values.items()]
        headers = {} if secure else {"authorization": ""}
        answer = client.post(path, json={"fields": fields, "context": context}, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.json()

    return submitted


def test_both_doors_show_the_same_form(client, newer, form):
    assert UUID.fullmatch(form["id"])
    (older,) = client.get("/forms/v2/forms").json()
    assert older == client.get(f"/forms/v2/forms/{form['id']}").json()
    assert (older["guid"], older["name"], older["submitText"], older["cssClass"]) == (
        form["id"],
        "Newsletter",
        "Go",
        "c",
    )
    assert (older["inlineMessage"], older["notifyRecipients"], older["redirect"]) == ("Thank you!", "1,2", "")
    (group,) = older["formFieldGroups"]
    assert [(one["name"], one["fieldType"], one["type"], one["required"]) for one in group["fields"]] == [
        ("email", "text", "string", True),
        ("city", "text", "string", False),
    ]
    unchecked = {"name": "", "message": "", "data": "", "useDefaultBlockList": False}
    assert [one["validation"] for one in group["fields"]] == [unchecked, unchecked]
    assert client.get(f"/forms/v2/fields/{form['id']}").json() == group["fields"]
    assert client.get(f"/forms/v2/fields/{form['id']}/city").json() == group["fields"][1]
    client.patch(f"{newer}/{form['id']}", json={"name": "News"}).raise_for_status()
    assert client.get(f"/forms/v2/forms/{form['id']}").json()["name"] == "News"


def test_what_is_made_by_one_door_is_read_by_the_other(client, newer):
    blocked = {"data": "a.example, b.example", "useDefaultBlockList": True}
    fields = [
        {"name": "email", "label": "E-mail", "fieldType": "text", "required": True, "validation": blocked},
        {"name": "state", "label": "State", "fieldType": "select", "options": [{"label": "A", "value": "a"}]},
    ]
    body = {"name": "Old", "submitText": "Send", "redirect": "https://example.com", "action": "x"}
    made = client.post("/forms/v2/forms", json={**body, "formFieldGroups": [{"fields": fields}]}).json()
    shown = client.get(f"{newer}/{made['guid']}").json()
    assert (shown["id"], shown["name"]) == (made["guid"], "Old")
    assert shown["configuration"]["postSubmitAction"] == {"type": "redirect_url", "value": "https://example.com"}
    email, state = shown["fieldGroups"][0]["fields"]
    assert (email["fieldType"], state["fieldType"]) == ("email", "dropdown")
    assert email["validation"] == {"blockedEmailDomains": ["a.example", "b.example"], "useDefaultBlockList": True}
    assert made["formFieldGroups"][0]["fields"][0]["validation"]["data"] == "a.example,b.example"
    changed = client.post(f"/forms/v2/forms/{made['guid']}", json={"name": "Newer"}).json()
    assert (changed["name"], changed["action"], changed["submitText"]) == ("Newer", "x", "Send")
    assert client.delete(f"/forms/v2/forms/{made['guid']}").status_code == 204
    assert client.get(f"{newer}/{made['guid']}").status_code == 404


@pytest.mark.parametrize("name", ["createdAt", "updatedAt"])
def test_a_new_form_needs_times(client, newer, name):
    """HubSpot refuses a form without them, and sets them itself; what is archived may be left out."""
    refused = client.post(newer, json={field: one for field, one in FORM.items() if field != name})
    assert refused.status_code == 400
    assert refused.json()["message"].endswith(f"Some required fields were not set: [{name}]")
    made = client.post(newer, json={field: one for field, one in FORM.items() if field != "archived"})
    assert made.status_code < 300
    assert (made.json()["createdAt"] == FORM["createdAt"], made.json()["archived"]) == (False, False)


def test_a_deleted_form_is_archived(client, newer, form):
    other = client.post(newer, json=FORM | {"archivedAt": "2026-01-01T00:00:00Z"}).json()["id"]
    assert [one["id"] for one in client.get(newer).json()["results"]] == [form["id"], other]
    assert client.get(f"{newer}/{form['id']}?archived=true").status_code == 404
    assert client.delete(f"{newer}/{form['id']}").status_code == 204
    assert client.delete(f"/forms/v2/forms/{other}").status_code == 204
    for id_ in (form["id"], other):
        assert client.get(f"{newer}/{id_}").status_code == 404
        assert client.patch(f"{newer}/{id_}", json={"name": "x"}).status_code == 404
        assert client.delete(f"{newer}/{id_}").status_code == 404
        assert client.get(f"/forms/v2/forms/{id_}").status_code == 404
        shown = client.get(f"{newer}/{id_}?archived=true").json()
        assert (shown["name"], shown["archived"]) == ("Newsletter", True)
        assert shown["archivedAt"] >= shown["createdAt"]
    assert client.get(newer).json()["results"] == client.get("/forms/v2/forms").json() == []
    assert [one["id"] for one in client.get(f"{newer}?archived=true").json()["results"]] == [form["id"], other]


def test_a_group_of_fields_has_three_at_most(client, newer, form):
    many = [CITY | {"name": name, "hidden": False} for name in ("city", "state", "zip", "country")]
    for fields, status in ((many[:3], 200), (many, 400)):
        changed = client.patch(f"{newer}/{form['id']}", json={"fieldGroups": [{**GROUP, "fields": fields}]})
        assert changed.status_code == status
    assert changed.json()["subCategory"] == "FormFieldError.FIELD_GROUP_TOO_MANY_FIELDS"
    refused = client.post(newer, json=FORM | {"fieldGroups": [{**GROUP, "fields": many}]})
    assert (refused.status_code, refused.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("secure", [False, True])
def test_a_submission_makes_and_then_changes_the_contact(client, form, submit, secure):
    told = submit(form["id"], secure=secure, email="Ann@example.com", city="Graz", context={"pageName": "Home"})
    assert told == {"inlineMessage": "Thank you!"}
    names = "city,hs_object_source,hs_object_source_id,num_conversion_events,first_conversion_event_name"
    params = {"idProperty": "email", "properties": names}
    url = "/crm/v3/objects/contacts/ann@example.com"
    made = client.get(url, params=params).json()["properties"]
    assert (made["city"], made["hs_object_source"], made["hs_object_source_id"]) == ("Graz", "FORM", form["id"])
    assert (made["num_conversion_events"], made["first_conversion_event_name"]) == ("1", "Home: Newsletter")
    submit(form["id"], secure=secure, email="ann@example.com", city="Wien")
    changed = client.get(url, params=params).json()["properties"]
    assert (changed["city"], changed["num_conversion_events"]) == ("Wien", "2")
    kept = client.get(f"/form-integrations/v1/submissions/forms/{form['id']}").json()["results"]
    assert [one["values"][1]["value"] for one in kept] == ["Wien", "Graz"]


POSTED = {"/uploads/form/v2": False, "/submissions/v2/post/upload/secure": True}


@pytest.mark.parametrize(("base", "secure"), POSTED.items())
def test_a_form_is_submitted_as_a_browser_posts_it(client, sandbox, newer, form, base, secure):
    path = f"{base}/{sandbox.portal.id}/{form['id']}"
    headers = {} if secure else {"authorization": ""}
    context = {"hutk": "60c2ccdfe4892f0fa0593940b12c11aa", "pageName": "Home", "pageUrl": "https://example.com/a"}
    posted = {"email": "Ann@example.com", "city": "Graz", "hs_context": json.dumps(context)}
    answer = client.post(path, data=posted, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    made = client.get(
        "/crm/v3/objects/contacts/ann@example.com?idProperty=email&properties=city,first_conversion_event_name"
    )
    assert made.json()["properties"]["city"] == "Graz"
    assert made.json()["properties"]["first_conversion_event_name"] == "Home: Newsletter"
    (kept,) = client.get(f"/form-integrations/v1/submissions/forms/{form['id']}").json()["results"]
    assert (kept["pageUrl"], [one["value"] for one in kept["values"]]) == (
        "https://example.com/a",
        ["Ann@example.com", "Graz"],
    )
    assert client.get(f"/contacts/v1/contact/utk/{context['hutk']}/profile").status_code == 200
    onward = posted | {"hs_context": json.dumps({"redirectUrl": "https://example.com/a b\r\nc?d=e"})}
    led = client.post(path, data=onward, headers=headers, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (302, "https://example.com/a%20b%0D%0Ac?d=e")
    assert client.post(path, data=posted | {"hs_context": "{"}, headers=headers).status_code == 400
    assert client.post(path, data={"email": "b@example.com", "phone": "1"}, headers=headers).status_code == 204
    strange = client.get("/crm/v3/objects/contacts/b@example.com?idProperty=email&properties=phone").json()
    assert strange["properties"]["phone"] == ("1" if secure else None)
    after = {"postSubmitAction": {"type": "redirect_url", "value": "https://example.com/thanks"}}
    client.patch(f"{newer}/{form['id']}", json={"configuration": after}).raise_for_status()
    led = client.post(path, data=posted, headers=headers, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (302, "https://example.com/thanks")
    for wrong in (f"{base}/1/{form['id']}", f"{base}/{sandbox.portal.id}/nosuch"):
        assert client.post(wrong, data=posted, headers=headers).status_code == 404
    if secure:
        assert client.post(path, data=posted, headers={"authorization": ""}).status_code == 401


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"city": "Graz"}, "REQUIRED_FIELD"),
        ({"email": "nonsense"}, "INVALID_EMAIL"),
        ({"email": "a@example.com", "phone": "1"}, "FIELD_NOT_IN_FORM_DEFINITION"),
    ],
)
def test_what_a_form_does_not_take_is_refused(client, form, submit, values, code):
    told = submit(form["id"], 400, **values)
    assert (told["message"], "category" in told) == ("The request is not valid", False)
    assert [one["errorType"] for one in told["errors"]] == [code]
    assert client.get("/crm/v3/objects/contacts").json()["results"] == []


def test_a_secured_submission_wants_a_token(sandbox, form):
    path = f"{sandbox.url}/submissions/v3/integration/secure/submit/{sandbox.portal.id}/{form['id']}"
    assert httpx.post(path, json={"fields": []}).status_code == 401


def test_unknown_forms_and_portals_take_nothing(client, sandbox, form, submit):
    submit("00000000-0000-4000-8000-000000000000", 404, email="a@example.com")
    path = f"/submissions/v3/integration/submit/{sandbox.portal.id + 1}/{form['id']}"
    assert client.post(path, json={"fields": []}).status_code == 404


def test_a_cookie_leads_to_the_contact_that_it_became(client, form, submit):
    submit(form["id"], email="ann@example.com", context={"hutk": "t1"})
    client.patch(
        f"/marketing/v3/forms/{form['id']}", json={"fieldGroups": [GROUP | {"fields": [FIELDS[1]]}]}
    ).raise_for_status()
    submit(form["id"], city="Linz", context={"hutk": "t1"})
    url = "/crm/v3/objects/contacts/ann@example.com"
    assert client.get(url, params={"idProperty": "email", "properties": "city"}).json()["properties"]["city"] == "Linz"


def test_a_form_is_cloned_and_forms_are_paged(client, form):
    url = f"/forms/v2/forms/{form['id']}"
    known = client.get(url).json()
    made = client.post(f"{url}/clone", json={"name": "Copy"}).json()
    assert made["guid"] != known["guid"]
    assert (made["name"], made["formFieldGroups"]) == ("Copy", known["formFieldGroups"])
    assert client.get(f"/forms/v2/forms/{made['guid']}").json() == made
    assert client.post("/forms/v2/forms/nothing/clone", json={}).status_code == 404
    for query, found in (({}, 2), ({"limit": 1}, 1), ({"offset": 1, "limit": 5}, 1), ({"formTypes": "FLOW"}, 0)):
        assert len(client.get("/forms/v2/forms", params=query).json()) == found
    for types in ("ALL", "HUBSPOT"):
        assert len(client.get("/forms/v2/forms", params={"formTypes": types}).json()) == 2
