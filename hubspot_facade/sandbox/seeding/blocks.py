"""Fills a portal, block by block; each block has a generator of its own, so that it does not matter who asked for
which blocks at once.
"""

import json
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.state.instants import DAY

from .activities import activities
from .bulk import Bulk
from .business import deals, products, tickets
from .lists import lists, subscribe
from .people import companies
from .people import contacts as people_of
from .words import PRODUCTS

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

BLOCK = 1000
"""Contacts that are written in one transaction, with all that belongs to them."""
LARGEST = 5_000_000
FIRST_OWNER = 7001
SELLERS = ("Anna Author", "Boris Broker", "Carla Closer", "David Dealer", "Emma Ender", "Farid Finder", "Gina Giver")

Progress = Callable[[int], None]


def seed(
    portal: "Portal",
    *,
    contacts: int = BLOCK,
    seed: int = 0,
    skip: int = 0,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Put so many contacts into a portal, with companies, deals, line items, tickets, activities, owners and lists in
    proportion; answers how many records of each type were made.

    What the portal has stays; addresses that are taken get a number. `skip` leaves out the first contacts, for those
    who ask in several steps; it is a multiple of `BLOCK`. `progress` is called after each block with the number of
    contacts. ValueError for numbers that cannot be.
    """
    if not 1 <= contacts <= LARGEST:
        raise ValueError(f"contacts must be between 1 and {LARGEST:,}, not {contacts:,}")
    if not 0 <= skip < contacts or skip % BLOCK:
        raise ValueError(f"skip must be a multiple of {BLOCK} below contacts, not {skip:,}")
    made: dict[str, int] = {}
    for start in range(skip, contacts, BLOCK):
        end = min(start + BLOCK, contacts)
        with portal.store.transaction():
            for name, count in _block(portal, seed, start, end).items():
                made[name] = made.get(name, 0) + count
        if progress is not None:
            progress(end)
    return made


def _block(portal: "Portal", seed: int, start: int, end: int) -> dict[str, int]:
    random = Random(f"{seed} {start}")  # noqa: S311 - made-up people protect nothing
    bulk, count = Bulk(portal), end - start
    now = portal.now()
    today = now - now % DAY
    owners = _owners(portal)
    goods = _goods(portal, bulk, today)
    firms = companies(bulk, random, first=start // 5, count=-(-count // 5), owners=owners, today=today)
    people = people_of(bulk, random, firms, count=count, owners=owners, today=today)
    sold = deals(bulk, random, firms, count=round(count * 0.3), goods=goods, today=today)
    tickets(bulk, random, people, count=round(count * 0.1), today=today)
    activities(bulk, random, people, {person.id: id_ for id_, _, person, _ in sold}, today=today)
    bulk.write()
    lists(portal)
    subscribe(portal, people)
    return bulk.counts


def _owners(portal: "Portal") -> list[str]:
    """The ids of the owners who sell."""
    ids: list[str] = []
    for id_, name in enumerate(SELLERS, FIRST_OWNER):
        first, last = name.split()
        if not portal.service(Owners).exists(str(id_)):
            email = f"{first}.{last}@sales.example.com".lower()
            portal.service(Owners).add({"id": id_, "email": email, "firstName": first, "lastName": last})
        ids.append(str(id_))
    return ids


def _goods(portal: "Portal", bulk: Bulk, today: int) -> list[tuple[int, str, str, str]]:
    """The products that are sold: the portal's, once it has those that are made here."""
    rows = portal.store.rows(
        "SELECT id, json_extract(properties, '$.name'), json_extract(properties, '$.hs_sku'),"
        " json_extract(properties, '$.price') FROM record WHERE type = '0-7' AND archived IS NULL"
        " AND json_extract(properties, '$.hs_sku') IN (SELECT value FROM json_each(?)) ORDER BY id",
        json.dumps([sku for _, sku, _ in PRODUCTS]),
    )
    return list(rows) if len(rows) >= 3 else products(bulk, today)
