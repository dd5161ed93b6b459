"""Companies v2, deals v1, engagements v1, properties v1 and v2, CRM objects v1, pipelines v1, integrations v1, …"""

import pytest


def listed(**values):
    return {"properties": [{"name": name, "value": value} for name, value in values.items()]}


def pages(client, path, key, more, **query):
    """Every item of a listing, two to a page."""
    found, offset = [], 0
    while True:
        page = client.get(path, params={"limit": 2, "count": 2, "offset": offset, **query}).json()
        found += page[key]
        offset = page["offset"]
        if not page[more]:
            return found


def test_companies(client, make):
    made = client.post("/companies/v2/companies", json=listed(name="Acme", domain="acme.example")).json()
    path = f"/companies/v2/companies/{made['companyId']}"
    changed = client.put(path, json=listed(name="Acme AG")).json()
    assert [one["value"] for one in changed["properties"]["name"]["versions"]] == ["Acme AG", "Acme"]
    assert changed["properties"]["name"]["timestamp"] > 0
    make("companies", name="B")
    make("companies", name="C")
    assert len(pages(client, "/companies/v2/companies/paged", "companies", "has-more", properties="name")) == 3
    assert len(pages(client, "/companies/v2/companies/recent/modified", "results", "hasMore")) == 3
    found = client.post("/companies/v2/domains/acme.example/companies", json={"requestOptions": {"properties": "name"}})
    assert [one["companyId"] for one in found.json()["results"]] == [made["companyId"]]
    contact = int(make("contacts", email="a@example.com")["id"])
    assert client.put(f"{path}/contacts/{contact}").status_code == 200
    assert client.get(f"{path}/vids").json()["vids"] == [contact]
    (shown,) = client.get(f"{path}/contacts").json()["contacts"]
    assert (shown["vid"], shown["properties"]) == (contact, [{"name": "email", "value": "a@example.com"}])
    assert client.delete(f"{path}/contacts/{contact}").status_code == 204
    assert client.delete(path).json() == {"companyId": made["companyId"], "deleted": True}
    assert client.get(path).status_code == 404


def test_deals(client, make):
    contact = int(make("contacts", email="a@example.com")["id"])
    body = listed(dealname="Big", dealstage="closedwon", amount=12) | {"associations": {"associatedVids": [contact]}}
    made = client.post("/deals/v1/deal", json=body).json()
    assert made["associations"]["associatedVids"] == [contact]
    path = f"/deals/v1/deal/{made['dealId']}"
    assert client.put(path, json=listed(amount="13")).json()["properties"]["amount"]["value"] == "13"
    make("deals", dealname="B", dealstage="closedlost")
    shown = pages(client, "/deals/v1/deal/paged", "deals", "hasMore", includeAssociations="true", properties="amount")
    assert [one["associations"]["associatedVids"] for one in shown] == [[contact], []]
    every = client.get("/deals/v1/deal/paged", params={"includeAllProperties": "true"}).json()["deals"][0]
    assert {"dealname", "dealstage", "hs_lastmodifieddate"} <= set(every["properties"])
    associated = client.get(f"/deals/v1/deal/associated/contact/{contact}/paged").json()["deals"]
    assert [one["dealId"] for one in associated] == [made["dealId"]]
    company = make("companies", name="Acme")["id"]
    assert client.put(f"{path}/associations/COMPANY", params={"id": company}).status_code == 204
    assert client.get(path).json()["associations"]["associatedCompanyIds"] == [int(company)]
    assert client.delete(f"{path}/associations/COMPANY", params={"id": company}).status_code == 204
    assert client.delete(path).status_code == 204
    (pipeline,) = client.get("/deals/v1/pipelines").json()
    assert [one["stageId"] for one in pipeline["stages"] if one["closedWon"]] == ["closedwon"]


