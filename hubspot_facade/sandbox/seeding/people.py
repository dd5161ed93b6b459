"""Companies, and the people who work there or for nobody."""

import unicodedata
from dataclasses import dataclass, field
from random import Random

from hubspot_facade.sandbox.state import instants

from . import words
from .bulk import Bulk

STAGES = ("subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer")
WEIGHTS = (10, 30, 15, 10, 15, 20)
LEAD_STATUS = ("NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "ATTEMPTED_TO_CONTACT", "UNQUALIFIED")
YEARS = 900
"""Days back to the oldest company."""


@dataclass(slots=True)
class Person:
    """A contact, as far as deals and activities must know it."""

    id: int
    name: str
    email: str
    owner: str
    created: int


@dataclass(slots=True)
class Firm:
    """A company, as far as its people and deals must know it."""

    id: int
    name: str
    domain: str
    stage: str
    owner: str
    place: tuple[str, str, str, str]
    created: int
    people: list[Person] = field(default_factory=list[Person])


def companies(bulk: Bulk, random: Random, *, first: int, count: int, owners: list[str], today: int) -> list[Firm]:
    """Companies; `first` is how many came before, so that every name is another."""
    kind = bulk.kind("companies")
    made: list[Firm] = []
    for number, id_ in enumerate(bulk.ids(kind, count), first):
        name, domain, trade = company_name(number)
        place = random.choice(words.PLACES)
        created = today - random.randrange(30, YEARS) * instants.DAY + random.randrange(instants.DAY)
        firm = Firm(id_, name, domain, random.choices(STAGES, WEIGHTS)[0], random.choice(owners), place, created)
        employees = int(10 ** random.uniform(0.5, 3.8))
        bulk.add(
            kind,
            id_,
            {
                "name": name,
                "domain": firm.domain,
                "website": f"https://{firm.domain}",
                "industry": words.INDUSTRIES[trade],
                "type": random.choice(("PROSPECT", "PARTNER", "RESELLER", "OTHER")),
                "numberofemployees": str(employees),
                "annualrevenue": str(employees * random.randrange(60, 200) * 1000),
                "founded_year": str(random.randrange(1890, 2022)),
                "phone": _phone(random, place),
                "address": f"{random.choice(words.STREETS)} {random.randrange(1, 150)}",
                "city": place[0],
                "country": place[1],
                "zip": place[2],
                "lifecyclestage": firm.stage,
                "hubspot_owner_id": firm.owner,
            },
            created,
        )
        made.append(firm)
    return made


def contacts(
    bulk: Bulk, random: Random, firms: list[Firm], *, count: int, owners: list[str], today: int
) -> list[Person]:
    """People; nine of ten work for one of the companies."""
    kind, company = bulk.kind("contacts"), bulk.kind("companies")
    employed = [random.choice(firms) if random.random() < 0.9 else None for _ in range(count)]
    names = [(random.choice(words.FIRST_NAMES), random.choice(words.LAST_NAMES)) for _ in range(count)]
    emails = _emails(bulk, names, employed)
    made: list[Person] = []
    for id_, firm, (first, last), email in zip(bulk.ids(kind, count), employed, names, emails, strict=True):
        place = random.choice(words.PLACES) if firm is None else firm.place
        since = today - YEARS * instants.DAY if firm is None else firm.created
        created = random.randrange(since, today)
        stage = random.choices(STAGES, WEIGHTS)[0] if firm is None or random.random() < 0.2 else firm.stage
        owner = random.choice(owners) if firm is None else firm.owner
        values = {
            "firstname": first,
            "lastname": last,
            "email": email,
            "jobtitle": random.choice(words.JOBS),
            "city": place[0],
            "country": place[1],
            "zip": place[2],
            "lifecyclestage": stage,
            "hs_lead_status": random.choice(LEAD_STATUS) if stage != "customer" else "",
            "hubspot_owner_id": owner,
        }
        if random.random() < 0.8:
            values["phone"] = _phone(random, place)
        if firm is not None:
            values |= {"company": firm.name, "website": f"https://{firm.domain}", "associatedcompanyid": str(firm.id)}
            bulk.link(kind, id_, company, firm.id)
        bulk.add(kind, id_, values, created)
        person = Person(id_, f"{first} {last}", email, owner, created)
        made.append(person)
        if firm is not None:
            firm.people.append(person)
    return made


def company_name(number: int) -> tuple[str, str, str]:
    """The name of the n-th company, its domain and trade; all pairs of words, then all again with other legal forms."""
    trades = list(words.INDUSTRIES)
    pairs = len(words.COMPANY_NAMES) * len(trades)
    # a step that has no divisor in common with the number of pairs visits each of them once
    turn, place = number // pairs, number * 1009 % pairs
    name, trade = words.COMPANY_NAMES[place // len(trades)], trades[place % len(trades)]
    again, form = divmod(turn, len(words.FORMS))
    name = f"{name} {trade} {words.FORMS[(place + form) % len(words.FORMS)]}" + (f" {again + 1}" if again else "")
    # the legal form distinguishes companies from the second turn on only
    domain = _plain(name if turn else name.rsplit(" ", 1)[0])
    return name, f"{domain}.example.com", trade


def _emails(bulk: Bulk, names: list[tuple[str, str]], employed: list[Firm | None]) -> list[str]:
    wanted = [
        (f"{_plain(first)}.{_plain(last)}", "mail.example.com" if firm is None else firm.domain)
        for (first, last), firm in zip(names, employed, strict=True)
    ]
    kind = bulk.kind("contacts")
    used = bulk.taken(kind, "email", ("@".join(one) for one in wanted))
    found: list[str] = []
    for local, domain in wanted:
        email, number = f"{local}@{domain}", 1
        while email in used or (number > 1 and bulk.taken(kind, "email", [email])):
            number += 1
            email = f"{local}{number}@{domain}"
        used.add(email)
        found.append(email)
    return found


def _phone(random: Random, place: tuple[str, str, str, str]) -> str:
    return f"{place[3]} 555 {random.randrange(10_000):04d}"


def _plain(text: str) -> str:
    """The text as addresses have it: lower-case ASCII letters, digits and hyphens."""
    folded = unicodedata.normalize("NFKD", text.replace("ø", "o")).encode("ascii", "ignore").decode()
    return "".join(one if one.isalnum() else "-" if one == " " else "" for one in folded.lower())
