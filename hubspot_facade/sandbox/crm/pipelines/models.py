"""Pipelines and stages of each object type."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields, validation
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state import instants

from . import defaults, errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MAX_PIPELINES = 100


class Pipelines:
    """The pipelines of a portal. A pipeline is kept as the body that a GET answers."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal
        self._shelf = portal.shelf("pipeline", self._defaults)
        self._audit = portal.shelf("pipeline_audit")
        self._watchers: list[Callable[[ObjectType], None]] = []

    def on_change(self, watcher: Callable[[ObjectType], None]) -> None:
        """Have `watcher` called with the object type whose pipelines or stages were changed."""
        self._watchers.append(watcher)

    def all(self, kind: ObjectType) -> dict[str, Any]:
        """The type's pipelines by id."""
        return self._shelf.all(kind.id)

    def listed(self, kind: ObjectType) -> list[Body]:
        """The type's pipelines in their order."""
        return sorted(self.all(kind).values(), key=lambda one: one["displayOrder"])

    def get(self, kind: ObjectType, id_: str) -> Body:
        """One pipeline; an empty 404 when there is none."""
        found: Body | None = self.all(kind).get(id_)
        if found is None:
            raise errors.not_found()
        return found

    def stage(self, kind: ObjectType, pipeline: str, id_: str) -> Body | None:
        """One stage, or None."""
        stages: list[Body] = self.all(kind).get(pipeline, {}).get("stages", [])
        return next((one for one in stages if one["id"] == id_), None)

    def create(self, kind: ObjectType, given: Body) -> Body:
        """A new pipeline with its stages."""
        missing = [name for name in ("label", "displayOrder", "stages") if given.get(name) is None]
        if missing:
            raise missing_fields(missing)
        if len(self.all(kind)) >= MAX_PIPELINES:
            raise errors.too_many(MAX_PIPELINES)
        id_ = text(given.get("pipelineId")) or self._new_id()
        if len(id_) > 36:
            raise errors.server_error()
        if id_ in self.all(kind):
            raise errors.id_exists(id_)
        now = instants.instant(self._portal.now())
        body: Body = {
            "label": text(given["label"]),
            "displayOrder": _order(given["displayOrder"]),
            "id": id_,
            "stages": [self._stage(kind, one, order) for order, one in enumerate(_stages(given))],
            "createdAt": now,
            "updatedAt": now,
            "archived": False,
        }
        return _echoed(self._write(kind, body, "CREATE"), given["stages"])

    def update(self, kind: ObjectType, id_: str, given: Body) -> Body:
        """The pipeline with another label or place."""
        body = dict(self.get(kind, id_))
        if given.get("label") is not None:
            body["label"] = text(given["label"])
        if given.get("displayOrder") is not None:
            body["displayOrder"] = _order(given["displayOrder"])
        return self._write(kind, body, "UPDATE")

    def replace(self, kind: ObjectType, id_: str, given: Body) -> Body:
        """The pipeline as given; stages left out are gone, unless records are in them."""
        missing = [name for name in ("label", "displayOrder", "stages") if given.get(name) is None]
        if missing:
            raise missing_fields(missing)
        old = self.get(kind, id_)
        earlier = {one["id"]: one for one in old["stages"]}
        stages = [
            self._stage(kind, one, order, earlier.get(text(one.get("stageId"))))
            for order, one in enumerate(_stages(given))
        ]
        kept = {one["id"] for one in stages}
        self._refuse_used(kind, id_, [one for one in earlier if one not in kept])
        body = dict(old) | {
            "label": text(given["label"]),
            "displayOrder": _order(given["displayOrder"]),
            "stages": stages,
        }
        return _echoed(self._write(kind, body, "UPDATE"), given["stages"])

    def archive(self, kind: ObjectType, id_: str) -> None:
        """Take a pipeline away, unless records are in it."""
        body = self.get(kind, id_)
        self._refuse_used(kind, id_, [one["id"] for one in body["stages"]])
        self._shelf.drop(id_, kind.id)
        self._tell(kind)

    def stage_of(self, kind: ObjectType, pipeline: str, id_: str) -> Body:
        """One stage; an empty 404 when there is none."""
        self.get(kind, pipeline)
        found = self.stage(kind, pipeline, id_)
        if found is None:
            raise errors.not_found()
        return found

    def create_stage(self, kind: ObjectType, pipeline: str, given: Body) -> Body:
        """A new stage."""
        body = self.get(kind, pipeline)
        stage = self._stage(kind, given, len(body["stages"]))
        if self.stage(kind, pipeline, stage["id"]) is not None:
            raise errors.id_exists(stage["id"])
        self._write(kind, dict(body) | {"stages": [*body["stages"], stage]}, "UPDATE")
        return _as_sent(stage, given)

    def write_stage(self, kind: ObjectType, pipeline: str, id_: str, given: Body, *, whole: bool) -> Body:
        """The changed stage; `whole` replaces it."""
        old = self.stage_of(kind, pipeline, id_)
        merged: Body = dict(given) if whole else {**old, **{k: v for k, v in given.items() if v is not None}}
        if not whole and given.get("metadata") is not None:
            merged["metadata"] = old["metadata"] | given["metadata"]
        stage = self._stage(kind, merged | {"stageId": id_}, old["displayOrder"], old)
        body = self.get(kind, pipeline)
        stages = [stage if one["id"] == id_ else one for one in body["stages"]]
        self._write(kind, dict(body) | {"stages": stages}, "UPDATE")
        return _as_sent(stage, given)

    def archive_stage(self, kind: ObjectType, pipeline: str, id_: str) -> None:
        """Take a stage away; no harm when there is none, a refusal while records are in it."""
        body = self.all(kind).get(pipeline)
        if body is None or self.stage(kind, pipeline, id_) is None:
            return
        self._refuse_used(kind, pipeline, [id_])
        stages = [one for one in body["stages"] if one["id"] != id_]
        self._write(kind, dict(body) | {"stages": stages}, "UPDATE")

    def audit(self, kind: ObjectType, id_: str) -> list[Body]:
        """What was done to a pipeline or stage, newest first."""
        return list(reversed(self._audit.get(id_, kind.id) or []))

    def _stage(self, kind: ObjectType, given: Body, order: int, old: Body | None = None) -> Body:
        if not given.get("label"):
            raise missing_fields(["label"])
        id_ = text(given.get("stageId") or (old or {}).get("id")) or self._new_id()
        if len(id_) > 100:
            raise errors.server_error()
        sent: Any = given.get("metadata") or {}
        if not is_object(sent):
            raise validation("metadata must be an object")
        metadata = {name: text(value) for name, value in sent.items()}
        if kind.id == "0-3":
            probability = _probability(metadata.get("probability"))
            metadata["probability"] = probability
            metadata["isClosed"] = "true" if probability in ("0.0", "1.0") else "false"
        elif kind.id == "0-5":
            state = metadata.setdefault("ticketState", "OPEN").upper()
            if state not in ("OPEN", "CLOSED"):
                raise errors.ticket_state_invalid(metadata["ticketState"])
            metadata |= {"ticketState": state, "isClosed": "true" if state == "CLOSED" else "false"}
        now = instants.instant(self._portal.now())
        place = given.get("displayOrder")
        body = defaults.stage_body(
            id_, text(given["label"]), metadata, order=order if place is None else _order(place), moment=now
        )
        if old is not None:
            body["createdAt"] = old["createdAt"]
        return body

    def _write(self, kind: ObjectType, body: Body, action: str) -> Body:
        for other in self.all(kind).values():
            if other["id"] != body["id"] and other["label"].lower() == body["label"].lower():
                raise errors.pipeline_label_exists(body["label"])
        if not body["stages"]:
            raise errors.no_stages()
        labels: set[str] = set()
        for stage in body["stages"]:
            if stage["label"].lower() in labels:
                raise errors.stage_label_exists(stage["label"])
            labels.add(stage["label"].lower())
        if kind.id == "0-5" and all(one["metadata"]["ticketState"] != "CLOSED" for one in body["stages"]):
            raise errors.missing_closed_stage()
        now = instants.instant(self._portal.now())
        body = dict(body) | {
            "updatedAt": now,
            "stages": sorted(body["stages"], key=lambda one: one["displayOrder"]),
        }
        self._shelf.put(body["id"], body, kind.id)
        self._tell(kind)
        self._remember(kind, body, action, now)
        return body

    def _remember(self, kind: ObjectType, body: Body, action: str, now: str) -> None:
        entry: Body = {
            "portalId": self._portal.id,
            "identifier": body["id"],
            "action": action,
            "timestamp": now,
            "message": f"{action.capitalize()}d pipeline {body['label']}",
            "rawObject": json.dumps(body, separators=(",", ":")),
            "fromUserId": self._portal.user_id,
        }
        self._audit.put(body["id"], [*(self._audit.get(body["id"], kind.id) or []), entry], kind.id)

    def _refuse_used(self, kind: ObjectType, pipeline: str, stages: list[str]) -> None:
        if kind.stage is None or kind.pipeline is None or not stages:
            return
        marks = ",".join("?" * len(stages))
        rows = self._portal.store.rows(
            "SELECT DISTINCT json_extract(properties, ?) FROM record"  # noqa: S608 - question marks only
            " WHERE type = ? AND archived IS NULL"
            f" AND json_extract(properties, ?) = ? AND json_extract(properties, ?) IN ({marks})",
            f'$."{kind.stage}"',
            kind.id,
            f'$."{kind.pipeline}"',
            pipeline,
            f'$."{kind.stage}"',
            *stages,
        )
        if rows:
            raise errors.in_use([row[0] for row in rows])

    def _tell(self, kind: ObjectType) -> None:
        for watcher in self._watchers:
            watcher(kind)

    def _new_id(self) -> str:
        return str(self._portal.store.numbers("pipeline", start=700_000_001)[0])

    def _defaults(self, scope: str) -> dict[str, Any]:
        return defaults.pipelines(self._portal.service(ObjectTypes).by_id(scope))