@pytest.mark.parametrize(
    ("type_", "metadata", "object_type"),
    [
        ("NOTE", {"body": "Hello"}, "notes"),
        ("CALL", {"body": "Rang", "durationMilliseconds": 3800, "status": "COMPLETED"}, "calls"),
        ("EMAIL", {"subject": "Hi", "html": "<p>x</p>", "text": "x", "to": [{"email": "b@example.com"}]}, "emails"),
        ("MEETING", {"title": "Kick-off", "startTime": 1767312000000, "endTime": 1767315600000}, "meetings"),
        ("TASK", {"body": "Do", "subject": "It", "status": "NOT_STARTED"}, "tasks"),
    ],
)
def test_engagements_are_the_records_of_their_type(client, make, type_, metadata, object_type):
    contact = int(make("contacts", email="a@example.com")["id"])
    body = {"engagement": {"type": type_, "ownerId": 51, "timestamp": 1767312000000}, "metadata": metadata}
    made = client.post("/engagements/v1/engagements", json=body | {"associations": {"contactIds": [contact]}}).json()
    id_ = made["engagement"]["id"]
    assert (made["metadata"] | metadata, made["engagement"]["ownerId"]) == (made["metadata"], 51)
    assert made["associations"]["contactIds"] == [contact]
    assert client.get(f"/crm/v3/objects/{object_type}/{id_}").status_code == 200
    name, value = next(iter(metadata.items()))
    changed = client.patch(f"/engagements/v1/engagements/{id_}", json={"metadata": {name: f"{value}!"}}).json()
    assert changed["metadata"][name] == f"{value}!"
    assert client.delete(f"/engagements/v1/engagements/{id_}").status_code == 204
    assert client.get(f"/engagements/v1/engagements/{id_}").status_code == 404


def test_an_engagement_has_the_fields_that_hubspot_gives(client):
    note = {"engagement": {"type": "NOTE"}, "associations": {"contactIds": []}, "metadata": {"body": "note"}}
    made = client.post("/engagements/v1/engagements", json=note).json()
    read = client.get(f"/engagements/v1/engagements/{made['engagement']['id']}").json()
    assert made == {"associationCreateFailures": []} | read
    named = (
        "id portalId active createdAt lastUpdated type timestamp allAccessibleTeamIds bodyPreview queueMembershipIds"
    )
    assert sorted(read["engagement"]) == sorted([*named.split(), "bodyPreviewIsTruncated", "bodyPreviewHtml"])
    linked = "contactIds companyIds dealIds ownerIds workflowIds ticketIds contentIds quoteIds"
    assert read["associations"] == {name: [] for name in linked.split()}
    assert (read["engagement"]["bodyPreview"], read["engagement"]["bodyPreviewIsTruncated"]) == ("note", False)


def test_an_engagement_takes_any_owner(client):
    note = {"engagement": {"type": "NOTE", "ownerId": 1}, "metadata": {"body": "note"}}
    made = client.post("/engagements/v1/engagements", json=note)
    assert (made.status_code, made.json()["engagement"]["ownerId"]) == (200, 1)
    id_ = made.json()["engagement"]["id"]
    path = f"/engagements/v1/engagements/{id_}"
    changed = client.patch(path, json={"engagement": {"ownerId": 2}, "metadata": {"body": "other"}}).json()
    assert (changed["engagement"]["ownerId"], changed["metadata"]["body"]) == (2, "other")
    assert client.get(path).json()["engagement"] == changed["engagement"]
    later = client.patch(f"/crm/v3/objects/notes/{id_}", json={"properties": {"hubspot_owner_id": "2"}})
    assert later.json()["errors"][0]["code"] == "INVALID_OWNER_ID"


def test_an_email_keeps_who_it_is_from_and_to(client):
    sent = {"from": {"email": "a@example.com", "firstName": "A"}, "to": [{"email": "b@example.com"}], "subject": "Hi"}
    email = {"engagement": {"type": "EMAIL"}, "metadata": sent}
    id_ = client.post("/engagements/v1/engagements", json=email).json()["engagement"]["id"]
    path = f"/engagements/v1/engagements/{id_}"
    assert client.get(path).json()["metadata"] == {**sent, "cc": [], "bcc": []}
    changed = client.patch(path, json={"metadata": {"cc": [{"email": "c@example.com"}]}}).json()
    assert changed["metadata"] == {**sent, "cc": [{"email": "c@example.com"}], "bcc": []}
    names = {"properties": "hs_email_from_email,hs_email_to_email,hs_email_cc_email"}
    found = client.get(f"/crm/v3/objects/emails/{id_}", params=names).json()["properties"]
    assert [found[f"hs_email_{who}_email"] for who in ("from", "to", "cc")] == [
        "a@example.com",
        "b@example.com",
        "c@example.com",
    ]


