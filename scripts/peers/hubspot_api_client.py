"""CRM round trip with `hubspot-api-client`; arguments: URL of the sandbox, token."""

import sys
from datetime import datetime
from typing import Any

from hubspot import HubSpot
from hubspot.crm import companies, contacts, deals, objects, properties, schemas
from hubspot.crm.associations import v4 as associations_v4
from hubspot.crm.associations.v4 import schema as association_schemas


def expect(status: int, exception: Any, act: Any) -> Any:
    """The exception that a call ends with; fails when it does not, or with another status."""
    try:
        act()
    except exception as error:
        assert error.status == status, (error.status, error.body)
        return error
    raise AssertionError(f"no {status}")


def client_of(url: str, token: str) -> HubSpot:
    """The official client, sent to the sandbox."""
    return HubSpot(access_token=token, host=url)


def round_trip(client: HubSpot) -> None:
    """Create, read, update, search, batch, associate, merge, archive; errors as the client shows them."""
    api = client.crm.contacts
    basic, batch = api.basic_api, api.batch_api
    made = basic.create(contacts.SimplePublicObjectInputForCreate(properties={"email": "Peer@Example.com"}))
    assert made.properties["email"] == "peer@example.com"
    assert isinstance(made.created_at, datetime)
    found = basic.get_by_id(made.id, properties=["email", "phone"], properties_with_history=["email"])
    assert found.properties["phone"] is None
    assert found.properties_with_history["email"][0].value == "peer@example.com"
    assert basic.get_by_id("peer@example.com", id_property="email").id == made.id
    changed = basic.update(made.id, contacts.SimplePublicObjectInput(properties={"firstname": "Pia"}))
    assert changed.properties["firstname"] == "Pia"
    error = expect(
        409,
        contacts.ApiException,
        lambda: basic.create(contacts.SimplePublicObjectInputForCreate(properties={"email": "peer@example.com"})),
    )
    assert f"Contact already exists. Existing ID: {made.id}" in error.body
    expect(
        400,
        contacts.ApiException,
        lambda: basic.create(contacts.SimplePublicObjectInputForCreate(properties={"nosuch": "1"})),
    )
    expect(404, contacts.ApiException, lambda: basic.get_by_id("999999999"))

    created = batch.create(
        contacts.BatchInputSimplePublicObjectBatchInputForCreate(
            inputs=[
                contacts.SimplePublicObjectBatchInputForCreate(properties={"email": f"p{n}@example.com"})
                for n in range(30)
            ]
        )
    )
    assert len(created.results) == 30
    ids = [one.id for one in created.results]
    read = batch.read(
        contacts.BatchReadInputSimplePublicObjectId(
            inputs=[contacts.SimplePublicObjectId(id=ids[0]), contacts.SimplePublicObjectId(id="424242")],
            properties=["email"],
            properties_with_history=[],
        )
    )
    assert [one.id for one in read.results] == [ids[0]]
    assert read.num_errors == 1
    upserted = batch.upsert(
        contacts.BatchInputSimplePublicObjectBatchInputUpsert(
            inputs=[
                contacts.SimplePublicObjectBatchInputUpsert(
                    id="p1@example.com", id_property="email", properties={"city": "Bern"}
                ),
                contacts.SimplePublicObjectBatchInputUpsert(
                    id="new@example.com", id_property="email", properties={"city": "Basel"}
                ),
            ]
        )
    )
    assert sorted(one.new for one in upserted.results) == [False, True]
    batch.update(
        contacts.BatchInputSimplePublicObjectBatchInput(
            inputs=[contacts.SimplePublicObjectBatchInput(id=one, properties={"city": "Chur"}) for one in ids[:2]]
        )
    )
    assert len(api.get_all()) == 32

    request = contacts.PublicObjectSearchRequest(
        filter_groups=[
            contacts.FilterGroup(filters=[contacts.Filter(property_name="city", operator="EQ", value="CHUR")])
        ],
        sorts=["-createdate"],
        properties=["city"],
        limit=1,
    )
    page = api.search_api.do_search(request)
    assert page.total == 2
    assert page.paging.next.after == "1"

    company = client.crm.companies.basic_api.create(
        companies.SimplePublicObjectInputForCreate(properties={"name": "Peers", "domain": "peers.example"})
    )
    deal = client.crm.deals.basic_api.create(
        deals.SimplePublicObjectInputForCreate(
            properties={"dealname": "Big", "dealstage": "closedwon", "amount": "12.5"},
            associations=[
                {
                    "to": {"id": made.id},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 3}],
                }
            ],
        )
    )
    assert deal.properties["hs_is_closed_won"] == "true"
    links = client.crm.associations.v4
    links.basic_api.create_default("contacts", made.id, "companies", company.id)
    links.basic_api.create(
        "contacts",
        made.id,
        "companies",
        company.id,
        [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}],
    )
    listed = links.basic_api.get_page("contacts", made.id, "companies")
    assert {one.type_id for one in listed.results[0].association_types} == {1, 279}
    with_deals = basic.get_by_id(made.id, associations=["companies", "deals"])
    assert [one.id for one in with_deals.associations["deals"].results] == [deal.id]
    assert [one.type for one in with_deals.associations["companies"].results] == [
        "contact_to_company",
        "contact_to_company_unlabeled",
    ]
    multi = links.batch_api.get_page(
        "contacts",
        "companies",
        associations_v4.BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": made.id}, {"id": ids[0]}]),
    )
    assert len(multi.results) == 1
    assert multi.num_errors == 1
    labels = links.schema.definitions_api.create(
        "contacts",
        "companies",
        association_schemas.PublicAssociationDefinitionCreateRequest(name="adviser", label="Adviser"),
    )
    assert len(labels.results) == 2
    links.basic_api.archive("contacts", made.id, "companies", company.id)
    assert links.basic_api.get_page("contacts", made.id, "companies").results == []

    assert client.crm.owners.owners_api.get_page().results[0].email
    assert client.crm.pipelines.pipelines_api.get_all("deals").results[0].id == "default"
    definition = client.crm.properties.core_api.create(
        "contacts",
        properties.PropertyCreate(
            name="shoe_size",
            label="Shoe size",
            type="number",
            field_type="number",
            group_name="contactinformation",
        ),
    )
    assert definition.name == "shoe_size"
    expect(
        409,
        properties.ApiException,
        lambda: client.crm.properties.core_api.create(
            "contacts",
            properties.PropertyCreate(
                name="shoe_size", label="x", type="number", field_type="number", group_name="contactinformation"
            ),
        ),
    )
    schema = client.crm.schemas.core_api.create(
        schemas.ObjectSchemaEgg(
            name="boat",
            labels=schemas.ObjectTypeDefinitionLabels(singular="Boat", plural="Boats"),
            primary_display_property="title",
            required_properties=["title"],
            properties=[schemas.ObjectTypePropertyCreate(name="title", label="T", type="string", field_type="text")],
            associated_objects=["CONTACT"],
        )
    )
    boat = client.crm.objects.basic_api.create(
        schema.object_type_id, objects.SimplePublicObjectInputForCreate(properties={"title": "Ark"})
    )
    assert client.crm.objects.basic_api.get_by_id(schema.fully_qualified_name, boat.id).id == boat.id

    merged = basic.merge(contacts.PublicMergeInput(primary_object_id=ids[0], object_id_to_merge=ids[1]))
    assert merged.id not in ids
    assert basic.get_by_id(ids[1]).id == merged.id
    basic.archive(made.id)
    expect(404, contacts.ApiException, lambda: basic.get_by_id(made.id))
    assert basic.get_by_id(made.id, archived=True).archived
    batch.archive(contacts.BatchInputSimplePublicObjectId(inputs=[{"id": one} for one in ids[2:]]))
    basic.purge(contacts.PublicGdprDeleteInput(object_id=merged.id))
    assert [one.properties["email"] for one in api.get_all()] == ["new@example.com"]


if __name__ == "__main__":
    round_trip(client_of(*sys.argv[1:3]))
    print("hubspot-api-client: round trip passed")
