"""Why a search may have found nothing: values that no record can have. HubSpot takes them without an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.crm.filters import groups_of
from hubspot_facade.crm.properties.definitions import definitions_of
from hubspot_facade.crm.properties.pipeline_check import pipeline_check
from hubspot_facade.crm.records.searched_values import WORDS, check_values, values_of
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator


def impossible_values(object_type: str, filters: Any) -> Generator[Any, Any, list[str]]:
    """A sentence for each value of the filters that its property cannot have: no option, no stage, no number."""
    definitions = yield from definitions_of(object_type)
    compared = [each for group in groups_of(filters) for each in group if each["operator"] not in WORDS]
    names = [str(each["propertyName"]).lower() for each in compared]
    pipelines = yield from pipeline_check(object_type, definitions, names)
    found: list[str] = []
    for name, each in zip(names, compared, strict=True):
        for value in values_of(each):
            try:
                check_values(definitions, [[{"propertyName": name, "operator": "EQ", "value": value}]])
            except InputError as error:
                found.append(str(error))
            if pipelines is not None:
                found += map(str, pipelines.problems({name: value}))
    return list(dict.fromkeys(found))
