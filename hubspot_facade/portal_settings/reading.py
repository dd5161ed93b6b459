"""Reads the settings of a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.records.type_names import meant, type_id
from hubspot_facade.errors import BadRequest, Forbidden, InputError, NotFound
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import Together, needing
from hubspot_facade.portal_settings import entries as names
from hubspot_facade.portal_settings.entries import Entry, Key, Portal, Settings, has, is_custom, standard_name
from hubspot_facade.portal_settings.label_pairs import Listed, paired
from hubspot_facade.portal_settings.normal_form import plain_metadata
from hubspot_facade.portal_settings.property_fields import entry_of, options_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hubspot_openapi.v2026_03.account.account_info import operations as account_calls
    from hubspot_openapi.v2026_03.crm.associations_schema import operations as label_calls
    from hubspot_openapi.v2026_03.crm.pipelines import operations as pipeline_calls
    from hubspot_openapi.v2026_03.crm.properties import operations as property_calls
    from hubspot_openapi.v2026_03.crm.property_validations import operations as rule_calls
    from hubspot_openapi.v2026_03.crm.schemas import operations as schema_calls
else:
    account_calls = edition_calls("account.account_info")
    label_calls = edition_calls("crm.associations_schema")
    pipeline_calls = edition_calls("crm.pipelines")
    property_calls = edition_calls("crm.properties")
    rule_calls = edition_calls("crm.property_validations")
    schema_calls = edition_calls("crm.schemas")

_ABSENT = (BadRequest, NotFound)


class _Reader:
    """Collects what is read."""

    def __init__(self) -> None:
        self.entries: dict[Key, Entry] = {}
        self.fixed: dict[Key, Entry] = {}
        self.ids: dict[Key, Any] = {}
        self.orders: dict[Key, int] = {}
        self.types: dict[Key, tuple[str, int]] = {}
        self.left_out: dict[str, str] = {}
        self.notes: list[str] = []
        self.type_ids: dict[str, str] = {}
        self.custom: dict[str, Any] = {}


def read_portal(object_types: Sequence[str] | None, *, may_lack: Sequence[str] = ()) -> Generator[Any, Any, Portal]:
    """The settings of these object types, or of the usual and all custom ones.

    Of types that nobody named, those that the token may not read, or that the portal does not have, are left out. Of
    those that are named, custom ones in `may_lack` need not exist.
    """
    read = _Reader()
    account: Any = yield from needing(account_calls.get_details(), "portal_id")
    scope = yield from _scope(read, object_types, may_lack)
    for object_type in [*read.type_ids]:
        yield from _read_type(read, object_type, strict=object_types is not None)
    scope = [each for each in scope if each not in read.left_out]
    yield from _read_associations(read)
    found = Settings(tuple(scope), read.entries, account.portal_id, read.ids)
    return Portal(found, read.fixed, read.type_ids, read.orders, read.types, read.left_out, tuple(read.notes))


def _scope(
    read: _Reader, object_types: Sequence[str] | None, may_lack: Sequence[str]
) -> Generator[Any, Any, list[str]]:
    try:
        answer: Any = yield from needing(
            schema_calls.get_all(), "[].name", "[].object_type_id", "[].fully_qualified_name?"
        )
        for each in answer.results or ():
            read.custom[f"p_{each.name.lower()}"] = each
    except Forbidden as error:
        if object_types is not None and any(standard_name(each) is None for each in object_types):
            raise
        read.left_out[names.ALL_CUSTOM] = str(error)
    scope: list[str] = []
    for each in (*names.USUAL, names.ALL_CUSTOM) if object_types is None else object_types:
        if each == names.ALL_CUSTOM:
            scope.append(each)
            read.type_ids |= {name: one.object_type_id for name, one in sorted(read.custom.items())}
            continue
        name = standard_name(each)
        if name is not None:
            read.type_ids[name] = type_id(name)
        else:
            name = _custom_name(read, each)
            if name in read.custom:
                read.type_ids[name] = read.custom[name].object_type_id
            elif name not in may_lack:
                raise InputError("object_types", f"there is no object type {each!r}; {meant(each, read.custom)}")
        scope.append(name)
    return sorted(dict.fromkeys(scope))


def _custom_name(read: _Reader, given: str) -> str:
    lower = given.lower()
    for name, each in read.custom.items():
        if lower in (name, name.removeprefix("p_"), each.object_type_id, (each.fully_qualified_name or "").lower()):
            return name
    return lower if is_custom(lower) else f"p_{lower}"


def _read_type(read: _Reader, object_type: str, *, strict: bool) -> Generator[Any, Any, None]:
    id_ = read.type_ids[object_type]
    calls = [
        needing(property_calls.list_groups(id_), "[].name"),
        needing(property_calls.get_all(id_), "[].name", "[].type_"),
        needing(rule_calls.get_all(id_), "[].property_name"),
        *(
            [needing(pipeline_calls.get_all(id_), "[].id", "[].label")]
            if has(object_type, names.WITH_PIPELINES)
            else []
        ),
    ]
    found: list[Any] = yield from Together(calls)
    for at, each in enumerate(found):
        if at == 3 and isinstance(each, _ABSENT):
            continue  # the type has no pipelines here
        if isinstance(each, Exception):
            if strict or not isinstance(each, (*_ABSENT, Forbidden)):
                raise each
            read.left_out[object_type] = str(each)
            del read.type_ids[object_type]
            return
    groups, properties, rules = (each.results or () for each in found[:3])
    _keep_properties(read, object_type, groups, properties)
    for each in rules:
        for rule in each.property_validation_rules or ():
            entry: Entry = {"arguments": [*(rule.rule_arguments or ())]}
            if rule.should_apply_normalization:
                entry["normalize"] = True
            read.entries[object_type, names.RULES, each.property_name, str(rule.rule_type)] = entry
    if len(found) > 3 and not isinstance(found[3], Exception):
        _keep_pipelines(read, object_type, found[3].results or ())
    if object_type in read.custom:
        read.ids[object_type, names.SCHEMA] = id_


def _keep_properties(read: _Reader, object_type: str, groups: Sequence[Any], properties: Sequence[Any]) -> None:
    hubspots, used = set[str](), set[str]()
    for each in properties:
        key = (object_type, names.PROPERTIES, each.name)
        if not each.hubspot_defined:
            used.add(each.group_name)
            read.entries[key] = entry_of(each)
            continue
        hubspots.add(each.group_name)
        rules = each.modification_metadata
        changeable = each.type_ == "enumeration" and rules is not None and rules.read_only_options is False
        entry: Entry = {"hubspot_defined": True}
        if changeable and not each.external_options:
            entry["options"] = options_of(each.options or ())
        read.fixed[key] = entry
        if "options" in entry and each.updated_user_id:  # only changes by a user have one
            read.entries[key] = entry
    for each in groups:
        key = (object_type, names.GROUPS, each.name)
        entry = {"label": each.label}
        if each.display_order is not None and each.display_order != -1:
            entry["display_order"] = each.display_order
        if each.name in hubspots:
            read.fixed[key] = entry
        if each.name not in hubspots or each.name in used:
            read.entries[key] = entry


def _keep_pipelines(read: _Reader, object_type: str, pipelines: Sequence[Any]) -> None:
    for pipeline in _in_order(pipelines):
        key = (object_type, names.PIPELINES, pipeline.label)
        stages: list[Entry] = []
        for stage in _in_order(pipeline.stages or ()):
            entry: Entry = {"label": stage.label}
            metadata = plain_metadata(stage.metadata or {})
            if metadata:
                entry["metadata"] = metadata
            stages.append(entry)
            read.ids[(*key, stage.label)] = stage.id
            read.orders[(*key, stage.label)] = stage.display_order or 0
        read.entries[key] = {"stages": stages}
        read.ids[key] = pipeline.id
        read.orders[key] = pipeline.display_order or 0


def _in_order(several: Sequence[Any]) -> list[Any]:
    return sorted((each for each in several if not each.archived), key=lambda each: each.display_order or 0)


def _read_associations(read: _Reader) -> Generator[Any, Any, None]:
    labelled = sorted(each for each in read.type_ids if has(each, names.WITH_LABELS))
    pairs = [(one, other) for one in labelled for other in labelled]
    calls = [
        needing(label_calls.list_labels(read.type_ids[one], read.type_ids[other]), "[].category", "[].type_id")
        for one, other in pairs
    ]
    found: list[Any] = yield from Together(calls)
    listed: dict[tuple[str, str], list[Listed]] = {}
    for pair, answer in zip(pairs, found, strict=True):
        if isinstance(answer, _ABSENT):
            answer = None  # records of these types cannot be associated
        elif isinstance(answer, Exception):
            raise answer
        listed[pair] = [
            Listed(str(each.category), each.type_id, each.label or "") for each in (answer.results if answer else ())
        ]
        for each in listed[pair]:
            read.types.setdefault((*pair, each.label), (each.category, each.id))
    for one, other in pairs:
        if one > other:
            continue
        labels, unsure = paired(listed[one, other], listed[other, one], same=one == other)
        for label in labels:
            key = (one, names.LABELS, other, label.there)
            read.entries[key] = {} if label.back == label.there else {"inverse_label": label.back}
            read.ids[key] = [label.there_id, label.back_id]
        read.notes += [f"{one}/{names.LABELS}: {each}" for each in unsure]
    _keep_schemas(read)
    yield from _read_limits(read)


def _keep_schemas(read: _Reader) -> None:
    by_id = {id_: name for name, id_ in read.type_ids.items()}
    for name, schema in read.custom.items():
        if name not in read.type_ids:
            continue
        others: set[str] = set()
        for each in schema.associations or ():
            ends = {each.from_object_type_id, each.to_object_type_id}
            other = next(iter(ends - {schema.object_type_id}), schema.object_type_id)
            known = by_id.get(other) or standard_name(other)
            if known is not None:
                others.add(known)
                # names of custom associations that schemas list are needed to remove them
                read.ids.setdefault((name, names.SCHEMA, known), each.id)
        entry: Entry = {
            "name": schema.name,
            "singular": getattr(schema.labels, "singular", None) or "",
            "plural": getattr(schema.labels, "plural", None) or "",
            "description": schema.description or "",
            "primary_display_property": schema.primary_display_property or "",
            "secondary_display_properties": [*(schema.secondary_display_properties or ())],
            "required_properties": sorted(schema.required_properties or ()),
            "searchable_properties": sorted(schema.searchable_properties or ()),
            "associated_objects": sorted(others - names.ACTIVITIES),
        }
        read.entries[name, names.SCHEMA] = {field: value for field, value in entry.items() if value}


def _read_limits(read: _Reader) -> Generator[Any, Any, None]:
    answer: Any = yield from needing(label_calls.get_all_configurations(), "[].category", "[].type_id")
    by_type = {type_: key for key, type_ in read.types.items()}
    for each in answer.results or ():
        if each.user_enforced_max_to_object_ids is None:
            continue
        found = by_type.get((str(each.category), each.type_id))
        if found is not None:
            one, other, label = found
            read.entries[one, names.LIMITS, other, label] = {"max": each.user_enforced_max_to_object_ids}