def test_a_profile_has_its_company(client, make):
    contact, company = make("contacts", email="a@example.com")["id"], make("companies", name="A")["id"]
    profile = f"/contacts/v1/contact/vid/{contact}/profile"
    assert "associated-company" not in client.get(profile).json()
    one = {"fromObjectId": contact, "toObjectId": company, "category": "HUBSPOT_DEFINED", "definitionId": 1}
    client.put("/crm-associations/v1/associations", json=one).raise_for_status()
    found = client.get(profile).json()["associated-company"]
    assert (found["company-id"], found["properties"]["name"]) == (int(company), {"value": "A"})


def test_listings_of_engagements(client, make, clock):
    contact = int(make("contacts", email="a@example.com")["id"])
    for n, type_ in enumerate(("NOTE", "TASK", "NOTE", "CALL", "NOTE")):
        clock.advance(1)
        links = {"contactIds": [contact] if n < 3 else []}
        body = {"engagement": {"type": type_}, "metadata": {"body": str(n)}, "associations": links}
        client.post("/engagements/v1/engagements", json=body).raise_for_status()
    base = "/engagements/v1/engagements"
    assert len(pages(client, f"{base}/paged", "results", "hasMore")) == 5
    recent = pages(client, f"{base}/recent/modified", "results", "hasMore")
    assert [one["metadata"]["body"] for one in recent] == ["4", "3", "2", "1", "0"]
    associated = client.get(f"{base}/associated/CONTACT/{contact}/paged").json()["results"]
    assert sorted(one["metadata"]["body"] for one in associated) == ["0", "1", "2"]
    found, after = [], 0
    for _ in range(3):
        page = client.get(f"{base}/modified/after", params={"after": after, "limit": 2}).json()
        found += [one["metadata"]["body"] for one in page["results"]]
        after = page["after"]
    assert (found, page["hasMore"]) == (["0", "1", "2", "3", "4"], False)


BASES = {
    "/properties/v1/contacts": "contactinformation",
    "/properties/v2/contacts": "contactinformation",
    "/contacts/v2": "contactinformation",
    "/companies/v2": "companyinformation",
    "/properties/v1/deals": "dealinformation",
    "/deals/v1": "dealinformation",
}
DEFINITION = """
    name label description groupName type fieldType fieldLevelPermission options createdAt referencedObjectType
    externalOptionsReferenceType optionSortStrategy numberDisplayHint createdUserId searchableInGlobalSearch
    hasUniqueValue isCustomizedDefault optionsAreMutable searchTextAnalysisMode currencyPropertyName textDisplayHint
    updatedUserId hidden readOnlyValue mutableDefinitionNotDeletable favorited favoritedOrder calculated externalOptions
    displayMode showCurrencySymbol hubspotDefined formField displayOrder readOnlyDefinition deleted updatedAt
"""
"""What HubSpot answered in 2022 for a definition, new or its own."""


@pytest.mark.parametrize("base", BASES)
def test_definitions_have_the_fields_that_hubspot_gives(client, base):
    wanted = {"name": "shoe", "label": "Shoe", "type": "number", "fieldType": "number", "groupName": BASES[base]}
    made = client.post(f"{base}/properties", json=wanted).json()
    assert sorted(made) == sorted(DEFINITION.split())
    assert isinstance(made["createdAt"], int)
    assert isinstance(made["createdUserId"], int)
    assert (made["hubspotDefined"], made["deleted"], made["favoritedOrder"]) == (None, False, -1)
    own = next(one for one in client.get(f"{base}/properties").json() if one["hubspotDefined"])
    assert sorted(own) == sorted(DEFINITION.split())
    assert (own["deleted"], own["createdUserId"], own["readOnlyDefinition"]) == (None, None, True)


