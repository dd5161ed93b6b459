"""The campaigns API: what each route answers."""

from typing import Any

from hubspot_facade.sandbox.protocol.batch import each
from hubspot_facade.sandbox.protocol.errors import Body, generic, unparsable_parameter, validation
from hubspot_facade.sandbox.protocol.listing import chosen, page
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.instants import parse

from . import errors, models
from .models import BUDGET, CAMPAIGNS, SPEND, Campaigns

BATCH = 50
MODELS = frozenset(
    {
        "FIRST_INTERACTION",
        "FULL_PATH",
        "INVERSE_J_SHAPED",
        "J_SHAPED",
        "LAST_INTERACTION",
        "LINEAR",
        "TIME_DECAY",
        "U_SHAPED",
        "W_SHAPED",
    }
)
SORTS = frozenset({"createdAt", "hs_name", "updatedAt"})
CONTACTS = frozenset({"contactfirsttouch", "contactlasttouch", "influencedcontacts"})


def _some(request: Request, body: Body) -> Body:
    """The campaign with the properties asked for; none unless asked."""
    names = set(request.texts("properties"))
    return body | {"properties": {name: one for name, one in body["properties"].items() if name in names}}


def _with_assets(request: Request, body: Body) -> Body:
    found = request.portal.service(Campaigns).assets(body["id"])
    measured = request.text("startDate") and request.text("endDate")
    metrics: Body = {"metrics": {}} if measured else {}
    shown = {type_: {"results": [one | metrics for one in assets]} for type_, assets in found.items()}
    return _some(request, body) | {"assets": shown}


def get_page(request: Request) -> Answer:
    """A page of campaigns, by words of their names."""
    name = (request.text("name") or "").casefold()
    found = [one for one in CAMPAIGNS.all(request.portal) if name in one["properties"]["hs_name"].casefold()]
    flat = [one | {"hs_name": one["properties"]["hs_name"]} for one in found]
    ordered = [{key: one[key] for key in one if key != "hs_name"} for one in chosen(request, flat, sorts=SORTS)]
    return Answer(
        200, page(request, ordered, default=50, total=True, opaque=True, show=lambda one: _some(request, one))
    )


def create(request: Request) -> Answer:
    """A new campaign."""
    return Answer(201, request.portal.service(Campaigns).create(request.body("properties")))


def get(request: Request) -> Answer:
    """A campaign with its assets."""
    return Answer(200, _with_assets(request, CAMPAIGNS.get(request.portal, request.params["campaignGuid"])))


def update(request: Request) -> Answer:
    """The campaign with some properties changed."""
    return Answer(
        200, request.portal.service(Campaigns).update(request.params["campaignGuid"], request.body("properties"))
    )


def delete(request: Request) -> Answer:
    """Delete a campaign, whether it is there or not."""
    request.portal.service(Campaigns).delete(request.params["campaignGuid"])
    return Answer(204)


def create_many(request: Request) -> Answer:
    """Many new campaigns."""
    return each(request, request.inputs(BATCH), lambda one: request.portal.service(Campaigns).create(one), status=201)


def get_many(request: Request) -> Answer:
    """Many campaigns with their assets."""

    def work(one: Body) -> Body:
        id_ = models.well_formed(str(one.get("id")))
        return _with_assets(request, CAMPAIGNS.get(request.portal, id_))

    return each(request, request.inputs(BATCH), work)


def update_many(request: Request) -> Answer:
    """Many campaigns with some properties changed."""
    return each(
        request, request.inputs(BATCH), lambda one: request.portal.service(Campaigns).update(str(one.get("id")), one)
    )


def delete_many(request: Request) -> Answer:
    """Delete many campaigns."""
    for one in request.inputs(BATCH):
        request.portal.service(Campaigns).delete(str(one.get("id")))
    return Answer(204)


# -- assets --------------------------------------------------------------------------------------------------


def get_assets(request: Request) -> Answer:
    """A page of a campaign's assets of one type."""
    id_, type_ = request.params["campaignGuid"], models.asset_type(request.params["assetType"])
    CAMPAIGNS.get(request.portal, id_)
    found = request.portal.service(Campaigns).assets(id_).get(type_, [])
    return Answer(200, page(request, found, default=10, opaque=True))


