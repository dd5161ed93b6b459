"""Pipelines and their stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.plans.bodies import inputs_to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import Object, ObjectType
from hubspot_facade.wire.ids import id_of, object_type_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from hubspot_openapi.v2026_03.crm.pipelines import operations as calls
    from hubspot_openapi.v2026_03.crm.pipelines.models import Pipeline, PipelineStage

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("crm.pipelines")

Stages: TypeAlias = Sequence[Object]
"""Stages of a pipeline: mappings of label and metadata, or stages that were read."""
Metadata: TypeAlias = Mapping[str, str]
"""What a stage has besides its label: `{"probability": "0.5"}` for deals, `{"ticketState": "OPEN"}` for tickets."""

_NAMED = ("[].id", "[].stages?.id")


def choices(result: Any, _payload: Mapping[str, Any]) -> Any:
    """Pipelines as a list of choices: `active` with each label, and label and value for forms."""
    data = result.to_dict()
    for pipeline in data["results"]:
        pipeline["active"] = not pipeline.get("archived", False)
        pipeline["value"] = pipeline["id"]
        for stage in pipeline.get("stages") or ():
            stage["value"] = stage["id"]
    return data


class Pipelines(Resource[C]):
    """Pipelines of an object type. Writes return what was sent; only reads show what is stored."""

    with_raw_response = WithRawResponse["Pipelines[RawSync]", "Pipelines[RawAsync]"]()

    @listing(Name("List pipelines", effect="read", seeds=("001",)))
    def list(self, object_type: ObjectType) -> Pages[Pipeline]:
        """List every pipeline of an object type with its stages."""
        kind = object_type_of(object_type)
        return Pages(fetch=lambda _cursor: needing(calls.get_all(kind), *_NAMED))

    @listing(Name("List ticket pipelines (DDL)", effect="read", seeds=("000",), output=choices))
    def list_for_tickets(self) -> Pages[Pipeline]:
        """List every ticket pipeline with its stages."""
        return Pages(fetch=lambda _cursor: needing(calls.get_all("tickets"), *_NAMED))

    @operation(Name("Get pipeline by ID", effect="read", seeds=("001",)))
    def get(self, object_type: ObjectType, pipeline_id: Id) -> Plan[Pipeline]:
        """Get a pipeline with its stages. Raises NotFound."""
        return calls.get_by_id(object_type_of(object_type), id_of(pipeline_id, "pipeline_id"))

    @operation(Name("Create pipeline", effect="create", seeds=("001",)))
    def create(
        self,
        object_type: ObjectType,
        label: str,
        *,
        stages: Stages,
        display_order: int = 0,
        pipeline_id: str | None = None,
    ) -> Plan[Pipeline]:
        """Create a pipeline. Returns the new pipeline.

        Stages are mappings of label and metadata, or stages that were read. The metadata is
        `{"probability": "0.5"}` for deals and `{"ticketState": "OPEN"}` for tickets.
        """
        given = inputs_to_wire(stages, "stages", to=calls.create, path="stages")
        body: dict[str, Any] = {
            "label": text_of(label, "label"),
            "displayOrder": display_order,
            "stages": [{"displayOrder": index} | stage for index, stage in enumerate(given)],
        }
        if pipeline_id:
            body["pipelineId"] = pipeline_id
        return calls.create(object_type_of(object_type), body=body)

    @operation()
    def update(
        self,
        object_type: ObjectType,
        pipeline_id: Id,
        *,
        label: str | None = None,
        display_order: int | None = None,
        archived: bool | None = None,
    ) -> Plan[Pipeline]:
        """Change a pipeline and keep its stages. Returns the changed pipeline. Raises NotFound."""
        body = {"label": label, "displayOrder": display_order, "archived": archived}
        return calls.update(object_type_of(object_type), id_of(pipeline_id, "pipeline_id"), body=without_none(body))

    @operation()
    def archive(self, object_type: ObjectType, pipeline_id: Id) -> Plan[None]:
        """Delete a pipeline. Raises ValidationError while records are in it."""
        return calls.archive(object_type_of(object_type), id_of(pipeline_id, "pipeline_id"))

    @listing()
    def list_stages(self, object_type: ObjectType, pipeline_id: Id) -> Pages[PipelineStage]:
        """List every stage of a pipeline."""
        kind, pipeline = object_type_of(object_type), id_of(pipeline_id, "pipeline_id")
        return Pages(fetch=lambda _cursor: calls.list_stages(kind, pipeline))

    @operation()
    def get_stage(self, object_type: ObjectType, pipeline_id: Id, stage_id: Id) -> Plan[PipelineStage]:
        """Get a stage of a pipeline. Raises NotFound."""
        return calls.get_stage(
            object_type_of(object_type), id_of(pipeline_id, "pipeline_id"), id_of(stage_id, "stage_id")
        )

    @operation()
    def create_stage(
        self,
        object_type: ObjectType,
        pipeline_id: Id,
        label: str,
        *,
        metadata: Metadata,
        display_order: int = 0,
        stage_id: str | None = None,
    ) -> Plan[PipelineStage]:
        """Create a stage of a pipeline; its metadata is as for the stages of `create`. Returns the new stage."""
        body = {
            "label": text_of(label, "label"),
            "metadata": dict(metadata),
            "displayOrder": display_order,
            "stageId": stage_id,
        }
        return calls.create_stage(
            object_type_of(object_type), id_of(pipeline_id, "pipeline_id"), body=without_none(body)
        )

    @operation()
    def update_stage(
        self,
        object_type: ObjectType,
        pipeline_id: Id,
        stage_id: Id,
        *,
        label: str | None = None,
        metadata: Metadata | None = None,
        display_order: int | None = None,
        archived: bool | None = None,
    ) -> Plan[PipelineStage]:
        """Change a stage of a pipeline. Returns the changed stage. Raises NotFound."""
        body = {
            "label": label,
            "metadata": {} if metadata is None else dict(metadata),
            "displayOrder": display_order,
            "archived": archived,
        }
        return calls.update_stage(
            object_type_of(object_type),
            id_of(pipeline_id, "pipeline_id"),
            id_of(stage_id, "stage_id"),
            body=without_none(body),
        )

    @operation()
    def archive_stage(self, object_type: ObjectType, pipeline_id: Id, stage_id: Id) -> Plan[None]:
        """Delete a stage of a pipeline. Raises ValidationError while records are in it."""
        return calls.archive_stage(
            object_type_of(object_type), id_of(pipeline_id, "pipeline_id"), id_of(stage_id, "stage_id")
        )