@pytest.mark.parametrize("base", BASES)
def test_groups(client, base):
    made = client.post(f"{base}/groups/", json={"name": "g", "displayName": "G", "displayOrder": 100})
    assert (made.status_code, {**made.json(), "portalId": 0}) == (
        200,
        {"portalId": 0, "name": "g", "displayName": "G", "displayOrder": 100, "deleted": False},
    )
    unnamed = client.post(f"{base}/groups", json={"name": "unnamed", "displayOrder": 100}).json()
    assert sorted(unnamed) == ["displayOrder", "name", "portalId"]
    shown = {"name": "g", "displayName": "GA", "displayOrder": 100, "hubspotDefined": False}
    assert client.put(f"{base}/groups/named/g", json={"name": "g", "displayName": "GA"}).json() == shown
    assert client.get(f"{base}/groups/named/g").json() == shown
    listed = {one["name"]: one for one in client.get(f"{base}/groups").json()}
    assert (listed["g"], listed["unnamed"]["displayName"]) == (shown, "")
    assert listed[BASES[base]]["hubspotDefined"] is True
    assert client.delete(f"{base}/groups/named/g").status_code == 204
    for method in ("GET", "PUT", "DELETE"):
        missed = client.request(method, f"{base}/groups/named/g", json={})
        assert (missed.status_code, missed.json()["message"], missed.json()["groupsErrorCode"]) == (
            404,
            "Couldn't find a Group with the given name 'g'.",
            "GROUP_NOT_FOUND",
        )


@pytest.mark.parametrize("base", BASES)
def test_properties(client, base):
    group = BASES[base]
    wanted = {"name": "shoe", "label": "Shoe", "type": "number", "fieldType": "number", "groupName": group}
    made = client.post(f"{base}/properties", json=wanted).json()
    assert (made["name"], made["readOnlyValue"], made["deleted"]) == ("shoe", False, False)
    named = f"{base}/properties/named/shoe"
    for method in ("PUT", "PATCH"):
        assert client.request(method, named, json={"label": f"{method} size"}).json()["label"] == f"{method} size"
    assert "shoe" in [one["name"] for one in client.get(f"{base}/properties").json()]
    groups = client.get(f"{base}/groups", params={"includeProperties": "true"}).json()
    assert "shoe" in [one["name"] for one in groups[0]["properties"]]
    assert client.delete(named).status_code == 204
    assert client.get(named).status_code == 404


def test_crm_objects(client):
    base = "/crm-objects/v1/objects/products"
    made = client.post(base, json=[{"name": "name", "value": "Chair"}, {"name": "price", "value": "9"}]).json()
    path = f"{base}/{made['objectId']}"
    assert client.put(path, json=[{"name": "price", "value": "10"}]).json()["properties"]["price"]["value"] == "10"
    assert client.get(path, params={"properties": "price"}).json()["properties"]["price"]["versions"][1]["value"] == "9"
    page = client.get(f"{base}/paged", params={"properties": ["name"]}).json()
    assert (page["hasMore"], page["objects"][0]["properties"]["name"]["value"]) == (False, "Chair")
    many = client.post(f"{base}/batch-read", params={"properties": "name"}, json={"ids": [made["objectId"], 1]}).json()
    assert list(many) == [str(made["objectId"])]
    assert client.delete(path).status_code == 204


def test_crm_objects_in_batches(client):
    base = "/crm-objects/v1/objects/products"
    new = [[{"name": "name", "value": name}] for name in ("Chair", "Table")]
    answer = client.post(f"{base}/batch-create", json=new)
    assert (answer.status_code, [one["properties"]["name"]["value"] for one in answer.json()]) == (
        200,
        ["Chair", "Table"],
    )
    ids = [one["objectId"] for one in answer.json()]
    changes = [{"objectId": id_, "properties": [{"name": "price", "value": "9"}]} for id_ in ids]
    changed = client.post(f"{base}/batch-update", json=changes)
    assert [(one["objectId"], one["properties"]["price"]["value"]) for one in changed.json()] == [
        (id_, "9") for id_ in ids
    ]
    unknown = [*changes, {"objectId": 1, "properties": []}]
    changes[0]["properties"][0]["value"] = "10"
    assert client.post(f"{base}/batch-update", json=unknown).status_code == 404
    read = client.get(f"{base}/{ids[0]}", params={"properties": "price"}).json()
    assert read["properties"]["price"]["value"] == "9"
    assert client.post(f"{base}/batch-delete", json={"ids": [*ids, 5]}).status_code == 204
    assert client.get(f"{base}/paged").json()["objects"] == []


def test_changes_of_tickets(client, make):
    ticket = int(make("tickets", subject="Broken", hs_pipeline_stage="1")["id"])
    (change,) = client.get("/crm-objects/v1/change-log/tickets").json()
    assert (change["changeType"], change["objectId"]) == ("CREATED", ticket)


