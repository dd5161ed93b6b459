"""Whether an operation may be run on an account, and whether an account may be used."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from hubspot_facade import HubSpot
from hubspot_facade.catalogue.named_operation import Entry

TEST_ACCOUNTS = frozenset(("DEVELOPER_TEST", "SANDBOX"))
CUSTOM_OBJECT = "p_car"


class UnfitAccount(Exception):  # noqa: N818 # reads as what it is
    """The account is not one to run operations on."""


@lru_cache(maxsize=1)
def unfit() -> list[tuple[re.Pattern[str], str]]:
    """Patterns over `resource.method`, each with the reason."""
    text = Path(__file__).with_name("unfit.toml").read_text(encoding="utf-8")
    return [(re.compile(rf"(?:{one['methods']})\Z"), one["reason"]) for one in tomllib.loads(text)["unfit"]]


def reason_against(entry: Entry) -> str | None:
    """Why an operation is left out; None if it may be run."""
    if CUSTOM_OBJECT in str(entry.sample):
        return "needs a custom object, whose name stays taken after it is deleted"
    return next((reason for pattern, reason in unfit() if pattern.match(entry.python)), None)


def check_account(hs: HubSpot, *, allow_standard: bool) -> dict[str, Any]:
    """The account's details; UnfitAccount unless it is a test account or any is allowed."""
    details: dict[str, Any] = hs.raw("GET", "/account-info/v3/details").raise_for_status().body
    kind = str(details.get("accountType"))
    if kind not in TEST_ACCOUNTS and not allow_standard:
        raise UnfitAccount(
            f"the account is of type {kind}, not one of {', '.join(sorted(TEST_ACCOUNTS))};"
            " ALLOW_STANDARD=1 runs on it all the same, and makes and deletes records there"
        )
    return details
