"""The imports API: what each route answers. The rows are imported at once; the first answer still says STARTED.

The setting `job_looks` has further answers say PROCESSING, and DEFERRED where three others are under way.
"""

from hubspot_facade.sandbox.crm.lists.models import Lists
from hubspot_facade.sandbox.crm.objects.sources import Sources
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.batch import completed
from hubspot_facade.sandbox.protocol.decoding import decode
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, missing_fields, object_not_found, validation
from hubspot_facade.sandbox.protocol.listing import page
from hubspot_facade.sandbox.protocol.messages import Answer, Request, member, members
from hubspot_facade.sandbox.protocol.numerals import whole
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.jobs import Jobs, Stage
from hubspot_facade.sandbox.state.portal import Portal

from .dates import DEFAULT, FORMATS
from .rows import Outcome, Rows


def _unknown(id_: str) -> Refusal:
    number = whole(id_)
    if number is not None and number <= 0:
        return validation("importId must be positive.", context={"importId": [id_]})
    return object_not_found(f"No import exists with id {id_}", context={"importId": [id_]})


IMPORTS = Collection("import", first=40_000_001, missing=_unknown)
OPERATIONS = frozenset({"CREATE", "UPDATE", "UPSERT"})
MOST_ROWS = 1_048_576
AT_ONCE = 3
STATES = {Stage.RUNNING: "PROCESSING", Stage.WAITING: "DEFERRED"}


def _asked(request: Request) -> Body:
    asked = member(decode((request.field("importRequest") or "{}").encode()), "importRequest")
    missing = [name for name in ("name", "files") if not asked.get(name)]
    if missing:
        raise missing_fields(missing)
    return asked


def create(request: Request) -> Answer:
    """Import the rows of the files."""
    portal, asked = request.portal, _asked(request)
    operations: dict[str, str] = {}
    for type_, operation in member(asked.get("importOperations"), "importOperations").items():
        if str(operation) not in OPERATIONS:
            raise validation(f"Unknown import operation {operation}", context={"importOperations": [str(operation)]})
        operations[portal.service(ObjectTypes).resolve(type_).id] = str(operation)
    dates = str(asked.get("dateFormat") or DEFAULT)
    if dates not in FORMATS:
        raise validation(f"Unknown date format {dates}", context={"dateFormat": [dates]})
    import_id = IMPORTS.new_id(portal)
    uploads = {one.name: one for one in request.uploads("files")}
    outcome, file_ids = Outcome(), list[str]()
    for file in members(asked["files"], "files"):
        upload = uploads.get(str(file.get("fileName"))) or (next(iter(uploads.values())) if len(uploads) == 1 else None)
        if upload is None:
            raise validation(f"File {file.get('fileName')} was not uploaded", sub_category="FILE_NOT_FOUND")
        if upload.content.count(b"\n") > MOST_ROWS:
            raise Refusal(429, "The file has too many rows", category="RATE_LIMITS")
        file_ids.append(str(portal.store.numbers("import_file", start=60_000_001)[0]))
        with portal.service(Sources).acting("IMPORT", import_id, upload.name):
            Rows(portal, file, operations, outcome, dates).run(upload, int(file_ids[-1]))
    made = IMPORTS.create(
        portal,
        {
            "importName": str(asked["name"]),
            "importRequestJson": asked,
            "importSource": "API",
            "mappedObjectTypeIds": sorted(outcome.written),
            "optOutImport": False,
            "state": "FAILED" if outcome.failed else "DONE",
            "metadata": {
                "counters": {
                    "TOTAL_ROWS": outcome.total,
                    "CREATED_OBJECTS": outcome.created,
                    "UPDATED_OBJECTS": outcome.updated,
                    "UNIQUE_OBJECTS_WRITTEN": outcome.created + outcome.updated,
                    "ERRORS": len(outcome.errors),
                },
                "fileIds": file_ids,
                "objectLists": _lists(request, asked, outcome),
            },
        },
        id_=import_id,
    )
    portal.shelf("import_error").put(made["id"], outcome.errors)
    jobs = _jobs(portal)
    jobs.begin(made["id"])
    return Answer(200, made | {"state": "DEFERRED" if jobs.stage(made["id"]) is Stage.WAITING else "STARTED"})


def _jobs(portal: Portal) -> Jobs:
    return Jobs(portal, "import", AT_ONCE)


def _at(stage: Stage, body: Body) -> Body:
    """An import as it is seen at a stage: the counts are known at its end."""
    if stage is Stage.ENDED:
        return body
    return body | {"state": STATES[stage], "metadata": body["metadata"] | {"counters": {}, "objectLists": []}}


def _lists(request: Request, asked: Body, outcome: Outcome) -> list[Body]:
    """The list of the imported contacts, when one was asked for."""
    contacts = outcome.written.get("0-1")
    if not contacts or not asked.get("createContactListFromImport"):
        return []
    lists = request.portal.service(Lists)
    name = f"{asked['name']} ({instant(request.portal.now())})"
    made = lists.create({"name": name, "objectTypeId": "0-1", "processingType": "MANUAL"})
    lists.change(made["listId"], map(str, contacts), ())
    return [{"listId": made["listId"], "objectType": "CONTACT"}]


def get_page(request: Request) -> Answer:
    """A page of imports, newest first."""
    jobs = _jobs(request.portal)
    found = [_at(jobs.stage(one["id"]), one) for one in IMPORTS.all(request.portal)]
    return Answer(200, page(request, found[::-1], default=10))


def get(request: Request) -> Answer:
    """One import."""
    body = IMPORTS.get(request.portal, request.params["importId"])
    return Answer(200, _at(_jobs(request.portal).look(body["id"]), body))


def cancel(request: Request) -> Answer:
    """Call an import off; what it wrote stays."""
    now = instant(request.portal.now())
    body = IMPORTS.get(request.portal, request.params["importId"])
    IMPORTS.save(request.portal, body | {"state": "CANCELED"})
    _jobs(request.portal).end(body["id"])
    return Answer(200, completed(now, started=body["createdAt"], status="CANCELED"))


def get_errors(request: Request) -> Answer:
    """A page of the rows that were refused; messages and cells on request."""
    id_ = IMPORTS.get(request.portal, request.params["importId"])["id"]
    under_way = _jobs(request.portal).stage(id_) is not Stage.ENDED
    found: list[Body] = [] if under_way else request.portal.shelf("import_error").get(id_) or []
    return Answer(200, page(request, [_shown(request, one) for one in found], default=10))


def _shown(request: Request, error: Body) -> Body:
    shown = dict(error)
    if not request.flag("includeErrorMessage"):
        shown.pop("errorMessage")
    if not request.flag("includeRowData"):
        shown["sourceData"] = shown["sourceData"] | {"rowData": []}
    return shown