def test_crm_associations(client, make):
    contact, company = int(make("contacts", email="a@example.com")["id"]), int(make("companies", name="A")["id"])
    base = "/crm-associations/v1/associations"
    one = {"fromObjectId": contact, "toObjectId": company, "category": "HUBSPOT_DEFINED", "definitionId": 1}
    assert client.put(base, json=one).status_code == 204
    assert client.get(f"{base}/{contact}/HUBSPOT_DEFINED/1").json()["results"] == [company]
    assert client.get(f"{base}/{company}/HUBSPOT_DEFINED/2").json()["results"] == [contact]
    assert client.put(f"{base}/delete-batch", json=[one]).status_code == 204
    assert client.get(f"{base}/{contact}/HUBSPOT_DEFINED/1").json()["results"] == []


def test_whose_account_it_is(client, sandbox):
    assert client.get("/integrations/v1/me").json()["portalId"] == sandbox.portal.id
    (usage,) = client.get("/integrations/v1/limit/daily").json()
    assert (usage["fetchStatus"], usage["currentUsage"] > 0) == ("SUCCESS", True)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/forms/v2/forms", []),
        ("/automation/v3/workflows", {"workflows": []}),
        ("/form-integrations/v1/submissions/forms/x", {"results": []}),
    ],
)
def test_what_a_portal_has_none_of(client, path, body):
    assert client.get(path).json() == body


def test_pipelines(client):
    (pipeline,) = client.get("/crm-pipelines/v1/pipelines/tickets").json()["results"]
    assert (pipeline["pipelineId"], pipeline["default"], len(pipeline["stages"])) == ("0", True, 4)
    assert isinstance(pipeline["stages"][0]["createdAt"], int)


@pytest.mark.parametrize(
    ("kind", "metadata"), [("deals", {"probability": 0.5}), ("tickets", {"ticketState": "CLOSED"})]
)
def test_pipelines_are_made_replaced_and_taken_away(client, kind, metadata):
    base = f"/crm-pipelines/v1/pipelines/{kind}"
    stage = {"label": "Demo Stage", "displayOrder": 1, "metadata": metadata}
    answer = client.post(base, json={"label": "Demo", "displayOrder": 1, "active": True, "stages": [stage]})
    made = answer.json()
    assert (answer.status_code, made["label"], made["default"]) == (200, "Demo", False)
    stages = [{"stageId": made["stages"][0]["stageId"], **stage}, {**stage, "label": "Next"}]
    body = {"label": "Other", "displayOrder": 2, "stages": stages}
    changed = client.put(f"{base}/{made['pipelineId']}", json=body).json()
    assert (changed["pipelineId"], changed["label"], len(changed["stages"])) == (made["pipelineId"], "Other", 2)
    assert changed["stages"][0]["stageId"] == made["stages"][0]["stageId"]
    assert len(client.get(f"/crm/v3/pipelines/{kind}").json()["results"]) == 2
    assert client.delete(f"{base}/{made['pipelineId']}").status_code == 204
    assert [one["default"] for one in client.get(base).json()["results"]] == [True]


def test_engagements_are_associated_one_by_one(client, make):
    contact = int(make("contacts", email="a@example.com")["id"])
    note = client.post("/engagements/v1/engagements", json={"engagement": {"type": "NOTE"}}).json()["engagement"]["id"]
    path = f"/engagements/v1/engagements/{note}/associations/contact/{contact}"

    def linked():
        return client.get(f"/engagements/v1/engagements/{note}").json()["associations"]["contactIds"]

    assert (client.put(path, json=None).status_code, linked()) == (204, [contact])
    assert (client.delete(path).status_code, linked()) == (204, [])
    assert client.put(path.replace("contact/", "owner/")).status_code == 400
    assert client.put(f"{path}1").status_code == 404


def test_webhooks(client):
    base = "/webhooks/v1/42"
    assert client.get(f"{base}/settings").status_code == 404
    settings = {"webhookUrl": "https://example.com/hook", "maxConcurrentRequests": 10}
    assert client.put(f"{base}/settings", json=settings).json() == settings == client.get(f"{base}/settings").json()
    assert client.get("/webhooks/v3/42/settings").json()["targetUrl"] == settings["webhookUrl"]
    details = {"subscriptionType": "contact.propertyChange", "propertyName": "city"}
    made = client.post(f"{base}/subscriptions", json={"subscriptionDetails": details, "enabled": False}).json()
    assert (made["subscriptionDetails"], made["enabled"]) == (details, False)
    url = f"{base}/subscriptions/{made['id']}"
    assert client.put(url, json={"enabled": True}).json() == made | {"enabled": True}
    assert client.get(f"{base}/subscriptions").json() == [made | {"enabled": True}]
    assert client.get(f"/webhooks/v3/42/subscriptions/{made['id']}").json()["active"] is True
    assert client.delete(url).status_code == 204
    assert client.delete(url).status_code == 404
    assert (
        client.post(f"{base}/subscriptions", json={"subscriptionDetails": {"subscriptionType": "x"}}).status_code == 400
    )


