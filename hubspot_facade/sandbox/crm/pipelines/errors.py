"""What the pipelines API refuses, in its words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, validation


def not_found() -> Refusal:
    """404 with an empty body."""
    return Refusal(404, page="")


def server_error() -> Refusal:
    """500, HubSpot's answer to an id that is too long."""
    return Refusal(500, "internal error")


def probability_missing() -> Refusal:
    """400: a deal stage needs a probability between 0 and 1."""
    return validation("must specify probability when writing a dealstage")


def probability_out_of_range(value: str) -> Refusal:
    """400: not a probability."""
    return validation(f"{value} is not a valid probability, it must be between 0 and 1")


def ticket_state_invalid(value: str) -> Refusal:
    """400: not a ticket state."""
    return validation(f"{value} is not a valid ticketState. Valid options are: [OPEN, CLOSED]")


def missing_closed_stage() -> Refusal:
    """400: a ticket pipeline needs a closed stage."""
    return validation(
        "A ticket pipeline must have at least one closed stage.", sub_category="PipelineError.MISSING_CLOSED_STAGE"
    )


def no_stages() -> Refusal:
    """400: a pipeline needs a stage."""
    return validation("A pipeline must have at least one stage.", sub_category="PipelineError.MISSING_STAGES")


def stage_label_exists(label: str) -> Refusal:
    """400: two stages with one label."""
    return validation(
        f"A stage with the label '{label}' already exists in this pipeline.",
        sub_category="PipelineError.STAGE_LABEL_EXISTS",
        context={"label": [label]},
    )


def pipeline_label_exists(label: str) -> Refusal:
    """400: two pipelines with one label."""
    return validation(
        f"A pipeline with the label '{label}' already exists.",
        sub_category="PipelineError.PIPELINE_LABEL_EXISTS",
        context={"label": [label]},
    )


def id_exists(id_: str) -> Refusal:
    """409: the id is taken."""
    return Refusal(
        409, f"A pipeline or stage with the ID '{id_}' already exists.", category="CONFLICT", context={"id": [id_]}
    )


def in_use(ids: list[str]) -> Refusal:
    """400: records are in the stage."""
    return validation(
        f"The following stage IDs are being referenced by object IDs and cannot be deleted: {', '.join(ids)}",
        sub_category="PipelineError.STAGE_ID_IN_USE",
        context={"stageIds": ids},
    )


def bad_order(order: int) -> Refusal:
    """400: a negative place."""
    return validation(f"displayOrder must be greater than or equal to 0, was {order}")


def too_many(most: int) -> Refusal:
    """400: the type has as many pipelines as it may."""
    return validation(f"The maximum number of pipelines ({most}) has been reached.")
