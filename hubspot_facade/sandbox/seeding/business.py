"""Deals with their line items, products and tickets."""

from random import Random

from hubspot_facade.sandbox.crm.objects.stored import folded
from hubspot_facade.sandbox.state import instants

from . import words
from .bulk import Bulk
from .people import Firm, Person

OPEN = ("appointmentscheduled", "qualifiedtobuy", "presentationscheduled", "decisionmakerboughtin", "contractsent")
WON, LOST = "closedwon", "closedlost"
ODDS = {"customer": (30, 55, 15), "opportunity": (80, 0, 20)}
"""How many of a hundred deals are open, won and lost, by the company's lifecycle stage."""
TICKET_STATES = ("1", "2", "3", "4")


def products(bulk: Bulk, today: int) -> list[tuple[int, str, str, str]]:
    """The products but those whose SKU another one has: id, name, SKU and price."""
    kind = bulk.kind("products")
    made: list[tuple[int, str, str, str]] = []
    taken = bulk.taken(kind, "hs_sku", (sku for _, sku, _ in words.PRODUCTS))
    lacking = [one for one in words.PRODUCTS if folded(one[1]) not in taken]
    for id_, (name, sku, price) in zip(bulk.ids(kind, len(lacking)), lacking, strict=True):
        bulk.add(kind, id_, {"name": name, "hs_sku": sku, "price": price}, today - 1000 * instants.DAY)
        made.append((id_, name, sku, price))
    return made


def deals(
    bulk: Bulk,
    random: Random,
    firms: list[Firm],
    *,
    count: int,
    goods: list[tuple[int, str, str, str]],
    today: int,
) -> list[tuple[int, Firm, Person, int]]:
    """Deals of companies that have people, each with one to three line items: id, company, contact, made when."""
    kind, contact, company = bulk.kind("deals"), bulk.kind("contacts"), bulk.kind("companies")
    known = [one for one in firms if one.people]
    if not known:
        return []
    made: list[tuple[int, Firm, Person, int]] = []
    for id_ in bulk.ids(kind, count):
        firm = random.choice(known)
        person = random.choice(firm.people)
        created = random.randrange(person.created, today)
        state = random.choices(("open", WON, LOST), ODDS.get(firm.stage, (60, 0, 40)))[0]
        stage = random.choices(OPEN, (5, 4, 3, 2, 1))[0] if state == "open" else state
        days = random.randrange(5, 120) * instants.DAY
        close = today + days if state == "open" else min(today, created + days)
        amount = _line_items(bulk, random, id_, goods, created)
        values = {
            "dealname": f"{firm.name.rsplit(' ', 1)[0]}: {random.choice(words.PROJECTS)}",
            "pipeline": "default",
            "dealstage": stage,
            "amount": str(amount),
            "closedate": instants.instant(close),
            "dealtype": "existingbusiness" if firm.stage == "customer" else "newbusiness",
            "hs_priority": random.choice(("low", "medium", "high")),
            "hubspot_owner_id": firm.owner,
        }
        if state == LOST:
            values["closed_lost_reason"] = random.choice(("Price", "Timing", "Went with another supplier"))
        bulk.add(kind, id_, values, created)
        bulk.link(kind, id_, contact, person.id)
        bulk.link(kind, id_, company, firm.id)
        made.append((id_, firm, person, created))
    return made


def _line_items(bulk: Bulk, random: Random, deal_id: int, goods: list[tuple[int, str, str, str]], created: int) -> int:
    """Put line items under a deal; their sum."""
    kind, deal = bulk.kind("line_items"), bulk.kind("deals")
    chosen = random.sample(goods, random.choices((1, 2, 3), (6, 3, 1))[0])
    total = 0
    for id_, (product, name, sku, price) in zip(bulk.ids(kind, len(chosen)), chosen, strict=True):
        quantity = random.choice((1, 1, 2, 5, 10, 25))
        values = {"name": name, "hs_sku": sku, "hs_product_id": str(product), "price": price, "quantity": str(quantity)}
        bulk.add(kind, id_, values, created)
        bulk.link(kind, id_, deal, deal_id)
        total += quantity * int(price)
    return total


def tickets(bulk: Bulk, random: Random, people: list[Person], *, count: int, today: int) -> None:
    """Tickets of people."""
    kind, contact = bulk.kind("tickets"), bulk.kind("contacts")
    for id_ in bulk.ids(kind, count):
        person = random.choice(people)
        created = random.randrange(person.created, today)
        subject, category = random.choice(words.TROUBLES)
        values = {
            "subject": subject,
            "content": f"{person.name} writes: {subject.lower().rstrip('?')}.",
            "hs_pipeline": "0",
            "hs_pipeline_stage": random.choices(TICKET_STATES, (2, 1, 1, 6))[0],
            "hs_ticket_category": category,
            "hs_ticket_priority": random.choice(("LOW", "MEDIUM", "HIGH")),
            "source_type": random.choice(("EMAIL", "FORM", "PHONE", "CHAT")),
            "hubspot_owner_id": person.owner,
        }
        bulk.add(kind, id_, values, created)
        bulk.link(kind, id_, contact, person.id)
