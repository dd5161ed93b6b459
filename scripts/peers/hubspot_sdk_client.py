"""CRM round trip with `hubspot-sdk` (dated paths); arguments: URL of the sandbox, token."""

import sys
from typing import Any

import hubspot_sdk
from hubspot_sdk import HubSpot


def expect(exception: Any, act: Any) -> Any:
    """The exception that a call ends with; fails when there is none."""
    try:
        act()
    except exception as error:
        return error
    raise AssertionError(f"no {exception.__name__}")


def round_trip(client: HubSpot) -> None:
    """Create, read, update, search, batch, associate, archive; errors as the client shows them."""
    api = client.crm.objects.contacts
    made = api.create(properties={"email": "Peer@Example.com"}, associations=[])
    assert made.properties["email"] == "peer@example.com"
    found = api.get(made.id, properties=["email", "phone"], properties_with_history=["email"])
    assert found.properties["phone"] is None
    assert found.properties_with_history["email"][0].value == "peer@example.com"
    assert api.get("peer@example.com", id_property="email").id == made.id
    assert api.update(made.id, properties={"firstname": "Pia"}).properties["firstname"] == "Pia"
    error = expect(
        hubspot_sdk.ConflictError, lambda: api.create(properties={"email": "peer@example.com"}, associations=[])
    )
    assert f"Existing ID: {made.id}" in str(error.body)
    expect(hubspot_sdk.BadRequestError, lambda: api.create(properties={"nosuch": "1"}, associations=[]))
    expect(hubspot_sdk.NotFoundError, lambda: api.get("999999999"))

    batch = api.batch.create(
        inputs=[{"properties": {"email": f"p{n}@example.com"}, "associations": []} for n in range(25)]
    )
    ids = [one.id for one in batch.results]
    assert len(ids) == 25
    read = api.batch.get(inputs=[{"id": ids[0]}, {"id": "424242"}], properties=["email"], properties_with_history=[])
    assert [one.id for one in read.results] == [ids[0]]
    upserted = api.batch.upsert(
        inputs=[
            {"id": "p1@example.com", "id_property": "email", "properties": {"city": "Bern"}},
            {"id": "new@example.com", "id_property": "email", "properties": {"city": "Basel"}},
        ]
    )
    assert sorted(one.new for one in upserted.results) == [False, True]
    api.batch.update(inputs=[{"id": one, "properties": {"city": "Chur"}} for one in ids[:2]])
    assert len(list(api.list(limit=7))) == 27
    page = api.search(
        filter_groups=[{"filters": [{"property_name": "city", "operator": "EQ", "value": "chur"}]}],
        sorts=["-createdate"],
        properties=["city"],
        limit=1,
        after="0",
    )
    assert page.total == 2

    company = client.crm.objects.companies.create(
        properties={"name": "Peers", "domain": "peers.example"},
        associations=[
            {
                "to": {"id": made.id},
                "types": [{"association_category": "HUBSPOT_DEFINED", "association_type_id": 280}],
            }
        ],
    )
    with_companies = api.get(made.id, associations=["companies"])
    assert with_companies.associations["companies"].results[0].id == company.id
    listed = list(client.crm.associations.list("companies", object_type="contacts", object_id=made.id))
    assert [str(one.to_object_id) for one in listed] == [company.id]  # ids of associations are numbers on the wire
    client.crm.associations.delete(company.id, object_type="contacts", object_id=made.id, to_object_type="companies")
    assert not list(client.crm.associations.list("companies", object_type="contacts", object_id=made.id))

    assert next(iter(client.crm.owners.list())).email
    assert client.crm.pipelines.list("deals").results[0].id == "default"
    merged = api.merge(primary_object_id=ids[0], object_id_to_merge=ids[1])
    assert merged.id not in ids
    api.delete(made.id)
    expect(hubspot_sdk.NotFoundError, lambda: api.get(made.id))
    assert api.get(made.id, archived=True).archived
    api.batch.delete(inputs=[{"id": one} for one in ids[2:]])
    assert len(list(api.list())) == 2


if __name__ == "__main__":
    round_trip(HubSpot(base_url=sys.argv[1], access_token=sys.argv[2], max_retries=0))
    print("hubspot-sdk: round trip passed")
