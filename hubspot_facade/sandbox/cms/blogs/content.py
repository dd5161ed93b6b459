"""What posts, authors and tags have in common: pages with filters, reading, writing, batches, languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.batch import each
from hubspot_facade.sandbox.protocol.errors import Body, validation
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.request import Answer, Request, strings
from hubspot_facade.sandbox.protocol.routing import Route
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.collection import Collection

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Compare = Callable[[str, list[str]], bool]
FILTERS: dict[str, Compare] = {
    "eq": lambda value, wanted: value in wanted,
    "in": lambda value, wanted: value in wanted,
    "not_in": lambda value, wanted: value not in wanted,
    "ne": lambda value, wanted: value not in wanted,
    "contains": lambda value, wanted: wanted[0] in value,
    "icontains": lambda value, wanted: wanted[0].casefold() in value.casefold(),
    "startswith": lambda value, wanted: value.startswith(wanted[0]),
    "gt": lambda value, wanted: value > wanted[0],
    "gte": lambda value, wanted: value >= wanted[0],
    "lt": lambda value, wanted: value < wanted[0],
    "lte": lambda value, wanted: value <= wanted[0],
    "is_null": lambda value, _: not value,
    "not_null": lambda value, _: bool(value),
}
NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as part of a URL."""
    return NOT_SLUG.sub("-", name.lower()).strip("-")


@dataclass(frozen=True)
class Content:
    """The routes of one kind of content. `compose` checks and completes what is to be made, `written` what changed."""

    of: Collection
    compose: Callable[["Portal", Body], Body]
    written: Callable[["Portal", Body], Body] = lambda _, body: body
    show: Callable[[Body], Body] = lambda body: body

    def make(self, portal: "Portal", given: Body) -> Body:
        """A new one."""
        return self.written(portal, self.of.create(portal, self.compose(portal, given)))

    def change(self, portal: "Portal", id_: str, given: Body) -> Body:
        """One with some fields changed."""
        self.compose(portal, self.of.get(portal, id_) | given)
        return self.written(portal, self.of.update(portal, id_, given))

    def get_page(self, request: Request) -> Answer:
        """A page, filtered by `name=…` and `name__icontains=…` of the query."""
        items = self.of.all(request.portal, archived=request.flag("archived"))
        found = chosen(request, items, created="created", updated="updated")
        for parameter, wanted in request.query.items():
            name, _, operator = parameter.partition("__")
            test = FILTERS.get(operator or "eq")
            if test is not None and (operator or any(name in one for one in found)) and name not in RESERVED:
                found = [one for one in found if test(_text(one.get(name)), request.texts(parameter) or wanted)]
        return Answer(200, page(request, found, default=20, total=True, show=self.show))

    def create(self, request: Request) -> Answer:
        """A new one."""
        return Answer(201, self.show(self.make(request.portal, request.body())))

    def get(self, request: Request) -> Answer:
        """One by its id."""
        archived = request.flag("archived")
        return Answer(200, self.show(self.of.get(request.portal, request.params["objectId"], archived=archived)))

    def update(self, request: Request) -> Answer:
        """One with some fields changed."""
        return Answer(200, self.show(self.change(request.portal, request.params["objectId"], request.body())))

    def delete(self, request: Request) -> Answer:
        """Archive one."""
        self.of.get(request.portal, request.params["objectId"])
        self.of.archive(request.portal, request.params["objectId"])
        return Answer(204)

    # -- batches ---------------------------------------------------------------------------------------------

    def create_many(self, request: Request) -> Answer:
        """Many new ones."""
        return each(request, request.inputs(), lambda one: self.show(self.make(request.portal, one)), status=201)

    def get_many(self, request: Request) -> Answer:
        """Many by their ids."""
        archived = request.flag("archived")
        ids: list[Body] = [{"id": one} for one in ids_of(request)]
        return each(request, ids, lambda one: self.show(self.of.get(request.portal, one["id"], archived=archived)))

    def update_many(self, request: Request) -> Answer:
        """Many with some fields changed."""

        def work(one: Body) -> Body:
            return self.show(self.change(request.portal, str(one.get("id")), one))

        return each(request, request.inputs(), work)

    def delete_many(self, request: Request) -> Answer:
        """Archive many; unknown ones are passed over."""
        for id_ in ids_of(request):
            self.of.archive(request.portal, id_)
        return Answer(204)

    # -- languages -------------------------------------------------------------------------------------------

    def vary(self, request: Request) -> Answer:
        """A copy in another language."""
        body = request.body("id")
        source = self.of.get(request.portal, str(body["id"]))
        given: Any = body.get("blogAuthor") or {}
        copy = {**source, **given, "language": str(body.get("language") or source.get("language") or "en")}
        if body.get("name"):
            copy["name"] = str(body["name"])
        made = self.make(request.portal, copy | {"translatedFromId": int(source["id"])})
        return Answer(200, self.show(made))

    def attach(self, request: Request) -> Answer:
        """Make one a translation of another."""
        body = request.body("id", "language", "primaryId")
        self.of.get(request.portal, str(body["primaryId"]))
        told = {"language": str(body["language"]), "translatedFromId": int(body["primaryId"])}
        self.of.update(request.portal, str(body["id"]), told)
        return Answer(204)

    def detach(self, request: Request) -> Answer:
        """Make one a translation of nothing."""
        self.of.update(request.portal, str(request.body("id")["id"]), {"translatedFromId": 0})
        return Answer(204)

    def set_primary(self, request: Request) -> Answer:
        """Make one the original of its translations."""
        id_ = str(request.body("id")["id"])
        old = self.of.get(request.portal, id_).get("translatedFromId")
        for one in self.of.all(request.portal):
            if old and (one.get("translatedFromId") == old or one["id"] == str(old)):
                self.of.update(request.portal, one["id"], {"translatedFromId": 0 if one["id"] == id_ else int(id_)})
        return Answer(204)

    def set_languages(self, request: Request) -> Answer:
        """Change the languages of some, by their ids."""
        languages: Any = request.body("languages")["languages"]
        for id_, language in languages.items() if is_object(languages) else ():
            self.of.update(request.portal, str(id_), {"language": str(language)})
        return Answer(204)

    def routes(self) -> list[Route]:
        """The routes."""
        return [
            ("GET", "", self.get_page),
            ("POST", "", self.create),
            ("POST", "/batch/create", self.create_many),
            ("POST", "/batch/read", self.get_many),
            ("POST", "/batch/update", self.update_many),
            ("POST", "/batch/archive", self.delete_many),
            ("POST", "/multi-language/create-language-variation", self.vary),
            ("POST", "/multi-language/attach-to-lang-group", self.attach),
            ("POST", "/multi-language/detach-from-lang-group", self.detach),
            ("PUT", "/multi-language/set-new-lang-primary", self.set_primary),
            ("POST", "/multi-language/update-languages", self.set_languages),
            ("GET", "/cursor", self.get_page),
            ("GET", "/cursor/query", self.get_page),
            ("GET", "/{objectId}", self.get),
            ("PATCH", "/{objectId}", self.update),
            ("DELETE", "/{objectId}", self.delete),
        ]


RESERVED = frozenset({"after", "limit", "sort", "archived", "property"})


def ids_of(request: Request) -> list[str]:
    """The inputs of a batch whose inputs are ids."""
    ids = strings(listed(request.body("inputs")["inputs"]))
    if len(ids) > 100:
        raise validation(
            "The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again"
        )
    return ids


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
