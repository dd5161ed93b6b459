"""URL mappings and domains: today's URL redirects in the shape of mappings, and the domain that a portal has."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.documents.family_request import collection
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import whole
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.state.collection import not_found
from hubspot_facade.sandbox.state.user import USER

from .listings import listing
from .naming import cameled, snaked
from .objects import millis

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

REDIRECTS = collection("/cms/url-redirects", "id")
FLAGS = (
    "isMatchFullUrl",
    "isMatchQueryString",
    "isOnlyAfterNotFound",
    "isPattern",
    "isProtocolAgnostic",
    "isTrailingSlashOptional",
)
WRITABLE = frozenset({*FLAGS, "routePrefix", "destination", "redirectStyle", "precedence"})
PERMANENT = 301
DOMAIN = "1"


def show_mapping(portal: "Portal", body: Body) -> Body:
    """A redirect as a mapping, under today's names."""
    return {
        "id": int(body["id"]),
        "portalId": portal.id,
        "name": str(body.get("routePrefix") or ""),
        "label": str(body.get("routePrefix") or ""),
        "routePrefix": str(body.get("routePrefix") or ""),
        "destination": str(body.get("destination") or ""),
        "redirectStyle": whole(body.get("redirectStyle")) or PERMANENT,
        "precedence": whole(body.get("precedence")) or 0,
        **{name: body.get(name) is True for name in FLAGS},
        "isRegex": False,
        "isActive": True,
        "internallyCreated": False,
        "cosObjectType": "URL_MAPPING",
        "contentGroupId": None,
        "note": "",
        "created": millis(body["created"]),
        "createdById": int(USER["id"]),
        "updated": millis(body["updated"]),
        "updatedById": int(USER["id"]),
        "deletedAt": 0,
    }


def _shown(request: Request, body: Body) -> Body:
    return snaked(show_mapping(request.portal, body))


def _given(request: Request) -> Body:
    return {name: one for name, one in cameled(request.body()).items() if name in WRITABLE and one is not None}


def get_mappings(request: Request) -> Answer:
    """A page of mappings."""
    return Answer(200, listing(request, [_shown(request, one) for one in REDIRECTS.all(request.portal)]))


def get_mapping(request: Request) -> Answer:
    """One mapping."""
    return Answer(200, _shown(request, REDIRECTS.get(request.portal, request.params["mappingId"])))


def create_mapping(request: Request) -> Answer:
    """A new mapping."""
    given = _given(request)
    missing = [name for name in ("routePrefix", "destination") if not given.get(name)]
    if missing:
        raise missing_fields(missing, body=request.content)
    unset: Body = {"redirectStyle": PERMANENT, "precedence": 0, **dict.fromkeys(FLAGS, False)}
    return Answer(201, _shown(request, REDIRECTS.create(request.portal, unset | given)))


def update_mapping(request: Request) -> Answer:
    """A mapping with some fields changed."""
    return Answer(200, _shown(request, REDIRECTS.update(request.portal, request.params["mappingId"], _given(request))))


def delete_mapping(request: Request) -> Answer:
    """Delete a mapping."""
    REDIRECTS.get(request.portal, request.params["mappingId"])
    REDIRECTS.erase(request.portal, request.params["mappingId"])
    return Answer(204)


# -- domains ---------------------------------------------------------------------------------------------------


def _domain(request: Request) -> Body:
    """The domain that HubSpot gives every portal, which is the only one of a portal in the sandbox."""
    return {
        "id": DOMAIN,
        "portalId": request.portal.id,
        "domain": f"{request.portal.id}.hs-sites.com",
        "primaryLandingPage": True,
        "primaryEmail": True,
        "primaryBlog": True,
        "primaryBlogPost": True,
        "primarySitePage": True,
        "primaryKnowledge": False,
        "isAnyPrimary": True,
        "isDnsCorrect": True,
        "isLegacyDomain": False,
        "isResolving": True,
        "manuallyMarkedAsResolving": False,
        "isUsingHttps": True,
        "secondaryToDomain": "",
        "created": 0,
        "updated": 0,
    }


def get_domains(request: Request) -> Answer:
    """A page of domains."""
    return Answer(200, listing(request, [_domain(request)], default=100))


def get_domain(request: Request) -> Answer:
    """One domain."""
    if request.params["domainId"] != DOMAIN:
        raise not_found(request.params["domainId"])
    return Answer(200, _domain(request))


MAPPINGS: list[Route] = [
    ("GET", "", get_mappings),
    ("POST", "", create_mapping),
    ("GET", "/{mappingId}", get_mapping),
    ("PUT", "/{mappingId}", update_mapping),
    ("DELETE", "/{mappingId}", delete_mapping),
]
DOMAINS: list[Route] = [("GET", "", get_domains), ("GET", "/{domainId}", get_domain)]
