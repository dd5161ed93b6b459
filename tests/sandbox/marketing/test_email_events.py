"""What became of sent e-mails, and campaigns of version 1: both follow from what was sent."""

EVENTS, CAMPAIGNS = "/email/public/v1/events", "/email/public/v1/campaigns"
SEND = "/marketing/v3/transactional/single-email/send"


def send(client, email_id, to, **more):
    answer = client.post(SEND, json={"emailId": email_id, "message": {"to": to, **more}})
    assert answer.status_code == 200, answer.text
    return answer.json()["statusId"]


def test_a_send_is_sent_and_delivered(call, client, clock):
    email = client.post("/marketing/v3/emails", json={"name": "Receipt", "subject": "Thank you"}).json()
    status_id = send(client, int(email["id"]), "a@example.com", sendId="order-1")
    delivered, sent = call("GET", EVENTS)["events"]
    assert (sent["type"], sent["recipient"], sent["subject"]) == ("SENT", "a@example.com", "Thank you")
    assert (sent["id"], sent["sendId"], sent["created"]) == (status_id, "order-1", int(clock.seconds * 1000))
    assert (delivered["type"], delivered["sentBy"]["id"]) == ("DELIVERED", status_id)
    assert call("GET", f"{EVENTS}/{delivered['created']}/{delivered['id']}") == delivered
    assert client.get(f"{EVENTS}/1/nosuch").status_code == 404
    assert client.get(f"{EVENTS}/x/{sent['id']}").status_code == 400


def test_events_are_filtered_and_have_pages(call, client, clock):
    send(client, 1, "a@example.com")
    clock.advance(60)
    send(client, 2, "b@example.com")
    assert {one["recipient"] for one in call("GET", f"{EVENTS}?recipient=B@example.com")["events"]} == {"b@example.com"}
    assert [one["type"] for one in call("GET", f"{EVENTS}?campaignId=1&eventType=sent")["events"]] == ["SENT"]
    assert call("GET", f"{EVENTS}?eventType=OPEN")["events"] == []
    start = int(clock.seconds * 1000)
    assert len(call("GET", f"{EVENTS}?startTimestamp={start}")["events"]) == 2
    assert len(call("GET", f"{EVENTS}?endTimestamp={start}")["events"]) == 2
    first = call("GET", f"{EVENTS}?limit=3")
    assert (len(first["events"]), first["hasMore"], first["offset"]) == (3, True, "3")
    second = call("GET", f"{EVENTS}?limit=3&offset=3")
    assert (len(second["events"]), second["hasMore"]) == (1, False)
    assert client.get(f"{EVENTS}?offset=x").status_code == 400


def test_each_sent_email_is_a_campaign_with_counters(call, client, clock):
    for email_id, to in ((7, "a@example.com"), (5, "a@example.com"), (7, "b@example.com")):
        send(client, email_id, to)
        clock.advance(60)
    assert [one["id"] for one in call("GET", CAMPAIGNS)["campaigns"]] == [7, 5]
    assert [one["id"] for one in call("GET", f"{CAMPAIGNS}/by-id")["campaigns"]] == [5, 7]
    assert call("GET", f"{CAMPAIGNS}/7")["counters"] == {"sent": 2, "delivered": 2}
    assert client.get(f"{CAMPAIGNS}/8").status_code == 404