def add_asset(request: Request) -> Answer:
    """Associate an asset with a campaign."""
    request.portal.service(Campaigns).associate(
        *(request.params[name] for name in ("campaignGuid", "assetType", "assetId"))
    )
    return Answer(204)


def remove_asset(request: Request) -> Answer:
    """Take an asset from a campaign."""
    request.portal.service(Campaigns).dissociate(
        *(request.params[name] for name in ("campaignGuid", "assetType", "assetId"))
    )
    return Answer(204)


# -- money ---------------------------------------------------------------------------------------------------


def _item(body: Body) -> Body:
    """An item; its times are epoch milliseconds."""
    return body | {name: parse(str(body[name])) for name in ("createdAt", "updatedAt")}


def _fields(request: Request) -> Body:
    body = request.body("name", "amount")
    if isinstance(body["amount"], bool) or not isinstance(body["amount"], (int, float)):
        raise validation("amount must be a number", context={"amount": [str(body["amount"])]})
    fields = {"name": str(body["name"]), "amount": body["amount"], "order": request.whole(body, "order")}
    return fields | ({"description": str(body["description"])} if body.get("description") is not None else {})


def _campaign(request: Request) -> str:
    return str(CAMPAIGNS.get(request.portal, request.params["campaignGuid"])["id"])


class Money:
    """The routes of budget items, or of spend items."""

    def __init__(self, collection: Collection, parameter: str) -> None:
        self._collection = collection
        self._parameter = parameter

    def create(self, request: Request) -> Answer:
        """A new item."""
        made = self._collection.create(request.portal, _fields(request), scope=_campaign(request))
        return Answer(201, _item(made))

    def get(self, request: Request) -> Answer:
        """An item."""
        id_ = request.params[self._parameter]
        return Answer(200, _item(self._collection.get(request.portal, id_, scope=_campaign(request))))

    def update(self, request: Request) -> Answer:
        """An item, replaced."""
        id_, scope = request.params[self._parameter], _campaign(request)
        return Answer(200, _item(self._collection.update(request.portal, id_, _fields(request), scope=scope)))

    def delete(self, request: Request) -> Answer:
        """Delete an item."""
        id_, scope = request.params[self._parameter], _campaign(request)
        self._collection.get(request.portal, id_, scope=scope)
        self._collection.erase(request.portal, id_, scope=scope)
        return Answer(204)


def totals(request: Request) -> Answer:
    """Budget and spend of a campaign, item by item and summed."""
    scope = _campaign(request)
    budget, spend = (
        [_item(one) for one in collection.all(request.portal, scope=scope)] for collection in (BUDGET, SPEND)
    )
    planned, spent = (sum(one["amount"] for one in items) for items in (budget, spend))
    body: Body = {
        "budgetItems": budget,
        "spendItems": spend,
        "budgetTotal": planned,
        "spendTotal": spent,
        "remainingBudget": planned - spent,
        "currencyCode": "USD",
    }
    return Answer(200, body)


# -- reports -------------------------------------------------------------------------------------------------


def metrics(request: Request) -> Answer:
    """Counters, all of them zero: nobody visits the sandbox."""
    _campaign(request)
    names = ("influencedContacts", "newContactsFirstTouch", "newContactsLastTouch", "sessions")
    return Answer(200, dict.fromkeys(names, 0))


def contacts(request: Request) -> Answer:
    """The contacts that a campaign touched: none."""
    _campaign(request)
    type_ = request.params["contactType"]
    if type_.replace("_", "").lower() not in CONTACTS:
        raise errors.contact_type(type_)
    nobody: list[Any] = []
    return Answer(200, {"results": nobody})


def revenue(request: Request) -> Answer:
    """The revenue that a campaign brought: none."""
    if not models.UUID.match(request.params["campaignGuid"]):
        raise generic()
    _campaign(request)
    model = request.text("attributionModel")
    if model is not None and model not in MODELS:
        raise unparsable_parameter("attributionModel")
    zero = dict.fromkeys(("contactsNumber", "dealAmount", "dealsNumber", "revenueAmount"), 0)
    return Answer(200, zero | {"currencyCode": "USD"})
