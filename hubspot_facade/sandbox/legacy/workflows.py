"""Workflows of version 3, which do nothing, and who is enrolled in them, as version 2 says it."""

from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.protocol.errors import Body, resource_not_found, unparsable_parameter
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.state.collection import Collection

from .contacts import by_email
from .shapes import CONTACT, record_of, unknown

ENROLLED = "enrolled"
WORKFLOWS = Collection(
    "workflow",
    first=10_900,
    created=("insertedAt",),
    updated=("updatedAt",),
    archived=None,
    fixed=frozenset({ENROLLED}),
    missing=lambda _: resource_not_found(),
)
"""Workflows as they were sent, each with the ids of the contacts that it has enrolled."""
SUMMARY = ("id", "name", "type", "enabled", "insertedAt", "updatedAt")


def _show(request: Request, body: Body) -> Body:
    shown = {name: one for name, one in body.items() if name != ENROLLED}
    moments = {name: instants.parse(body[name]) for name in ("insertedAt", "updatedAt")}
    return shown | moments | {"id": int(body["id"]), "portalId": request.portal.id}


def _of_path(request: Request) -> Body:
    if natural(request.params["workflowId"]) is None:
        raise unparsable_parameter("workflowId", kind="path")
    return WORKFLOWS.get(request.portal, request.params["workflowId"])


def get_all(request: Request) -> Answer:
    """All workflows, without their actions."""
    found = [_show(request, one) for one in WORKFLOWS.all(request.portal)]
    return Answer(200, {"workflows": [{name: one[name] for name in SUMMARY} for one in found]})


def get(request: Request) -> Answer:
    """One workflow."""
    return Answer(200, _show(request, _of_path(request)))


def get_performance(_: Request) -> Answer:
    """No workflow of the sandbox has done anything."""
    raise resource_not_found()


def create(request: Request) -> Answer:
    """A new workflow, disabled unless it says otherwise, in which nobody is enrolled."""
    body = request.body("name", "type")
    defaults: Body = {"enabled": False, "actions": [], ENROLLED: []}
    made = WORKFLOWS.create(request.portal, defaults | WORKFLOWS.changeable(body))
    return Answer(200, _show(request, made))


def delete(request: Request) -> Answer:
    """Delete a workflow."""
    WORKFLOWS.erase(request.portal, _of_path(request)["id"])
    return Answer(204)


def _change_enrolment(request: Request, *, enrolled: bool) -> Answer:
    workflow, contact = _of_path(request), by_email(request, request.params["email"])
    if contact is None:
        raise unknown(request, CONTACT, f"e:{request.params['email']}")
    others = [one for one in workflow[ENROLLED] if one != contact.id]
    workflow[ENROLLED] = [*others, contact.id] if enrolled else others
    WORKFLOWS.save(request.portal, workflow, touch=False)
    return Answer(204)


def enrol(request: Request) -> Answer:
    """Enrol the contact with an address."""
    return _change_enrolment(request, enrolled=True)


def unenrol(request: Request) -> Answer:
    """Take the contact with an address out."""
    return _change_enrolment(request, enrolled=False)


def get_enrolments(request: Request) -> Answer:
    """The workflows that a contact is enrolled in; one that it was merged into has those of both."""
    contact = record_of(request, CONTACT, request.params["vid"])
    find = request.portal.service(Records).find

    def is_in(workflow: Body) -> bool:
        return any(
            one is not None and one.id == contact.id for one in (find(CONTACT, id_) for id_ in workflow[ENROLLED])
        )

    return Answer(200, [_show(request, one) for one in WORKFLOWS.all(request.portal) if is_in(one)])


OF_CONTACT = "/automation/v2/workflows/{workflowId}/enrollments/contacts/{email}"
URLS: list[Route] = [
    ("GET", "/automation/v3/workflows", get_all),
    ("POST", "/automation/v3/workflows", create),
    ("GET", "/automation/v3/workflows/{workflowId}", get),
    ("DELETE", "/automation/v3/workflows/{workflowId}", delete),
    ("GET", "/automation/v3/performance/workflow/{workflowId}", get_performance),
    ("GET", "/automation/v2/workflows/enrollments/contacts/{vid}", get_enrolments),
    ("POST", OF_CONTACT, enrol),
    ("DELETE", OF_CONTACT, unenrol),
]
