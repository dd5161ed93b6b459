"""The property validations API: what each route answers."""

from hubspot_facade.sandbox.crm.objects.responses import kind_of
from hubspot_facade.sandbox.crm.properties.errors import unknown
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.protocol.errors import Body, object_not_found, unparsable_parameter
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings

from .models import Validations
from .rules import CHECKS


def _named(request: Request) -> tuple[Validations, str]:
    name = request.params["propertyName"]
    if name not in request.portal.service(Properties).catalogue(kind_of(request, "objectTypeId")):
        raise unknown(name)
    return request.portal.service(Validations), name


def _rule_type(request: Request) -> str:
    type_ = request.params["ruleType"].upper()
    if type_ not in CHECKS:
        raise unparsable_parameter("ruleType", kind="path")
    return type_


def get_all(request: Request) -> Answer:
    """The rules of every property of a type that has any."""
    found = request.portal.service(Validations).all(kind_of(request, "objectTypeId"))
    results = [{"propertyName": name, "propertyValidationRules": rules} for name, rules in found.items()]
    return Answer(200, {"results": results})


def get_rules(request: Request) -> Answer:
    """The rules of one property."""
    validations, name = _named(request)
    return Answer(200, {"results": validations.of(kind_of(request, "objectTypeId"), name)})


def get_rule(request: Request) -> Answer:
    """One rule of a property."""
    validations, name = _named(request)
    type_ = _rule_type(request)
    for rule in validations.of(kind_of(request, "objectTypeId"), name):
        if rule["ruleType"] == type_:
            return Answer(200, rule)
    raise object_not_found(
        f"Property {name} has no rule of type {type_}", context={"propertyName": [name], "ruleType": [type_]}
    )


def put_rule(request: Request) -> Answer:
    """A rule set, in place of the one of the same type."""
    validations, name = _named(request)
    body = request.body("ruleArguments")
    rule: Body = {
        "ruleType": _rule_type(request),
        "ruleArguments": strings(body["ruleArguments"]),
        "shouldApplyNormalization": bool(body.get("shouldApplyNormalization")),
    }
    validations.put(kind_of(request, "objectTypeId"), name, rule)
    return Answer(204)
