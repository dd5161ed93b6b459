"""How much of its limits a portal has used up is what it has."""

import pytest

BASES = ["/crm/limits/2026-03", "/crm/v3/limits"]
CAR = {
    "name": "car",
    "labels": {"singular": "Car", "plural": "Cars"},
    "primaryDisplayProperty": "model",
    "requiredProperties": ["model"],
    "properties": [{"name": "model", "label": "Model", "type": "string", "fieldType": "text"}],
    "associatedObjects": ["CONTACT"],
}


@pytest.fixture(params=BASES)
def used(request, call):
    return lambda what: call("GET", f"{request.param}/{what}")


@pytest.fixture
def car(call):
    return call("POST", "/crm/v3/schemas", 201, json=CAR)["objectTypeId"]


def of(listed, type_id):
    return next(one for one in listed if one["objectTypeId"] == type_id)


def test_records(used, make, car):
    make("contacts", email="a@example.com")
    make(car, model="A")
    make(car, model="B")
    told = used("records")
    contacts = of(told["hubspotDefinedObjectTypes"], "0-1")
    assert (contacts["usage"], contacts["singularLabel"], contacts["pluralLabel"]) == (1, "Contact", "Contacts")
    assert contacts["percentage"] == pytest.approx(100 / contacts["limit"])
    assert of(told["hubspotDefinedObjectTypes"], "0-3")["usage"] == 0
    own = told["customObjectTypes"]
    assert own["byObjectType"] == [{"objectTypeId": car, "singularLabel": "Car", "pluralLabel": "Cars", "usage": 2}]
    assert own["overallUsage"] == 2


def test_pipelines(used, call, car):
    before = of(used("pipelines")["hubspotDefinedObjectTypes"], "0-3")
    stages = [{"label": "A", "displayOrder": 0, "metadata": {"probability": "0.5"}}]
    call("POST", "/crm/v3/pipelines/deals", 201, json={"label": "More", "displayOrder": 1, "stages": stages})
    told = used("pipelines")
    after = of(told["hubspotDefinedObjectTypes"], "0-3")
    assert (before["usage"], after["usage"], after["limit"]) == (1, 2, before["limit"])
    assert of(told["hubspotDefinedObjectTypes"], "0-5")["usage"] == 1
    assert {one["objectTypeId"] for one in told["customObjectTypes"]["byObjectType"]} == {car}


def test_types_and_properties(used, call, car):
    text = {"label": "T", "groupName": "contactinformation", "type": "string", "fieldType": "text"}
    call("POST", "/crm/v3/properties/contacts", 201, json=text | {"name": "mine"})
    sum_ = {"type": "number", "fieldType": "calculation_equation", "calculationFormula": "num_notes + 1"}
    call("POST", "/crm/v3/properties/contacts", 201, json=text | sum_ | {"name": "more"})
    assert used("custom-object-types")["usage"] == 1
    own = used("custom-properties")
    assert (of(own["byObjectType"], "0-1")["usage"], of(own["byObjectType"], car)["usage"]) == (2, 1)
    assert own["overallUsage"] == 3
    calculated = used("calculated-properties")
    assert [(one["objectTypeId"], one["usage"]) for one in calculated["byObjectType"]] == [("0-1", 1)]
    assert calculated["overallUsage"] == 1
