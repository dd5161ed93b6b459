"""Timeline: event types of an app (HubSpot calls them event templates) and events on records' timelines.

HubSpot has these endpoints in edition v3 only and keeps them for apps that already use them; event types need the
scopes of a developer account. Events cannot be changed.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from hubspot_facade.crm.timeline.events import event_keys, event_of
from hubspot_facade.errors import InputError
from hubspot_facade.plans.batching import Batch, BatchEndpoint, prepared, run_batch
from hubspot_facade.plans.bodies import Fields, entries_of, inputs_to_wire, to_wire, without_none
from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.plans.plan import needing
from hubspot_facade.wire.argument_types import Object
from hubspot_facade.wire.field_names import snake
from hubspot_facade.wire.ids import id_of, number_of, object_type_of, text_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v3.crm.timeline import operations as calls
    from hubspot_openapi.v3.crm.timeline.models import (
        TimelineEventResponse,
        TimelineEventTemplate,
        TimelineEventTemplateToken,
    )

    from hubspot_facade.plans.plan import Plan
else:
    # Another edition also has create_event, for events of another kind.
    calls = edition_calls("crm.timeline", only="v3")

Tokens: TypeAlias = Sequence[Object]
"""Tokens of an event type, mappings of name, label and type; or the options of one, mappings of label and value."""
Events: TypeAlias = Sequence[Object]
"""Events, each with the fields of one event."""

_APP = {"application_id": "app_id", "event_type_id": "event_template_id"}
_USER = ("user_id",)  # v1 required it
_OLD = {"property_type": "type", "object_property": "objectPropertyName"}  # v1's names of a token's fields
_TYPES = {"numeric": "number"}
_PLURAL = {"contact": "contacts", "company": "companies", "deal": "deals", "ticket": "tickets"}


class Timeline(Resource[C]):
    """Event types of an app, and events of these types."""

    with_raw_response = WithRawResponse["Timeline[RawSync]", "Timeline[RawAsync]"]()

    @listing(Name("Get timeline event types", effect="read", seeds=("002",), fields=_APP, ignores=_USER))
    def list(self, app_id: Id) -> Pages[TimelineEventTemplate]:
        """List every event type of an app."""
        key = number_of(app_id, "app_id")
        return Pages(fetch=lambda _cursor: calls.list_event_templates(key))

    @operation()
    def get(self, app_id: Id, event_template_id: Id) -> Plan[TimelineEventTemplate]:
        """Get an event type with its tokens. Raises NotFound."""
        return calls.get_event_template(number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id"))

    @operation(Name("Create timeline event type", effect="create", seeds=("002",), fields=_APP, ignores=_USER))
    def create(
        self,
        app_id: Id,
        name: str,
        *,
        object_type: str,
        header_template: str | None = None,
        detail_template: str | None = None,
        tokens: Tokens = (),
    ) -> Plan[TimelineEventTemplate]:
        """Create an event type for records of an object type. Returns the new event type."""
        kind = object_type_of(object_type)
        body = {
            "name": text_of(name, "name"),
            "objectType": _PLURAL.get(kind, kind),
            "headerTemplate": header_template,
            "detailTemplate": detail_template,
            "tokens": _tokens(tokens, to=calls.create_event_template),
        }
        return calls.create_event_template(number_of(app_id, "app_id"), body=without_none(body))

    @operation(
        Name("Update timeline event type", effect="update", seeds=("002",), fields=_APP, ignores=_USER),
        uses=("v3:crm.timeline.get_event_template", "v3:crm.timeline.update_event_template"),
    )
    def update(
        self,
        app_id: Id,
        event_template_id: Id,
        *,
        name: str | None = None,
        header_template: str | None = None,
        detail_template: str | None = None,
        tokens: Tokens | None = None,
    ) -> Generator[Any, Any, TimelineEventTemplate]:
        """Change an event type; what is not given is kept, for which it is read first.

        Returns the changed event type.
        """
        app, key = number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id")
        given = None if tokens is None else _tokens(tokens, to=calls.update_event_template)
        there = yield from needing(calls.get_event_template(app, key), *_KEPT)
        changed = without_none({"name": name, "headerTemplate": header_template, "detailTemplate": detail_template})
        texts = {"headerTemplate": there.header_template, "detailTemplate": there.detail_template}
        kept = without_none({"name": there.name, **texts, "tokens": there.tokens})
        body: dict[str, Any] = {"tokens": [], **kept, **changed, "id": key}
        if given is not None:
            body["tokens"] = given
        return (yield from calls.update_event_template(app, key, body=body))

    @operation(Name("Delete timeline event type", effect="irreversible", seeds=("002",), fields=_APP, ignores=_USER))
    def archive(self, app_id: Id, event_template_id: Id) -> Plan[None]:
        """Delete an event type of an app."""
        return calls.archive_event_template(number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id"))

    @operation(Name("Get timeline event type properties", effect="read", seeds=("002",), fields=_APP))
    def list_tokens(
        self, app_id: Id, event_template_id: Id
    ) -> Generator[Any, Any, Sequence[TimelineEventTemplateToken]]:
        """List the tokens of an event type: what v1 called its properties."""
        key = id_of(event_template_id, "event_type_id")
        template = yield from needing(calls.get_event_template(number_of(app_id, "app_id"), key), "tokens")
        return template.tokens

    @operation(
        Name(
            "Create timeline event type property",
            effect="create",
            seeds=("002",),
            fields={**_APP, "property_type": "type"},
        )
    )
    def create_token(
        self,
        app_id: Id,
        event_template_id: Id,
        name: str,
        *,
        label: str,
        type: str = "string",  # HubSpot's word
        options: Tokens = (),
        object_property: str | None = None,
    ) -> Plan[TimelineEventTemplateToken]:
        """Create a token of an event type. Returns the new token.

        `type` is string, number, date or enumeration; v1's spelling is accepted too.
        """
        token = {"name": text_of(name, "name"), "label": label, "type": type, "objectProperty": object_property}
        body = _token({**without_none(token), "options": [*options]}, to=calls.create_event_template_token)
        return calls.create_event_template_token(
            number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id"), body=body
        )

    @operation(
        Name(
            "Update timeline event type property",
            effect="update",
            seeds=("002",),
            fields={**_APP, "property_type": "type"},
            ignores=("id",),
        ),
        uses=("v3:crm.timeline.get_event_template", "v3:crm.timeline.update_event_template_token"),
    )
    def update_token(
        self,
        app_id: Id,
        event_template_id: Id,
        name: str,
        *,
        label: str,
        options: Tokens | None = None,
        object_property: str | None = None,
        type: str | None = None,  # HubSpot's word
    ) -> Generator[Any, Any, TimelineEventTemplateToken]:
        """Change a token of an event type, by its name, which cannot change. Returns the changed token.

        v1's ids of tokens no longer exist. A type, which v1 required, cannot change either: an InputError says if the
        token has another one, for which the event type is read first.
        """
        app, key = number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id")
        given = options and inputs_to_wire(options, "options", to=calls.update_event_template_token, path="options")
        body = without_none({"label": label, "options": given, "objectPropertyName": object_property})
        updating = calls.update_event_template_token(app, key, text_of(name, "name"), body=body)
        if type is not None:
            template = yield from needing(calls.get_event_template(app, key), "tokens")
            kind = next((each.type_ for each in template.tokens if each.name == name), None)
            if kind is not None and kind != _type(type):
                raise InputError("type", f"token {name!r} is of type {kind}, which cannot change")
        return (yield from updating)

    @operation()
    def archive_token(self, app_id: Id, event_template_id: Id, name: str) -> Plan[None]:
        """Remove a token from an event type."""
        return calls.archive_event_template_token(
            number_of(app_id, "app_id"), id_of(event_template_id, "event_type_id"), text_of(name, "name")
        )

    @operation(
        Name("Get timeline event", effect="read", seeds=("002",), fields=_APP, ignores=("app_id", "application_id"))
    )
    def get_event(self, event_template_id: Id, event_id: str) -> Plan[TimelineEventResponse]:
        """Get a timeline event. Raises NotFound."""
        return calls.get_event(id_of(event_template_id, "event_type_id"), text_of(event_id, "event_id"))

    @operation(
        Name("Create or update timeline event", effect="create", seeds=("002",), ignores=("app_id", "application_id"))
    )
    def create_event(self, event: Fields) -> Plan[TimelineEventResponse]:
        """Create a timeline event. Returns it. Raises Conflict for an id that exists: events cannot be changed.

        `event` holds eventTemplateId (or eventTypeId), one of objectId, email and utk, tokens, timestamp, extraData;
        other keys are tokens, as in v1.
        """
        return calls.create_event(body=event_of(event, "event"))

    @operation(
        Name(
            "Batch create or update timeline events",
            effect="create",
            seeds=("002",),
            fields={"event_wrappers": "events", "inputs": "events"},
            ignores=("app_id", "application_id"),
        )
    )
    def batch_create_events(
        self, events: Events, *, raise_errors: bool = True
    ) -> Generator[Any, Any, Batch[TimelineEventResponse]]:
        """Create timeline events, as `create_event` does. Any number. Returns the new events.

        Raises BatchError, which holds what was created.
        """
        endpoint = BatchEndpoint(
            "crm.timeline.batch_create_events",
            lambda chunk: calls.batch_create_events(body={"inputs": chunk}),
            event_keys,
            lambda result: event_keys(result.to_dict()),
            size=500,
        )
        return run_batch(endpoint, prepared(events, event_of, "events"), field="events", raise_errors=raise_errors)


# What an update sends unchanged, because HubSpot would otherwise clear it.
_KEPT = ("name?", "header_template?", "detail_template?", "tokens?.options?")


def _tokens(given: Tokens, *, to: Callable[..., Any]) -> builtins.list[dict[str, Any]]:
    return [_token(each, f"tokens[{index}]", to=to, path="tokens") for index, each in entries_of(given, "tokens")]


def _token(given: object, field: str = "fields", *, to: Callable[..., Any], path: str = "") -> dict[str, Any]:
    """A token as v3 spells it, from v1's or v3's spelling."""
    if isinstance(given, Mapping):
        entries = cast("Mapping[str, Any]", given).items()
        given = {_OLD.get(snake(name), name): value for name, value in entries if value is not None}
    token: dict[str, Any] = {"options": [], **to_wire(given, field, to=to, path=path)}
    token["type"] = _type(token.get("type") or "string")
    return token


def _type(given: object) -> str:
    """A token's type as v3 spells it."""
    kind = str(given).lower()
    return _TYPES.get(kind, kind)
