"""Lists: what a request changes is what the next one reads."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hubspot_facade.sandbox.state import instants

LISTS = ["/crm/v3/lists", "/crm/lists/2026-03", "/crm/lists/2026-09"]


def branch(*filters: dict[str, Any], branches: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    inner = {
        "filterBranchType": "AND",
        "filterBranchOperator": "AND",
        "filters": list(filters),
        "filterBranches": list(branches),
    }
    return {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [inner]}


def by(name: str, type_: str, operator: str, **more: Any) -> dict[str, Any]:
    operation = {"operationType": type_, "operator": operator, "includeObjectsWithNoValueSet": False, **more}
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


@pytest.fixture
def create(call):
    def created(name="L", processing="MANUAL", base=LISTS[0], **more):
        body = {"name": name, "objectTypeId": "0-1", "processingType": processing, **more}
        return call("POST", base, json=body)["list"]

    return created


def members(call, id_, base=LISTS[0], **query):
    found = call("GET", f"{base}/{id_}/memberships", params=query)
    return [one["recordId"] for one in found["results"]]


@pytest.mark.parametrize("base", LISTS)
def test_a_list_is_made_read_renamed_deleted_and_restored(call, create, base):
    made = create("Friends", base=base)
    assert (made["name"], made["processingType"], made["listVersion"]) == ("Friends", "MANUAL", 1)
    url = f"{base}/{made['listId']}"
    renamed = call("PUT", f"{url}/update-list-name", params={"listName": "Foes"})["updatedList"]
    assert (renamed["name"], renamed["listVersion"], renamed["updatedAt"]) == ("Foes", 1, made["createdAt"])
    assert call("GET", f"{base}/object-type-id/0-1/name/foes")["list"]["listId"] == made["listId"]
    call("DELETE", url, 204)
    assert "deletedAt" in call("GET", url)["list"]
    assert call("POST", f"{base}/search", json={})["total"] == 0
    call("PUT", f"{url}/restore", 204)
    restored = call("GET", url)["list"]
    assert "deletedAt" not in restored
    assert restored["listVersion"] == 2


def test_a_list_says_its_size_a_second_after_its_making_or_once_records_came(call, create, clock):
    made = create("Friends")
    url = f"/crm/v3/lists/{made['listId']}"
    routes = (url, "/crm/v3/lists/object-type-id/0-1/name/friends")
    clock.advance(0.9)
    assert ["size" in call("GET", route)["list"] for route in routes] == [False, False]
    clock.advance(0.1)
    assert [call("GET", route)["list"]["size"] for route in routes] == [0, 0]
    later = create("Foes")
    contact = call("POST", "/crm/v3/objects/contacts", 201, json={"properties": {"email": "a@example.com"}})["id"]
    call("PUT", f"/crm/v3/lists/{later['listId']}/memberships/add", json=[contact])
    assert call("GET", f"/crm/v3/lists/{later['listId']}")["list"]["size"] == 1


def test_an_unknown_list_is_told_by_its_id(call):
    body = call("GET", "/crm/v3/lists/0", 404)
    assert body["message"] == "List does not exist with ID 0."
    assert body["context"] == {"listId": ["0"]}


def test_what_a_new_list_lacks_is_named(call):
    body = call("POST", "/crm/v3/lists", 400, json={})
    assert "Some required fields were not set: [name, objectTypeId, processingType]" in body["message"]


def test_names_are_unique(call, create):
    create("Friends")
    body = {"name": "friends", "objectTypeId": "0-1", "processingType": "MANUAL"}
    assert call("POST", "/crm/v3/lists", 400, json=body)["category"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("base", LISTS)
def test_memberships_are_added_and_removed_by_bare_arrays(call, create, make, base):
    ann, bob = make("contacts", email="ann@example.com")["id"], make("contacts", email="bob@example.com")["id"]
    url = f"{base}/{create(base=base)['listId']}"
    added = call("PUT", f"{url}/memberships/add", json=[ann, bob, "999"])
    assert added == {"recordsIdsAdded": [ann, bob], "recordIdsMissing": ["999"]}
    assert call("PUT", f"{url}/memberships/add", json=[ann]) == {}
    removed = call("PUT", f"{url}/memberships/remove", json=[int(ann)])
    assert removed == {"recordIdsRemoved": [ann]}
    id_ = url.rsplit("/", 1)[-1]
    assert members(call, id_, base) == [bob]
    call("PUT", f"{url}/memberships/add-and-remove", json={"recordIdsToAdd": [ann], "recordIdsToRemove": [bob]})
    assert members(call, id_, base) == [ann]
    call("DELETE", f"{url}/memberships", 204)
    assert members(call, id_, base) == []


def test_pages_of_memberships_and_their_order(call, create, make, clock):
    ids = [make("contacts", email=f"c{number}@example.com")["id"] for number in range(5)]
    id_ = create()["listId"]
    call("PUT", f"/crm/v3/lists/{id_}/memberships/add", json=ids[3:])
    clock.advance(60)
    call("PUT", f"/crm/v3/lists/{id_}/memberships/add", json=ids[:3])
    first = call("GET", f"/crm/v3/lists/{id_}/memberships", params={"limit": 2})
    assert [one["recordId"] for one in first["results"]] == ids[:2]
    assert first["total"] == 5
    assert members(call, id_, limit=3, after=first["paging"]["next"]["after"]) == ids[2:]
    ordered = call("GET", f"/crm/v3/lists/{id_}/memberships/join-order")["results"]
    assert [one["recordId"] for one in ordered] == [*ids[3:], *ids[:3]]


def test_a_dynamic_list_follows_its_filters(call, create, make, clock):
    ann = make("contacts", email="ann@example.com", city="Kyiv")["id"]
    bob = make("contacts", email="bob@example.com", city="Rome")["id"]
    id_ = create("Kyiv", "DYNAMIC", filterBranch=branch(by("city", "MULTISTRING", "IS_EQUAL_TO", values=["kyiv"])))[
        "listId"
    ]
    assert members(call, id_) == [ann]
    call("PATCH", f"/crm/v3/objects/contacts/{bob}", json={"properties": {"city": "Kyiv"}})
    assert members(call, id_) == [ann, bob]
    clock.advance(1)
    assert call("GET", f"/crm/v3/lists/{id_}")["list"]["size"] == 2
    refiltered = branch(by("city", "ALL_PROPERTY", "IS_UNKNOWN"))
    updated = call("PUT", f"/crm/v3/lists/{id_}/update-list-filters", json={"filterBranch": refiltered})["updatedList"]
    assert updated["filterBranch"] == refiltered
    assert members(call, id_) == []
    assert call("PUT", f"/crm/v3/lists/{id_}/memberships/add", 400, json=[ann])["message"].startswith("Can not operate")


def test_a_snapshot_keeps_the_members_of_its_making(call, create, make):
    ann = make("contacts", email="ann@example.com", city="Kyiv")["id"]
    filters = branch(by("city", "STRING", "CONTAINS", value="KY"))
    id_ = create("Kyiv then", "SNAPSHOT", filterBranch=filters)["listId"]
    bob = make("contacts", email="bob@example.com", city="Kyiv")["id"]
    assert members(call, id_) == [ann]
    call("PUT", f"/crm/v3/lists/{id_}/memberships/add", json=[bob])
    assert members(call, id_) == [ann, bob]
    call("DELETE", f"/crm/v3/objects/contacts/{ann}", 204)
    assert members(call, id_) == [bob]


@pytest.mark.parametrize(
    ("operation", "accepted"),
    [
        (by("hs_lead_status", "ENUMERATION", "IS_ANY_OF", values=["NEW"]), {"a"}),
        (by("hs_lead_status", "ENUMERATION", "IS_NONE_OF", values=["NEW"]), {"b"}),
        (by("numemployees", "ENUMERATION", "IS_ANY_OF", values=["1-5"], includeObjectsWithNoValueSet=True), {"a", "b"}),
        (by("firstname", "STRING", "STARTS_WITH", value="a"), {"a"}),
        (by("firstname", "STRING", "IS_NOT_EQUAL_TO", value="Ann"), {"b"}),
        (by("lastname", "ALL_PROPERTY", "IS_KNOWN"), {"b"}),
        (
            by(
                "createdate",
                "ROLLING_DATE_RANGE",
                "IS_LESS_THAN_X_DAYS_AGO",
                numberOfDays=3,
                requiresTimeZoneConversion=False,
            ),
            {"b"},
        ),
        (by("lastname", "ROLLING_PROPERTY_UPDATED", "UPDATED_IN_LAST_X_DAYS", numberOfDays=3), {"b"}),
        (
            by(
                "createdate",
                "TIME_POINT",
                "IS_BEFORE",
                type="TIME_POINT",
                timePoint={
                    "timeType": "INDEXED",
                    "zoneId": "UTC",
                    "indexReference": {"referenceType": "TODAY"},
                    "offset": {"days": -5},
                },
            ),
            {"a"},
        ),
        ({"filterType": "CONSTANT", "shouldAccept": True}, {"a", "b"}),
        ({"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_EQUAL", "pageUrl": "/"}, set()),
        ({"filterType": "FORM_SUBMISSION", "operator": "NOT_FILLED_OUT"}, {"a", "b"}),
        (by("createdate", "CALENDAR_DATE", "IN_THIS_TIME_UNIT", timeUnit="MONTH"), {"b"}),
        (by("createdate", "CALENDAR_DATE", "IN_LAST_TIME_UNIT", timeUnit="MONTH"), {"a"}),
        (by("createdate", "CALENDAR_DATE", "IN_THIS_TIME_UNIT", timeUnit="YEAR"), {"a", "b"}),
        (by("createdate", "CALENDAR_DATE", "IN_LAST_TIME_UNIT", timeUnit="QUARTER", timeUnitCount=2), {"a"}),
        (by("createdate", "CALENDAR_DATE", "IN_LAST_TIME_UNIT", timeUnit="WEEK"), {"a"}),
        (by("createdate", "CALENDAR_DATE", "IN_THIS_TIME_UNIT_SO_FAR", timeUnit="DAY"), {"b"}),
        (by("createdate", "CALENDAR_DATE", "IN_NEXT_TIME_UNIT", timeUnit="MONTH", timeUnitCount=3), set()),
        (
            by(
                "createdate",
                "CALENDAR_DATE",
                "IN_LAST_TIME_UNIT",
                timeUnit="YEAR",
                useFiscalYear=True,
                fiscalYearStart="OCTOBER",
            ),
            {"a"},
        ),
        (by("lastname", "COMPARATIVE_PROPERTY_UPDATED", "IS_AFTER", comparisonPropertyName="closedate"), {"b"}),
    ],
)
def test_operations_of_filters(call, create, make, clock, operation, accepted):
    make("contacts", email="a@example.com", firstname="Ann", hs_lead_status="NEW")
    clock.advance(10 * 86_400)
    make(
        "contacts",
        email="b@example.com",
        firstname="Bob",
        lastname="B",
        hs_lead_status="OPEN",
        closedate="2026-01-01T00:00:00Z",
    )
    id_ = create("Some", "DYNAMIC", filterBranch=branch(operation))["listId"]
    emails = {
        call("GET", f"/crm/v3/objects/contacts/{one}", params={"properties": "email"})["properties"]["email"][0]
        for one in members(call, id_)
    }
    assert emails == accepted


@pytest.mark.parametrize(
    ("operation", "accepted"),
    [
        (by("city", "STRING", "HAS_EVER_BEEN_EQUAL_TO", value="Bern"), {"a", "b"}),
        (by("city", "STRING", "HAS_NEVER_BEEN_EQUAL_TO", value="Basel"), {"a"}),
        (by("city", "STRING", "HAS_EVER_CONTAINED", value="as"), {"b"}),
        (by("hs_lead_status", "ENUMERATION", "HAS_EVER_BEEN_ANY_OF", values=["NEW", "OPEN"]), {"a", "b"}),
        (by("hs_lead_status", "ENUMERATION", "HAS_EVER_BEEN_EXACTLY", values=["OPEN"]), {"b"}),
        (by("hs_lead_status", "ENUMERATION", "HAS_NEVER_BEEN_ANY_OF", values=["OPEN"]), {"a"}),
    ],
)
def test_what_a_value_ever_was_counts(call, create, make, operation, accepted):
    make("contacts", email="a@example.com", city="Bern", hs_lead_status="NEW")
    bob = make("contacts", email="b@example.com", city="Bern", hs_lead_status="OPEN")["id"]
    changed = {"properties": {"city": "Basel", "hs_lead_status": "NEW"}}
    call("PATCH", f"/crm/v3/objects/contacts/{bob}", json=changed)
    call("PATCH", f"/crm/v3/objects/contacts/{bob}", json={"properties": {"city": ""}})
    id_ = create("Some", "DYNAMIC", filterBranch=branch(operation))["listId"]
    found = call(
        "POST", "/crm/v3/objects/contacts/batch/read", json={"inputs": [{"id": i} for i in members(call, id_)]}
    )
    assert {one["properties"]["email"][0] for one in found["results"]} == accepted


def completed(operator, *filters, **more):
    inner = {"filterBranchType": "UNIFIED_EVENTS", "filterBranchOperator": "AND", "operator": operator}
    return branch(
        branches=({**inner, "eventTypeId": "pe1_bought", "filters": list(filters), "filterBranches": [], **more},)
    )


@pytest.mark.parametrize(
    ("tree", "accepted"),
    [
        (completed("HAS_COMPLETED"), {"a"}),
        (completed("HAS_NOT_COMPLETED"), {"b"}),
        (completed("HAS_COMPLETED", by("colour", "STRING", "IS_EQUAL_TO", value="red")), {"a"}),
        (completed("HAS_COMPLETED", by("colour", "STRING", "IS_EQUAL_TO", value="grey")), set()),
        (completed("HAS_COMPLETED", coalescingRefineBy={"type": "NUM_OCCURRENCES", "minOccurrences": 3}), set()),
        (branch({"filterType": "UNIFIED_EVENTS", "eventTypeId": "pe1_bought", "filterLines": []}), {"a"}),
    ],
)
def test_custom_events_count(call, create, make, tree, accepted):
    ann, _ = (make("contacts", email=f"{name}@example.com")["id"] for name in "ab")
    for colour in ("red", "blue"):
        body = {"eventName": "pe1_bought", "objectId": ann, "properties": {"colour": colour}}
        call("POST", "/events/v3/send", 204, json=body)
    id_ = create("Buyers", "DYNAMIC", filterBranch=tree)["listId"]
    assert {"a" if one == ann else "b" for one in members(call, id_)} == accepted


def test_events_of_a_timeline_count(call, create, make):
    ann, _ = (make("contacts", email=f"{name}@example.com")["id"] for name in "ab")
    body = {"name": "T", "objectType": "contacts", "tokens": [{"name": "pet", "label": "Pet", "type": "string"}]}
    template = call("POST", "/integrators/timeline/v3/77/event-templates", 201, json=body)["id"]
    event = {"eventTemplateId": template, "email": "a@example.com", "tokens": {"pet": "Rex"}}
    call("POST", "/integrators/timeline/v3/events", 201, json=event)
    line = {"property": "pet", "operation": by("", "STRING", "IS_EQUAL_TO", value="rex")["operation"]}
    given = {"filterType": "INTEGRATION_EVENT", "eventTypeId": int(template), "filterLines": [line]}
    assert members(call, create("Owners", "DYNAMIC", filterBranch=branch(given))["listId"]) == [ann]


def test_lists_of_lists_and_of_associated_records(call, create, make):
    ann, bob = make("contacts", email="ann@example.com")["id"], make("contacts", email="bob@example.com")["id"]
    company = make("companies", name="Acme", domain="acme.example")["id"]
    call("PUT", f"/crm/v4/objects/contacts/{ann}/associations/default/companies/{company}")
    inner = create("Inner")["listId"]
    call("PUT", f"/crm/v3/lists/{inner}/memberships/add", json=[bob])
    outside = {"filterType": "IN_LIST", "listId": inner, "operator": "NOT_IN_LIST"}
    outer = create("Outer", "DYNAMIC", filterBranch=branch(outside))["listId"]
    assert members(call, outer) == [ann]
    at_acme = {
        "filterBranchType": "ASSOCIATION",
        "filterBranchOperator": "AND",
        "objectTypeId": "0-2",
        "operator": "IN_LIST",
        "associationTypeId": 279,
        "associationCategory": "HUBSPOT_DEFINED",
        "filters": [by("name", "STRING", "IS_EQUAL_TO", value="acme")],
        "filterBranches": [],
    }
    assert members(call, create("At Acme", "DYNAMIC", filterBranch=branch(branches=(at_acme,)))["listId"]) == [ann]
    assert (
        f"blocked for list modification/deletion due to these references: list {outer}"
        in (call("DELETE", f"/crm/v3/lists/{inner}", 400)["message"])
    )
    assert [one["listId"] for one in call("GET", f"/crm/v3/lists/records/0-1/{bob}/memberships")["results"]] == [inner]


@pytest.mark.parametrize(
    ("filters", "sub_category"),
    [
        (branch(by("nonsense", "STRING", "IS_EQUAL_TO", value="x")), "ListError.INVALID_PROPERTY"),
        (
            branch(by("hs_lead_status", "STRING", "IS_EQUAL_TO", value="x")),
            "ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE",
        ),
        (branch(by("email", "ALL_PROPERTY", "IS_NOT_KNOWN")), "ListError.ENUM_CONVERSION"),
        (branch(by("email", "STRING", "IS_GREATER_THAN", value="x")), "ListError.ENUM_CONVERSION"),
        (branch(by("createdate", "CALENDAR_DATE", "SOMEDAY", timeUnit="DAY")), "ListError.ENUM_CONVERSION"),
        ({"filterBranchType": "AND", "filters": [], "filterBranches": []}, "ListError.INVALID_FILTER_BRANCH"),
    ],
)
def test_bad_filters_are_refused(call, filters, sub_category):
    body = {"name": "L", "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": filters}
    assert call("POST", "/crm/v3/lists", 400, json=body)["subCategory"] == sub_category
    assert call("POST", "/crm/v3/lists/search", json={})["total"] == 0


def test_the_properties_of_lists_are_listed_and_searched(call, create):
    create(name="list")
    for path in ("/crm/v3/properties/0-45", "/crm/properties/2026-03/0-45"):
        names = [one["name"] for one in call("GET", path)["results"]]
        assert {"hs_list_size", "hs_lastmodifieddate", "hs_last_record_added_at"} <= {*names}
    (found,) = call("POST", "/crm/v3/lists/search", json={"additionalProperties": names})["lists"]
    told = found["additionalProperties"]
    assert told.keys() <= {*names}
    assert instants.instant(int(told["hs_lastmodifieddate"])) == found["updatedAt"]
    assert instants.instant(int(told["hs_createdate"])) == found["createdAt"]


def test_search_counts_and_goes_on_by_offset(call, create):
    for number in range(5):
        create(f"List {number}")
    create("Other", objectTypeId="0-2")
    query = {"query": "list", "count": 2, "additionalProperties": ["hs_list_size"]}
    first = call("POST", "/crm/v3/lists/search", json=query)
    assert (first["total"], first["hasMore"], first["offset"]) == (5, True, 2)
    assert first["lists"][0]["additionalProperties"] == {"hs_list_reference_count": "0", "hs_list_size": "0"}
    last = call("POST", "/crm/v3/lists/search", json={**query, "offset": 4})
    assert [one["name"] for one in last["lists"]] == ["List 4"]
    assert last["hasMore"] is False
    companies = call("POST", "/crm/v3/lists/search", json={"objectTypeId": "0-2"})
    assert [one["name"] for one in companies["lists"]] == ["Other"]


def test_members_of_another_list_are_added(call, create, make):
    ids = [make("contacts", email=f"c{number}@example.com")["id"] for number in range(3)]
    source, target = create("From")["listId"], create("To")["listId"]
    call("PUT", f"/crm/v3/lists/{source}/memberships/add", json=ids)
    call("PUT", f"/crm/v3/lists/{target}/memberships/add-from/{source}", 204)
    assert members(call, target) == ids
    batch = {"inputs": [{"objectTypeId": "0-1", "recordId": ids[0]}]}
    found = call("POST", "/crm/v3/lists/records/memberships/batch/read", json=batch)["results"][0]
    assert [one["listId"] for one in found["recordListMemberships"]] == [source, target]


@pytest.mark.parametrize("base", LISTS)
def test_folders_hold_lists_and_folders(call, create, base):
    outer = call("POST", f"{base}/folders", json={"name": "Outer"})["folder"]
    inner = call("POST", f"{base}/folders", json={"name": "Inner", "parentFolderId": outer["id"]})["folder"]
    id_ = create(base=base)["listId"]
    call("PUT", f"{base}/folders/move-list", 204, json={"listId": id_, "newFolderId": inner["id"]})
    found = call("GET", f"{base}/folders", params={"folderId": outer["id"]})["folder"]
    assert found["childNodes"][0]["childLists"] == [int(id_)]
    call("DELETE", f"{base}/folders/{inner['id']}", 400)
    call("PUT", f"{base}/folders/{outer['id']}/move/{inner['id']}", 400)
    renamed = call("PUT", f"{base}/folders/{inner['id']}/rename", params={"newFolderName": "In"})["folder"]
    assert renamed["name"] == "In"
    call("PUT", f"{base}/folders/move-list", 204, json={"listId": id_, "newFolderId": "0"})
    call("DELETE", f"{base}/folders/{inner['id']}", 204)
    assert call("GET", f"{base}/folders")["folder"]["childLists"] == [int(id_)]


def test_ids_of_the_first_version_lead_to_lists(call, create):
    id_ = create()["listId"]
    legacy = str(int(id_) + 100_000)
    assert call("GET", "/crm/v3/lists/idmapping", params={"legacyListId": legacy})["listId"] == id_
    found = call("POST", "/crm/v3/lists/idmapping", json=[legacy, "5"])
    assert found["missingLegacyListIds"] == ["5"]


def test_a_conversion_is_scheduled_and_called_off(call, create):
    url = f"/crm/v3/lists/{create()['listId']}/schedule-conversion"
    call("GET", url, 404)
    wanted = {"conversionType": "INACTIVITY", "timeUnit": "MONTH", "offset": 2}
    assert call("PUT", url, json=wanted)["requestedConversionTime"] == wanted
    assert call("GET", url)["requestedConversionTime"] == wanted
    call("DELETE", url, 204)
    call("GET", url, 404)


def test_a_list_becomes_static_on_its_day(call, create, make, clock):
    id_ = create("Known", "DYNAMIC", filterBranch=branch(by("city", "ALL_PROPERTY", "IS_KNOWN")))["listId"]
    first = make("contacts", email="a@example.com", city="Kyiv")["id"]
    url = f"/crm/v3/lists/{id_}/schedule-conversion"
    day = datetime.fromtimestamp(clock.seconds, UTC) + timedelta(days=2)
    asked = {"conversionType": "CONVERSION_DATE", "year": day.year, "month": day.month, "day": day.day}
    call("PUT", url, json=asked)
    assert "convertedAt" not in call("GET", url)
    clock.advance(2 * 86_400)
    assert call("GET", url) == {
        "listId": id_,
        "convertedAt": f"{day.date()}T00:00:00Z",
        "requestedConversionTime": asked,
    }
    make("contacts", email="b@example.com", city="Rome")
    assert call("GET", f"/crm/v3/lists/{id_}")["list"]["processingType"] == "SNAPSHOT"
    assert members(call, id_) == [first]


def test_a_list_tells_the_sizes_that_it_had_and_when_it_was_edited(call, create, make, clock):
    id_ = create()["listId"]
    url = f"/crm/v3/lists/{id_}/size-and-edits-history/between"
    first, second = (make("contacts", email=f"{name}@example.com")["id"] for name in "ab")
    call("PUT", f"/crm/v3/lists/{id_}/memberships/add", json=[first, second])
    clock.advance(60)
    call("PUT", f"/crm/v3/lists/{id_}/memberships/remove", json=[first])
    call("PUT", f"/crm/v3/lists/{id_}/update-list-name", params={"listName": "Other"})
    clock.advance(60)
    told = call("GET", url)
    assert [one["size"] for one in told["sizeHistory"]] == [2, 1, 1]
    assert len(told["editHistory"]) == 1
    until = told["sizeHistory"][0]["timestamp"]
    assert [one["size"] for one in call("GET", url, params={"endDate": until})["sizeHistory"]] == [2]
    call("GET", url, 400, params={"startDate": "x"})
    call("GET", "/crm/v3/lists/4242/size-and-edits-history/between", 404)


@pytest.mark.parametrize("sent", [True, 1.5, "x"])
def test_what_is_no_record_id_is_named_as_it_was_sent(call, create, sent):
    url = f"/crm/v3/lists/{create()['listId']}/memberships/add"
    assert call("PUT", url, json=[sent]) == {"recordIdsMissing": [json.dumps(sent).strip('"')]}