def _as_sent(stage: Body, given: Body) -> Body:
    """The stage with the metadata that a client sent: writes answer what was sent, reads what is kept."""
    sent: Body = given.get("metadata") or {}
    return stage | {"metadata": stage["metadata"] | {name: text(value) for name, value in sent.items()}}


def _echoed(body: Body, given: list[Body]) -> Body:
    """The pipeline with its stages as sent."""
    by_label = {text(one.get("label")): one for one in given}
    return body | {"stages": [_as_sent(stage, by_label.get(stage["label"], {})) for stage in body["stages"]]}


def _probability(given: str | None) -> str:
    if not given:
        raise errors.probability_missing()
    try:
        value = float(given)
    except ValueError:
        raise errors.probability_out_of_range(given) from None
    if not 0 <= value <= 1:
        raise errors.probability_out_of_range(given)
    return str(value)


def _stages(given: Body) -> list[Body]:
    stages: Any = given["stages"]
    if not is_list(stages) or not all(is_object(one) for one in stages):
        raise validation("stages must be a list of stages")
    return stages


def _order(given: Any) -> int:
    try:
        order = int(given)
    except (TypeError, ValueError):
        raise validation(f"{given} is not a valid displayOrder") from None
    if order < 0:
        raise errors.bad_order(order)
    return order
