"""Actors: the participants of conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.wire.argument_types import Ids
from hubspot_facade.wire.ids import id_of, text_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_09.conversations.conversations import operations as calls
    from hubspot_openapi.v2026_09.conversations.conversations.models import (
        AgentActor,
        BotActor,
        EmailActor,
        IntegratorActor,
        LlmActor,
        SystemActor,
        VisitorActor,
    )

    from hubspot_facade.plans.plan import Plan

    Actor: TypeAlias = AgentActor | BotActor | IntegratorActor | SystemActor | VisitorActor | EmailActor | LlmActor
else:
    calls = edition_calls("conversations.conversations")


class Actors(Resource[C]):
    """Participants: agents (`A-…`), visitors (`V-…`), e-mail senders (`E-…`), integrations (`I-…`), HubSpot (`S-…`).

    Threads and messages contain their ids.
    """

    with_raw_response = WithRawResponse["Actors[RawSync]", "Actors[RawAsync]"]()
    _noun = "actor"
    _plural = "actors"

    @operation(Name("Get conversation actor", effect="read"))
    def get(self, record_id: str) -> Plan[Actor]:
        """Get an actor; `type_` is its kind. Raises NotFound."""
        return calls.get_actor(text_of(record_id, "actor_id"))

    @operation(Name("Batch read conversation actors", effect="read"))
    def batch_read(self, ids: Ids, *, raise_errors: bool = False) -> Generator[Any, Any, Batch[Actor]]:
        """Read the actors with these ids; missing ones are in `failures`. Any number."""
        endpoint = BatchEndpoint(
            "conversations.conversations.batch_read_actors",
            lambda chunk: calls.batch_read_actors(body={"inputs": chunk}),
            lambda key: [key],
            lambda actor: [actor.id],
            identity=lambda key: key,
            repeats="share",
        )
        return run_batch(endpoint, prepared(ids, id_of, "actor_ids"), field="actor_ids", raise_errors=raise_errors)
