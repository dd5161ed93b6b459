"""Pipelines and stages of rows, checked against those of the account: definitions do not list them.

Both are given by id. A stage without a pipeline goes into the record's own, or a new record's default one, which rows
do not say: then it need only be a stage of some pipeline.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from hubspot_facade.errors import BadRequest, Forbidden, InputError, MissingEndpoint, NotFound
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping

    from hubspot_openapi.v2026_03.crm.pipelines import operations as calls

    from hubspot_facade.crm.properties.definitions import Definitions
else:
    calls = edition_calls("crm.pipelines")

_NAMES = (("pipeline", "dealstage"), ("hs_pipeline", "hs_pipeline_stage"))
_MOST = 20  # ids that an error lists


class PipelineCheck:
    """The pipelines of an object type with their stages, each by id with its label."""

    def __init__(
        self, names: tuple[str, str], pipelines: Mapping[str, str], stages: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._names = names
        self._pipelines = pipelines
        self._stages = stages

    def problems(self, values: Mapping[str, Any]) -> Iterator[InputError]:
        """What is wrong with a row's values, which are in HubSpot's form."""
        given = {name.lower(): value for name, value in values.items()}
        pipeline, stage = (given.get(each) for each in self._names)
        if pipeline and pipeline not in self._pipelines:
            yield _unknown(self._names[0], pipeline, "pipelines", self._pipelines)
        elif stage and pipeline:
            if stage not in self._stages[pipeline]:
                yield _unknown(self._names[1], stage, f"stages of pipeline {pipeline!r}", self._stages[pipeline])
        elif stage:
            every = {key: label for stages in self._stages.values() for key, label in stages.items()}
            if stage not in every:
                yield _unknown(self._names[1], stage, "stages of any pipeline", every)


def pipeline_check(
    object_type: str, definitions: Definitions, loaded: Collection[str | None] | None
) -> Generator[Any, Any, PipelineCheck | None]:
    """The check of a type whose `loaded` properties (None: not known) have a pipeline or stage; None for others.

    None, too, where the token may not read pipelines: then HubSpot is left to judge.
    """
    for names in _NAMES:
        held = [definitions.get(each) for each in names]
        if any(each is None or each.type != "enumeration" or each.options for each in held):
            continue
        if loaded is not None and not {*names} & {*loaded}:
            continue
        try:
            answer: Any = yield from needing(calls.get_all(object_type), "[].id", "[].stages?.id")
        except (Forbidden, BadRequest, NotFound, MissingEndpoint):
            return None
        found = answer.results or ()
        if not found:
            return None
        return PipelineCheck(
            names,
            {each.id: each.label or "" for each in found},
            {each.id: {stage.id: stage.label or "" for stage in each.stages or ()} for each in found},
        )
    return None


def _unknown(name: str, value: str, what: str, ids: Mapping[str, str]) -> InputError:
    spelled = {spelling.casefold(): each for each in reversed([*ids]) for spelling in (ids[each], each)}
    near = get_close_matches(str(value).casefold(), spelled, 1, 0.6)
    listed = ", ".join(map(repr, [*ids][:_MOST])) + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
    meant = f"; did you mean {spelled[near[0]]!r}?" if near else ""
    return InputError(name, f"{shown(value)} is not an id of the {what}: {listed}{meant}")
