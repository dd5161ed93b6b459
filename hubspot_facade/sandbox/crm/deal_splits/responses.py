"""The deal splits API: what each route answers. A split is a record of its own, associated with its deal."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.crm.associations.models import Associations
from hubspot_facade.sandbox.crm.objects.errors import some_missing
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.objects.record import Record
from hubspot_facade.sandbox.crm.objects.view import View
from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.types import BY_ID
from hubspot_facade.sandbox.protocol.batch import batch_answer
from hubspot_facade.sandbox.protocol.errors import Body, missing_fields, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.protocol.texts import text

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

DEAL, SPLIT = BY_ID["0-3"], BY_ID["0-72"]
DECIMALS = 8


def _share(given: Any) -> Decimal:
    try:
        share = Decimal(text(given))
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= 1 or -int(share.as_tuple().exponent) > DECIMALS:
        raise validation(
            f"percentage must be between 0 and 1 with {DECIMALS} decimals at most",
            context={"percentage": [text(given)]},
        )
    return share


def _shares(portal: "Portal", input_: Body) -> list[tuple[str, Decimal]]:
    """Owners and shares of an input; refuses shares that are not one together."""
    found: list[tuple[str, Decimal]] = []
    for one in listed(input_.get("splits")):
        if not is_object(one) or one.get("ownerId") is None or one.get("percentage") is None:
            raise missing_fields(["ownerId", "percentage"])
        owner = text(one["ownerId"])
        if not portal.service(Owners).exists(owner):
            raise validation(f"{owner} was not a valid owner ID", context={"ownerId": [owner]})
        found.append((owner, _share(one["percentage"])))
    if found and sum(share for _, share in found) != 1:
        raise validation("The percentages of a deal's splits must add up to 1.0", context={"id": [text(input_["id"])]})
    return found


def _deal(portal: "Portal", input_: Body) -> Record | None:
    if input_.get("id") is None:
        raise missing_fields(["id"])
    return portal.service(Records).find(DEAL, natural(input_["id"]) or 0)


def _show(portal: "Portal", deal: Record) -> Body:
    ids = [id_ for id_, _ in portal.service(Associations).of(DEAL, deal.id, SPLIT)]
    view = View(SPLIT, portal.id, None)
    splits = [view.show(one) for one in portal.service(Records).many(SPLIT, ids).values()]
    return {"id": str(deal.id), "splits": splits}


def read(request: Request) -> Answer:
    """The splits of each deal; deals that do not exist are reported together."""
    portal = request.portal
    results: list[Body] = []
    missing: list[str] = []
    for input_ in request.inputs():
        deal = _deal(portal, input_)
        if deal is None:
            missing.append(text(input_["id"]))
        else:
            results.append(_show(portal, deal))
    return batch_answer(portal, results, [some_missing(DEAL, missing).item()] if missing else None)


def upsert(request: Request) -> Answer:
    """The splits of each deal, in place of those it had."""
    portal = request.portal
    results: list[Body] = []
    missing: list[str] = []
    for input_ in request.inputs():
        deal = _deal(portal, input_)
        if deal is None:
            missing.append(text(input_["id"]))
            continue
        shares = _shares(portal, input_)
        earlier = portal.service(Associations).of(DEAL, deal.id, SPLIT)
        portal.service(Records).archive(SPLIT, [id_ for id_, _ in earlier])
        values = [{"hubspot_owner_id": owner, "hs_deal_split_percentage": f"{share:f}"} for owner, share in shares]
        plain = portal.service(Associations).default(DEAL, SPLIT)
        for made in portal.service(Records).create(SPLIT, values):
            portal.service(Associations).connect(DEAL, deal.id, SPLIT, made.id, [plain.spec])
        results.append(_show(portal, deal))
    return batch_answer(portal, results, [some_missing(DEAL, missing).item()] if missing else None)
