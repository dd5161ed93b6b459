"""Every case, by area."""

from __future__ import annotations

from scripts.peers.wire.case import Case
from scripts.peers.wire.cases.account import CASES as ACCOUNT
from scripts.peers.wire.cases.activities import CASES as ACTIVITIES
from scripts.peers.wire.cases.any_type import CASES as ANY_TYPE
from scripts.peers.wire.cases.associations import CASES as ASSOCIATIONS
from scripts.peers.wire.cases.batches import CASES as BATCHES
from scripts.peers.wire.cases.campaigns import CASES as CAMPAIGNS
from scripts.peers.wire.cases.choices import CASES as CHOICES
from scripts.peers.wire.cases.content import CASES as CONTENT
from scripts.peers.wire.cases.definitions import CASES as DEFINITIONS
from scripts.peers.wire.cases.emails import CASES as EMAILS
from scripts.peers.wire.cases.events import CASES as EVENTS
from scripts.peers.wire.cases.lists import CASES as LISTS
from scripts.peers.wire.cases.records import CASES as RECORDS
from scripts.peers.wire.cases.searches import CASES as SEARCHES
from scripts.peers.wire.cases.spellings import CASES as SPELLINGS

CASES: tuple[Case, ...] = (
    *RECORDS,
    *ACTIVITIES,
    *ANY_TYPE,
    *BATCHES,
    *SEARCHES,
    *ASSOCIATIONS,
    *LISTS,
    *DEFINITIONS,
    *CHOICES,
    *EVENTS,
    *EMAILS,
    *CAMPAIGNS,
    *CONTENT,
    *ACCOUNT,
    *SPELLINGS,
)