def test_subscriptions(client):
    base = "/email/public/v1/subscriptions"
    first, second, _ = (one["id"] for one in client.get(base).json()["subscriptionDefinitions"])
    assert client.get(f"{base}/Ann@example.com").json()["subscriptionStatuses"] == []
    wanted = [{"id": first, "subscribed": True}, {"id": second, "subscribed": False}]
    assert client.put(f"{base}/ann@example.com", json={"subscriptionStatuses": wanted}).status_code == 200
    found = client.get(f"{base}/ann@example.com").json()
    assert [(one["id"], one["optState"]) for one in found["subscriptionStatuses"]] == [
        (first, "OPT_IN"),
        (second, "OPT_OUT"),
    ]
    client.put(f"{base}/ann@example.com", json={"unsubscribeFromAll": True}).raise_for_status()
    assert client.get(f"{base}/ann@example.com").json()["status"] == "unsubscribed"


def test_deals_of_a_company_by_id(client, make):
    company, deals = make("companies", name="A")["id"], [make("deals", dealname=name)["id"] for name in "abc"]
    for deal in deals:
        assert client.put(f"/deals/v1/deal/{deal}/associations/COMPANY", params={"id": company}).status_code == 204
    base = f"/deals/v1/deal/associated/company/{company}"
    first, second, third = (int(deal) for deal in deals)
    assert client.get(base).json() == {"results": [first, second, third], "hasMore": False, "offset": third}
    page = client.get(base, params={"limit": 2}).json()
    assert (page["results"], page["hasMore"]) == ([first, second], True)
    assert client.get(base, params={"limit": 2, "offset": page["offset"]}).json()["results"] == [third]


def test_forms_have_properties(client):
    """Airbyte's HubSpot source reads them before its catalogue, and ends when there are none."""
    assert client.get("/properties/v2/form/properties").json()
    assert client.get("/crm/v3/properties/0-28").json()["results"]


def test_marketing_emails(client):
    """As Airbyte's HubSpot source reads them: `objects` by offset and limit, `updated` in milliseconds."""
    ids = [int(client.post("/marketing/v3/emails", json={"name": name}).json()["id"]) for name in "abc"]
    base = "/marketing-emails/v1/emails"
    page = client.get(f"{base}/with-statistics", params={"limit": 2}).json()
    rest = client.get(f"{base}/with-statistics", params={"limit": 2, "offset": 2}).json()
    assert [one["id"] for one in page["objects"] + rest["objects"]] == ids
    assert (page["total"], rest["offset"], rest["objects"][0]["stats"]["counters"]["sent"]) == (3, 2, 0)
    one = client.get(f"{base}/{ids[0]}").json()
    assert (one["name"], isinstance(one["updated"], int), "stats" in one) == ("a", True, False)
    assert client.get(f"{base}/1").status_code == 404


@pytest.mark.parametrize(
    ("type_", "name", "base"), [("deals", "dealname", "/deals/v1"), ("companies", "name", "/companies/v1")]
)
def test_many_records_are_changed_each_on_its_own(client, make, type_, name, base):
    good, other = make(type_, **{name: "A"})["id"], make(type_, **{name: "B"})["id"]
    inputs = [
        {"objectId": int(good), "properties": [{"name": name, "value": "A2"}]},
        {"objectId": 1, "properties": [{"name": name, "value": "nobody"}]},
        {"objectId": int(other), "properties": [{"name": "nosuch", "value": "x"}]},
    ]
    answer = client.post(f"{base}/batch-async/update", json=inputs)
    assert (answer.status_code, answer.content) == (202, b"")
    shown = [client.get(f"/crm/v3/objects/{type_}/{id_}", params={"properties": name}).json() for id_ in (good, other)]
    assert [one["properties"][name] for one in shown] == ["A2", "B"]
