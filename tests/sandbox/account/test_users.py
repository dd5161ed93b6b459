"""Users: every one is an owner, and the token's own user is one of them."""

import pytest


@pytest.fixture(params=["/settings/v3/users", "/settings/users/2026-03", "/settings/users/2026-09-beta"])
def base(request):
    return request.param


def test_users_are_the_owners(call, base):
    owners = {str(one["userId"]): one["email"] for one in call("GET", "/crm/v3/owners")["results"]}
    assert {one["id"]: one["email"] for one in call("GET", base)["results"]} == owners
    first = call("GET", base, params={"limit": 1})
    rest = call("GET", base, params={"limit": 100, "after": first["paging"]["next"]["after"]})
    assert len(first["results"] + rest["results"]) == len(owners)
    for id_, email in owners.items():
        assert call("GET", f"{base}/{id_}")["email"] == email
        assert call("GET", f"{base}/{email.upper()}", params={"idProperty": "EMAIL"})["id"] == id_


def test_the_user_of_the_token_is_an_owner(call, client):
    """HubSpot's own MCP server looks the owner up so."""
    token = client.headers["Authorization"].removeprefix("Bearer ")
    info = call("POST", "/oauth/v2/private-apps/get/access-token-info", json={"tokenKey": token})
    owner = call("GET", f"/crm/v3/owners/{info['userId']}", params={"idProperty": "userId"})
    user = call("GET", f"/settings/v3/users/{info['userId']}")
    assert (user["email"], user["superAdmin"]) == (owner["email"], True)


def test_a_user_is_made_changed_and_taken_away(call, base):
    given = {"email": "new@example.com", "firstName": "New", "lastName": "User", "sendWelcomeEmail": False}
    made = call("POST", base, 201, json=given | {"roleId": "7"})
    assert (made["email"], made["roleIds"], made["superAdmin"]) == ("new@example.com", ["7"], False)
    call("POST", base, 409, json=given)
    call("POST", base, 400, json={"firstName": "No address"})
    path = f"{base}/{made['id']}"
    assert call("PUT", path, json={"lastName": "Name", "primaryTeamId": "3"})["primaryTeamId"] == "3"
    (owner,) = call("GET", "/crm/v3/owners", params={"email": "new@example.com"})["results"]
    assert (owner["firstName"], owner["lastName"], str(owner["userId"])) == ("New", "Name", made["id"])
    call("DELETE", path, 204)
    call("GET", path, 404)
    assert call("GET", "/crm/v3/owners", params={"email": "new@example.com"})["results"] == []
    archived = call("GET", "/crm/v3/owners", params={"email": "new@example.com", "archived": True})["results"]
    assert [(one["id"], one["userId"]) for one in archived] == [(owner["id"], None)]
    assert str(archived[0]["userIdIncludingInactive"]) == made["id"]
    assert call("GET", f"/crm/v3/owners/{made['id']}", params={"idProperty": "userId", "archived": True}) == archived[0]
    call("DELETE", path, 204)
    again = call("POST", base, 201, json=given)
    assert (again["id"], again["roleIds"], again["lastName"]) == (made["id"], [], "User")
    assert call("GET", "/crm/v3/owners", params={"email": "new@example.com"})["results"][0]["id"] == owner["id"]
    call("DELETE", f"{base}/1", 404)


def _records(call, **given):
    given.setdefault("properties", "hs_internal_user_id,hs_email,hs_given_name,hs_family_name,hs_deactivated")
    found = call("GET", "/crm/v3/objects/users", params={"limit": 100, **given})["results"]
    return {one["properties"]["hs_internal_user_id"]: one["properties"] for one in found}


def test_each_user_has_a_record(call):
    users = call("GET", "/settings/v3/users")["results"]
    assert {id_: one["hs_email"] for id_, one in _records(call).items()} == {one["id"]: one["email"] for one in users}
    owners = {str(one["userId"]): one for one in call("GET", "/crm/v3/owners")["results"]}
    for id_, owner in owners.items():
        record = call("GET", f"/crm/v3/objects/users/{id_}", params={"idProperty": "hs_internal_user_id"})
        assert record["createdAt"] == owner["createdAt"]
        filters = [{"propertyName": "hubspot_owner_id", "operator": "EQ", "value": owner["id"]}]
        found = call("POST", "/crm/v3/objects/users/search", json={"filterGroups": [{"filters": filters}]})
        assert [one["id"] for one in found["results"]] == [record["id"]]


def test_the_record_of_a_user_follows_the_user(call):
    made = call("POST", "/settings/v3/users", 201, json={"email": "new@example.com", "firstName": "New"})
    assert _records(call)[made["id"]]["hs_given_name"] == "New"
    path = f"/crm/v3/objects/users/{_records(call)[made['id']]['hs_object_id']}"
    call("PATCH", path, json={"properties": {"hs_job_title": "Baker"}})
    call("PUT", f"/settings/v3/users/{made['id']}", json={"firstName": "Newer"})
    call("DELETE", f"/settings/v3/users/{made['id']}", 204)
    record = call("GET", path, params={"properties": "hs_job_title,hs_given_name,hs_deactivated"})["properties"]
    assert (record["hs_job_title"], record["hs_given_name"], record["hs_deactivated"]) == ("Baker", "Newer", "true")
    call("POST", "/settings/v3/users", 201, json={"email": "new@example.com"})
    assert _records(call)[made["id"]]["hs_object_id"] == path.rpartition("/")[2]
    assert _records(call)[made["id"]]["hs_deactivated"] == "false"
    call("DELETE", path, 204)
    assert made["id"] not in _records(call)


def test_a_record_made_for_a_user_stays_the_only_one(call, client):
    """Such as one of a file of samples, made before the user."""
    given = {"hs_internal_user_id": "777", "hs_email": "seven@example.com"}
    record = call("POST", "/crm/v3/objects/users", 201, json={"properties": given})
    client.post("/_sandbox/owners", json={"email": "seven@example.com", "firstName": "Seven", "userId": 777})
    assert _records(call)["777"]["hs_object_id"] == record["id"]
    assert _records(call)["777"]["hs_given_name"] == "Seven"


def test_teams_are_those_of_the_owners(call, client, base):
    assert call("GET", f"{base}/teams")["results"] == []
    team = {"id": "7", "name": "Sales", "primary": True}
    owner = client.post("/_sandbox/owners", json={"email": "t@example.com", "teams": [team]}).json()
    (found,) = call("GET", f"{base}/teams")["results"]
    assert found == {"id": "7", "name": "Sales", "userIds": [str(owner["userId"])], "secondaryUserIds": []}
