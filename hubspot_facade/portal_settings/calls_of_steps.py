"""The calls that do each step."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.errors import Conflict, HubSpotError
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import needing
from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings import steps
from hubspot_facade.portal_settings.property_fields import body_of
from hubspot_facade.portal_settings.schema_steps import LISTS

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.associations_schema import operations as label_calls
    from hubspot_openapi.v2026_03.crm.pipelines import operations as pipeline_calls
    from hubspot_openapi.v2026_03.crm.properties import operations as property_calls
    from hubspot_openapi.v2026_03.crm.property_validations import operations as rule_calls
    from hubspot_openapi.v2026_03.crm.schemas import operations as schema_calls

    from hubspot_facade.portal_settings.entries import Entry, Key, Portal
    from hubspot_facade.portal_settings.steps import Step
else:
    label_calls = edition_calls("crm.associations_schema")
    pipeline_calls = edition_calls("crm.pipelines")
    property_calls = edition_calls("crm.properties")
    rule_calls = edition_calls("crm.property_validations")
    schema_calls = edition_calls("crm.schemas")

_INTERNAL = re.compile(r"[a-z][a-z0-9_]{0,40}")
_SCHEMA_FIELDS = {
    "description": "description",
    "primary_display_property": "primaryDisplayProperty",
    "secondary_display_properties": "secondaryDisplayProperties",
    "required_properties": "requiredProperties",
    "searchable_properties": "searchableProperties",
}


class Doing:
    """Carries out steps on a portal; ids of what is created are kept for the steps that follow."""

    def __init__(self, portal: Portal) -> None:
        self.type_ids = dict(portal.type_ids)
        self.ids = dict(portal.settings.ids)
        self.types = dict(portal.types)
        self.new = set[str]()

    def do(self, step: Step) -> Generator[Any, Any, None]:
        """Carry out one step."""
        key, entry = step.key, step.entry
        match step.phase:
            case steps.CREATE_SCHEMA:
                yield from self._create_schema(step)
            case steps.ASSOCIATE:
                yield from self._associate(key)
            case steps.GROUP:
                yield from self._group(step)
            case steps.PROPERTY if step.verb == "create":
                yield from property_calls.create(self._id(key), body={"name": key[2], **body_of(entry)})
            case steps.PROPERTY:
                yield from property_calls.update(self._id(key), key[2], body=body_of(entry, step.fields))
            case steps.SCHEMA:
                yield from schema_calls.update(self._id(key), body=_schema_changes(step))
            case steps.RULE:
                body = {
                    "ruleArguments": entry["arguments"],
                    "shouldApplyNormalization": entry.get("normalize", False),
                }
                yield from rule_calls.update_rule_type(self._id(key), key[2], key[3], body=body)
            case steps.LIMIT:
                yield from self._limit(step)
            case _ if key[1] == names.LABELS:
                yield from self._label(step)
            case _ if key[1] == names.PIPELINES:
                yield from self._pipeline(step)
            case _:
                yield from self._archive(step)

    def _id(self, key: Key) -> str:
        return self._type(key[0])

    def _type(self, object_type: str) -> str:
        known = self.type_ids.get(object_type)
        return known or type_id(object_type)

    def _create_schema(self, step: Step) -> Generator[Any, Any, None]:
        entry, properties = step.entry, step.facts["properties"]
        given = [{"name": name, **body_of({**each, "group": None})} for name, each in properties.items()]
        for each in given:
            each.pop("groupName")  # it may not exist yet
            for later in ("calculationFormula", "currencyPropertyName", "dataSensitivity", "externalOptions"):
                each.pop(later, None)
        body: dict[str, Any] = {
            "name": entry["name"],
            "labels": {name: entry[name] for name in ("singular", "plural") if name in entry},
            "primaryDisplayProperty": entry["primary_display_property"],
            "properties": given,
            "associatedObjects": [],
            **{_SCHEMA_FIELDS[each]: [name for name in entry.get(each, ()) if name in properties] for each in LISTS},
        }
        if entry.get("description"):
            body["description"] = entry["description"]
        answer: Any = yield from needing(schema_calls.create(body=body), "object_type_id")
        self.type_ids[step.key[0]] = answer.object_type_id
        self.new.add(step.key[0])

    def _associate(self, key: Key) -> Generator[Any, Any, None]:
        body = {
            "fromObjectTypeId": self._id(key),
            "toObjectTypeId": self._type(key[2]),
            "name": f"{key[0].removeprefix('p_')}_to_{key[2].removeprefix('p_')}",
        }
        yield from schema_calls.create_association(self._id(key), body=body)

    def _group(self, step: Step) -> Generator[Any, Any, None]:
        key, entry = step.key, step.entry
        body = {"label": entry["label"]}
        if step.verb == "create" or "display_order" in entry:
            body["displayOrder"] = entry.get("display_order", -1)
        if step.verb == "create":
            try:
                yield from property_calls.create_group(self._id(key), body={"name": key[2], **body})
            except Conflict:
                if key[0] not in self.new:  # HubSpot makes the first group of a new type
                    raise
            else:
                return
        yield from property_calls.update_group(self._id(key), key[2], body=body)

    def _pipeline(self, step: Step) -> Generator[Any, Any, None]:
        key, entry, facts = step.key, step.entry, step.facts
        type_, is_stage = self._id(key), len(key) > 3
        if step.verb == "create" and not is_stage:
            stages = [_stage(each["label"], each, place) for place, each in enumerate(entry["stages"])]
            body = {"label": key[2], "displayOrder": facts["place"], "stages": stages}
            yield from pipeline_calls.create(type_, body=body)
            return
        pipeline = self.ids[key[:3]]
        if step.verb == "archive":
            stage: Any = pipeline_calls.archive_stage(type_, pipeline, self.ids[key]) if is_stage else None
            yield from stage or pipeline_calls.archive(type_, pipeline)
        elif not is_stage:
            change = {"label": key[2]} if step.verb == "rename" else {"displayOrder": facts["place"]}
            yield from pipeline_calls.update(type_, pipeline, body=change)
        elif step.verb == "create":
            yield from pipeline_calls.create_stage(type_, pipeline, body=_stage(key[3], entry, facts["place"]))
        else:
            yield from pipeline_calls.update_stage(type_, pipeline, self.ids[key], body=_stage_change(step))

    def _label(self, step: Step) -> Generator[Any, Any, None]:
        one, _, other, label = step.key
        ends = self._type(one), self._type(other)
        if step.phase == steps.DROP_LABEL:
            yield from label_calls.archive_label(*ends, self.ids[step.key][0])
            return
        inverse = step.entry.get("inverse_label", label)
        body: dict[str, Any] = {"label": label}
        if inverse != label:
            body["inverseLabel"] = inverse
        if step.verb == "create":
            yield from label_calls.create_label(*ends, body=body | {"name": internal_name(label)})
        else:
            body |= {"associationTypeId": self.ids[step.key][0], "inverseLabel": inverse}
            yield from label_calls.update_label(*ends, body=body)

    def _limit(self, step: Step) -> Generator[Any, Any, None]:
        ends = self._type(step.key[0]), self._type(step.key[2])
        category, id_ = yield from self._association_type(step.key)
        input_ = {"category": category, "typeId": id_, "maxToObjectIds": step.entry["max"]}
        body = {"inputs": [input_]}
        create, update = label_calls.batch_create_configurations, label_calls.batch_update_configurations
        call: Any = create(*ends, body=body) if step.verb == "create" else update(*ends, body=body)
        errors = _errors_of((yield from call))
        if errors:
            raise HubSpotError(f"HubSpot refused the limit: {errors[0].get('message')}")

    def _association_type(self, key: Key) -> Generator[Any, Any, tuple[str, int]]:
        wanted = (key[0], key[2], key[3])
        if wanted not in self.types:  # its label, or its object type, is new
            ends = self._type(key[0]), self._type(key[2])
            answer: Any = yield from needing(label_calls.list_labels(*ends), "[].category", "[].type_id")
            for each in answer.results or ():
                self.types.setdefault((key[0], key[2], each.label or ""), (str(each.category), each.type_id))
        if wanted not in self.types:
            raise HubSpotError("HubSpot does not list the association type yet; apply again in a minute")
        return self.types[wanted]

    def _archive(self, step: Step) -> Generator[Any, Any, None]:
        key, type_ = step.key, self._id(step.key)
        match step.phase:
            case steps.DROP_LIMIT:
                category, id_ = yield from self._association_type(key)
                ends = type_, self._type(key[2])
                yield from label_calls.batch_purge_configurations(
                    *ends, body={"inputs": [{"category": category, "typeId": id_}]}
                )
            case steps.DISSOCIATE:
                yield from schema_calls.archive_association(type_, str(self.ids[key]))
            case steps.DROP_PROPERTY:
                yield from property_calls.archive(type_, key[2])
            case steps.DROP_GROUP:
                yield from property_calls.archive_group(type_, key[2])
            case _:
                yield from schema_calls.archive(type_)


def internal_name(label: str) -> str:
    """The name that a new label gets: the label in the letters that HubSpot allows, or a hash of it."""
    name = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    if label.isascii() and _INTERNAL.fullmatch(name):
        return name
    return f"label_{hashlib.sha256(label.encode()).hexdigest()[:12]}"


def _errors_of(answer: Any) -> list[dict[str, Any]]:
    """What a batch's answer says failed."""
    listed: list[dict[str, Any]] = answer.to_dict().get("errors") or []
    return listed


def _schema_changes(step: Step) -> dict[str, Any]:
    entry, fields = step.entry, step.fields
    body: dict[str, Any] = {_SCHEMA_FIELDS[each]: entry.get(each, []) for each in fields if each in LISTS}
    if "primary_display_property" in fields:
        body["primaryDisplayProperty"] = entry["primary_display_property"]
    if {"singular", "plural"} & {*fields}:
        body["labels"] = {name: entry[name] for name in ("singular", "plural") if name in entry}
    if "description" in fields:
        body |= {"description": entry["description"]} if entry.get("description") else {"clearDescription": True}
    return body


def _stage(label: str, entry: Entry, place: int) -> dict[str, Any]:
    return {"label": label, "displayOrder": place, "metadata": entry.get("metadata", {})}


def _stage_change(step: Step) -> dict[str, Any]:
    if step.verb == "rename":
        return {"label": step.key[3], "metadata": {}}
    body: dict[str, Any] = {"metadata": {}}
    if "metadata" in step.fields:
        gone = dict.fromkeys(step.facts.get("before", {}), "")  # what is left out of a change would stay
        body["metadata"] = gone | step.entry.get("metadata", {})
    if "place" in step.fields:
        body["displayOrder"] = step.facts["place"]
    return body
