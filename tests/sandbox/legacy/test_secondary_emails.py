"""The further addresses of contacts v1: by which a contact is found, and of which no other contact may have one."""

V1 = "/contacts/v1"


def addresses(client, vid):
    return client.get(f"{V1}/secondary-email/{vid}").json()["secondaryEmails"]


def test_addresses_are_added_changed_and_removed(client, make):
    vid = int(make("contacts", email="ann@example.com")["id"])
    for email in ("Ann@work.example", "ann@home.example", "ann@work.example"):
        answer = client.put(f"{V1}/secondary-email/{vid}/email/{email}")
        assert (answer.status_code, answer.json()["vid"]) == (200, vid)
    assert addresses(client, vid) == ["ann@work.example", "ann@home.example"]
    change = {"targetSecondaryEmail": "ann@work.example", "updatedSecondaryEmail": "ann@new.example"}
    assert client.patch(f"{V1}/secondary-email/{vid}", json=change).json()["secondaryEmails"] == addresses(client, vid)
    assert addresses(client, vid) == ["ann@new.example", "ann@home.example"]
    client.delete(f"{V1}/secondary-email/{vid}/email/ann@home.example").raise_for_status()
    assert addresses(client, vid) == ["ann@new.example"]
    assert client.patch(f"{V1}/secondary-email/{vid}", json=change).status_code == 404


def test_a_contact_is_found_by_each_of_its_addresses(client, make):
    vid = int(make("contacts", email="ann@example.com")["id"])
    client.put(f"{V1}/secondary-email/{vid}/email/ann@work.example").raise_for_status()
    for email in ("ann@example.com", "ann@work.example"):
        assert client.get(f"{V1}/contact/email/{email}/profile").json()["vid"] == vid
    client.delete(f"{V1}/secondary-email/{vid}/email/ann@work.example").raise_for_status()
    assert client.get(f"{V1}/contact/email/ann@work.example/profile").status_code == 404


def test_nobody_gets_the_address_of_another(client, make):
    make("contacts", email="bob@example.com")
    vid = int(make("contacts", email="ann@example.com")["id"])
    assert client.put(f"{V1}/secondary-email/{vid}/email/bob@example.com").status_code in (400, 409)
    assert addresses(client, vid) == []
    assert client.get(f"{V1}/secondary-email/1").status_code == 404


def test_statistics(client, make):
    assert client.get(f"{V1}/contacts/statistics").json() == {"contacts": 0, "lastNewContactAt": None}
    for number in range(3):
        make("contacts", email=f"{number}@example.com")
    found = client.get(f"{V1}/contacts/statistics").json()
    assert found["contacts"] == 3
    assert isinstance(found["lastNewContactAt"], int)
