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
    assert [one["id"] for one in archived] == [owner["id"]]


def test_teams_are_those_of_the_owners(call, client, base):
    assert call("GET", f"{base}/teams")["results"] == []
    team = {"id": "7", "name": "Sales", "primary": True}
    owner = client.post("/_sandbox/owners", json={"email": "t@example.com", "teams": [team]}).json()
    (found,) = call("GET", f"{base}/teams")["results"]
    assert found == {"id": "7", "name": "Sales", "userIds": [str(owner["userId"])], "secondaryUserIds": []}
