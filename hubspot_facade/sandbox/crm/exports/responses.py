"""The exports API: what each route answers. The file is made at once; its URL dies after five minutes.

The setting `job_looks` has answers say PROCESSING first, and PENDING where another export is under way.
"""

import base64

from hubspot_facade.sandbox.crm.lists.models import Lists
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.search import Search
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.batch import completed
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request, strings
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.protocol.signed_urls import require_signature, signed_url
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import DAY, instant, parse
from hubspot_facade.sandbox.state.jobs import Jobs, Stage
from hubspot_facade.sandbox.state.portal import Portal

from .sheets import Table, packed

EXPORTS = Collection("export", first=50_000_001)
ALL = 2**62
LIFE = 300
AT_ONCE = 1
DAILY = 30
STATES = {Stage.RUNNING: "PROCESSING", Stage.WAITING: "PENDING", Stage.ENDED: "COMPLETE"}
EXPORT_STATES = {Stage.RUNNING: "PROCESSING", Stage.WAITING: "ENQUEUED"}
REQUIRED = ("exportName", "format", "objectType", "objectProperties")
FORMATS = ("CSV", "XLS", "XLSX")
TYPES = {
    "CSV": "text/csv",
    # an old workbook is a new one under the old name, which spreadsheet programs open all the same
    "XLS": "application/vnd.ms-excel",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ZIP": "application/zip",
}


def _records(request: Request, kind: ObjectType, body: Body) -> list[Record]:
    portal = request.portal
    if body["exportType"] == "LIST":
        if not body.get("listId"):
            raise missing_fields(["listId"], body=request.content)
        lists = portal.service(Lists)
        members = lists.members(lists.live(str(body["listId"])))
        return list(portal.service(Records).many(kind, sorted(members)).values())
    search = body.get("publicCrmSearchRequest")
    if not is_object(search):
        return portal.service(Records).page(kind, after=0, limit=ALL)
    return Search(portal, kind, {**search, "limit": 1, "after": 0}).everything()


def _table(request: Request, kind: ObjectType, names: list[str], records: list[Record], *, labels: bool) -> Table:
    catalogue = request.portal.service(Properties).catalogue(kind)
    columns = [name for name in names if name in catalogue]
    header = ["Record ID", *(catalogue[name].label if labels else name for name in columns)]
    return [header, *([str(one.id), *(one.properties.get(name, "") for name in columns)] for one in records)]


def create(request: Request) -> Answer:
    """Make a file of the records of a view or of a list."""
    body = request.body()
    type_ = body.get("exportType")
    if type_ not in ("VIEW", "LIST"):
        problem = "missing type id property 'exportType'" if type_ is None else f"unknown type id '{type_}'"
        raise validation(
            f"Invalid input JSON on line 1, column {max(1, len(request.content))}:"
            f" Could not resolve subtype of [simple type, class PublicExportRequest]: {problem}"
        )
    missing = [name for name in REQUIRED if body.get(name) is None]
    if missing:
        raise missing_fields(missing, body=request.content)
    format_ = str(body["format"]).upper()
    if format_ not in FORMATS:
        raise validation(f"Export format {format_} is not supported", context={"format": [format_]})
    kind = request.portal.service(ObjectTypes).resolve(str(body["objectType"]))
    _require_allowance(request.portal)
    names, records = strings(body["objectProperties"]), _records(request, kind, body)
    labels = "NAMES" not in strings(body.get("exportInternalValuesOptions"))
    table = _table(request, kind, names, records, labels=labels)
    content, zipped = packed(table, format_, str(body["exportName"]))
    made = EXPORTS.create(
        request.portal,
        {
            "exportName": str(body["exportName"]),
            "exportState": "DONE",
            "exportType": type_,
            "objectProperties": names,
            "objectType": kind.label,
            "recordCount": len(records),
            "format": "ZIP" if zipped else format_,
        },
    )
    _jobs(request.portal).begin(made["id"])
    request.portal.shelf("export_content").put(made["id"], base64.b64encode(content).decode())
    status = f"https://api.hubapi.com{request.path.rstrip('/')}/tasks/{made['id']}/status"
    return Answer(202, {"id": made["id"], "links": {"status": status}})


def _jobs(portal: Portal) -> Jobs:
    return Jobs(portal, "export", AT_ONCE)


def _require_allowance(portal: Portal) -> None:
    """Refuse a further export in a rolling day, where limits hold."""
    since = portal.now() - DAY
    if (
        portal.limits.tier.enforced
        and sum((parse(one["createdAt"]) or 0) > since for one in EXPORTS.all(portal)) >= DAILY
    ):
        raise Refusal(429, f"You have reached the limit of {DAILY} exports in 24 hours.", category="RATE_LIMITS")


def _export(request: Request, id_: str) -> Body:
    found = EXPORTS.find(request.portal, id_)
    if found is None:
        raise Refusal(
            403,
            f"Permission to get export file cannot be granted for exportId {id_} and portalId {request.portal.id}",
            category="FORBIDDEN",
        )
    return found


def status(request: Request) -> Answer:
    """How an export went, and the URL of its file."""
    export = _export(request, request.params["taskId"])
    url, _ = signed_url(request, f"/exports/signed/{export['id']}", LIFE)
    stage = _jobs(request.portal).look(export["id"])
    times = completed(instant(request.portal.now()), started=export["createdAt"], status=STATES[stage])
    return Answer(200, times | ({"result": url} if stage is Stage.ENDED else {}))


def get(request: Request) -> Answer:
    """One export."""
    export = _export(request, request.params["exportId"])
    state = EXPORT_STATES.get(_jobs(request.portal).stage(export["id"]), export["exportState"])
    return Answer(200, {name: one for name, one in export.items() if name != "format"} | {"exportState": state})


def download(request: Request) -> Answer:
    """The file of an export, for anyone who has its URL."""
    require_signature(request)
    export = _export(request, request.params["exportId"])
    content = base64.b64decode(request.portal.shelf("export_content").get(export["id"]))
    name = f'attachment; filename="hubspot-export-{export["id"]}.{export["format"].lower()}"'
    return Answer(200, content, {"content-type": TYPES[export["format"]], "content-disposition": name})
