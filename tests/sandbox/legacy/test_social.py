"""Social media v1: messages are kept, listed and cancelled."""

V1 = "/broadcast/v1"


def test_messages_are_made_listed_and_cancelled(client, clock):
    one = client.post(f"{V1}/broadcasts", json={"channelGuid": "c", "content": {"body": "Hello"}}).json()
    assert (one["status"], one["messageText"], one["isPending"]) == ("WAITING", "Hello", True)
    assert one["triggerAt"] == one["createdAt"]
    clock.advance(5)
    body = {"channelGuid": "d", "status": "DRAFT", "triggerAt": 5}
    two = client.post(f"{V1}/broadcasts", json=body).json()
    assert (two["status"], two["triggerAt"]) == ("DRAFT", None)
    assert client.get(f"{V1}/broadcasts").json() == [two, one]
    for params in ({"type": "scheduled"}, {"status": "waiting"}, {"channelGuid": "c"}):
        assert client.get(f"{V1}/broadcasts", params=params).json() == [one], params
    assert client.get(f"{V1}/broadcasts", params={"since": two["createdAt"]}).json() == [two]
    cancelled = client.delete(f"{V1}/broadcasts/{one['broadcastGuid']}")
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "CANCELED")
    sent = client.post(f"{V1}/broadcasts/{two['broadcastGuid']}/update", json={"status": "CANCELED"})
    assert sent.json()["status"] == "CANCELED"
    assert client.get(f"{V1}/broadcasts/{two['broadcastGuid']}").json() == sent.json()


def test_what_is_not_there(client):
    assert client.post(f"{V1}/broadcasts", json={}).status_code == 400
    assert client.get(f"{V1}/broadcasts/1").status_code == 404
    for path in ("channels", "channels/current", "channels/setting/publish/current", "channels/setting/publish"):
        assert client.get(f"{V1}/{path}").json() == []
    assert client.get(f"{V1}/channels/57883b6f").status_code == 404
