"""Pages of version 2: today's site pages and landing pages as one kind, told apart by `subcategory`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.cms.blogs.content import slug
from hubspot_facade.sandbox.cms.blogs.models import LIVE, PENDING
from hubspot_facade.sandbox.documents.family_request import LANDING_PAGES, SITE_PAGES, collection
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.state.collection import not_found
from hubspot_facade.sandbox.state.drafts import Drafts
from hubspot_facade.sandbox.state.instants import instant
from hubspot_facade.sandbox.state.user import USER

from .naming import snaked
from .objects import Objects, millis, publication, read_fields

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal
    from hubspot_facade.sandbox.state.store import Shelf

KINDS = {"site_page": Drafts(collection(SITE_PAGES, "id")), "landing_page": Drafts(collection(LANDING_PAGES, "id"))}
SITE = "site_page"
HIDDEN = frozenset({"createdAt", "updatedAt", "lastUpdatedAt", "createdById", "updatedById", "contentTypeCategory"})
DERIVED = frozenset(
    {
        *("absoluteUrl", "archived", "author", "created", "currentLiveDomain", "currentState", "currentlyPublished"),
        *("deletedAt", "id", "isDraft", "isPublished", "portalId", "publishedUrl", "updated", "url"),
    }
)
"""What follows from other fields, or from what was done; a request that sends it is not heard."""
OWN = frozenset({"id", "slug", "url", "publishDate", "state", "name"})
"""What a page in another language does not take from the page it translates."""
_LANGUAGES = (
    "ar Arabic, cs Czech, da Danish, de German, de-at German - Austria, de-ch German - Switzerland, "
    "de-de German - Germany, el Greek, en English, en-gb English - United Kingdom, en-us English - United States, "
    "es Spanish, es-es Spanish - Spain, es-mx Spanish - Mexico, fi Finnish, fr French, fr-ca French - Canada, "
    "fr-ch French - Switzerland, fr-fr French - France, he Hebrew, hu Hungarian, id Indonesian, it Italian, "
    "it-ch Italian - Switzerland, ja Japanese, ko Korean, nl Dutch, nl-be Dutch - Belgium, no Norwegian, pl Polish, "
    "pt Portuguese, pt-br Portuguese - Brazil, pt-pt Portuguese - Portugal, ro Romanian, ru Russian, sv Swedish, "
    "th Thai, tr Turkish, uk Ukrainian, vi Vietnamese, zh-cn Chinese - China, zh-tw Chinese - Taiwan"
)
LANGUAGES: dict[str, str] = {code: name for code, _, name in (one.partition(" ") for one in _LANGUAGES.split(", "))}
"""Some of the many that HubSpot has; a page may be in any other all the same."""
UNSET: Body = {
    "attached_stylesheets": [],
    "campaign": None,
    "campaign_name": None,
    "css": {},
    "css_text": "",
    "domain": "",
    "featured_image": "",
    "featured_image_alt_text": "",
    "flex_areas": {},
    "folder_id": None,
    "footer_html": "",
    "head_html": "",
    "html_title": None,
    "keywords": [],
    "language": None,
    "meta_description": None,
    "meta_keywords": None,
    "name": "",
    "password": None,
    "publish_immediately": None,
    "slug": "",
    "template_path": "",
    "widget_containers": {},
    "widgets": {},
}


def show_page(portal: "Portal", body: Body) -> Body:
    """A page as version 2 answers it."""
    state, domain = str(body.get("state") or "DRAFT"), f"{portal.id}.hs-sites.com"
    url, live = f"https://{domain}/{body.get('slug') or ''}", state in LIVE
    return {
        **UNSET,
        **snaked({name: one for name, one in body.items() if name not in HIDDEN}),
        "id": int(body["id"]),
        "portal_id": portal.id,
        "author": USER["email"],
        "author_user_id": int(USER["id"]),
        "subcategory": body.get("subcategory") or SITE,
        "state": state,
        **publication(body, live=live, url=url),
        "url": url,
        "current_live_domain": domain,
        "deleted_at": millis(body.get("deletedAt")),
        "archived": bool(body.get("archivedInDashboard")),
    }


def read_page(given: Body) -> Body:
    """What a request of version 2 says, in the fields of a page."""
    return read_fields(given, DERIVED)


def _settled(fields: Body) -> Body:
    """Fields of a page with what follows from its state."""
    if "state" not in fields:
        return fields
    state = str(fields["state"]).upper()
    known = state if state in LIVE | PENDING else "DRAFT"
    return fields | {"state": state, "currentState": known, "currentlyPublished": state in LIVE}


@dataclass(frozen=True)
class Pages(Objects):
    """Pages of both kinds. What is deleted here can be restored here; today's API deletes for good."""

    def _deleted(self, portal: "Portal") -> "Shelf":
        return portal.shelf("page_deleted")

    def all(self, portal: "Portal", *, deleted: bool) -> list[Body]:  # noqa: D102 - as in the base class
        if deleted:
            return list(self._deleted(portal).all().values())
        found = [{"subcategory": kind, **one} for kind, kept in KINDS.items() for one in kept.of.all(portal)]
        return sorted(found, key=lambda one: int(one["id"]))

    def _kind(self, portal: "Portal", id_: str) -> str:
        found = next((kind for kind, kept in KINDS.items() if kept.of.find(portal, id_) is not None), None)
        if found is None:
            raise not_found(id_)
        return found

    def drafts(self, portal: "Portal", id_: str) -> Drafts:  # noqa: D102
        return KINDS[self._kind(portal, id_)]

    def make(self, portal: "Portal", given: Body) -> Body:  # noqa: D102
        kind = given.get("subcategory")
        kind = kind if kind in KINDS else SITE
        name = str(given.get("name") or "")
        fresh: Body = {"name": name, "state": "DRAFT", "slug": slug(name), "publishDate": instant(portal.now())}
        kept = KINDS[kind]
        made = kept.of.create(portal, _settled(fresh | given | {"subcategory": kind}))
        return kept.remember(portal, str(made["id"]), made)

    def change(self, portal: "Portal", id_: str, given: Body) -> Body:  # noqa: D102
        kind = self._kind(portal, id_)
        changed = KINDS[kind].of.update(portal, id_, _settled(given | {"subcategory": kind}))
        return KINDS[kind].remember(portal, id_, changed)

    def delete(self, portal: "Portal", id_: str) -> None:  # noqa: D102
        kind = self._kind(portal, id_)
        body = KINDS[kind].of.get(portal, id_) | {"subcategory": kind, "deletedAt": instant(portal.now())}
        KINDS[kind].drop(portal, id_)
        KINDS[kind].of.erase(portal, id_)
        self._deleted(portal).put(id_, body)

    def restore(self, portal: "Portal", id_: str) -> Body:  # noqa: D102
        body: Body | None = self._deleted(portal).get(id_)
        if body is None:
            raise not_found(id_)
        self._deleted(portal).drop(id_)
        kept = {name: one for name, one in body.items() if name != "deletedAt"}
        return KINDS[kept["subcategory"]].of.save(portal, kept)

    # -- languages -----------------------------------------------------------------------------------------------

    def vary(self, request: Request) -> Answer:
        """A draft of a page in another language."""
        portal, id_, body = request.portal, request.params["objectId"], request.body("language")
        source = self.drafts(portal, id_).of.get(portal, id_)
        if body.get("masterLanguage") and not source.get("language"):
            self.change(portal, id_, {"language": str(body["masterLanguage"])})
        language = str(body["language"])
        copy = {name: one for name, one in source.items() if name not in OWN} | {"language": language}
        name = str(body.get("name") or f"{source.get('name', '')} ({language})")
        return self._answer(request, self.make(portal, copy | {"name": name, "translatedFromId": int(id_)}), 201)

    def routes(self) -> list[Route]:  # noqa: D102
        more: list[Route] = [
            ("GET", "/supported-languages", get_languages),
            ("POST", "/{objectId}/create-language-variation", self.vary),
        ]
        return more + super().routes()


def get_languages(_: Request) -> Answer:
    """The languages that a page may be in."""
    found = [{"displayName": name, "tag": tag} for tag, name in LANGUAGES.items()]
    return Answer(200, {"limit": 0, "objects": found, "offset": 0, "total": len(found), "total_count": len(found)})


PAGES = Pages(show_page, read_page).routes()
