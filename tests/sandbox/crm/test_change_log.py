"""The change log of products, line items and tickets tells what was made, changed and deleted, in this order."""

import httpx
import pytest

PATH = "/crm-objects/v1/change-log/products"


def log(client: httpx.Client, **query: object) -> list[dict[str, object]]:
    answer = client.get(PATH, params=query)  # type: ignore[arg-type] # plain values
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_changes_are_told_with_their_properties(client: httpx.Client, make):
    assert log(client) == []
    id_ = int(make("products", name="Widget", price="5")["id"])
    make("line_items", name="Widget", quantity="1")
    client.patch(f"/crm/v3/objects/products/{id_}", json={"properties": {"price": "6"}})
    client.delete(f"/crm/v3/objects/products/{id_}")
    made, changed, deleted = log(client)
    assert [one["changeType"] for one in (made, changed, deleted)] == ["CREATED", "CHANGED", "DELETED"]
    assert {one["objectId"] for one in (made, changed, deleted)} == {id_}
    assert {"name", "price"} <= {*made["changes"]["changedProperties"]}
    assert "price" in changed["changes"]["changedProperties"]
    assert "name" not in changed["changes"]["changedProperties"]


def test_tickets_and_line_items_have_one_too(client: httpx.Client, make):
    for kind, values in (("tickets", {"subject": "A", "hs_pipeline_stage": "1"}), ("line_items", {"name": "A"})):
        id_ = int(make(kind, **values)["id"])
        (made,) = client.get(PATH.replace("products", kind)).json()
        assert (made["changeType"], made["objectId"]) == ("CREATED", id_)


def test_it_goes_on_behind_a_change(client: httpx.Client, make):
    for name in ("a", "b", "c"):
        make("products", name=name)
    _, second, third = log(client)
    assert log(client, timestamp=third["timestamp"])[-1] == third
    assert log(client, timestamp=int(third["timestamp"]) + 1) == []
    seen = {name: second[name] for name in ("timestamp", "changeType", "objectId")}
    assert log(client, **seen) == [third]


@pytest.mark.parametrize("timestamp", ["soon", "1.5"])
def test_a_moment_is_a_number(client: httpx.Client, timestamp: str):
    assert client.get(PATH, params={"timestamp": timestamp}).status_code == 400
