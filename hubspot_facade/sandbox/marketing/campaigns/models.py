"""Campaigns: what a campaign is, its assets and its money."""

import re
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.lists.models import LISTS
from hubspot_facade.sandbox.marketing.emails.models import EMAILS
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state.collection import Collection

from . import errors

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

CAMPAIGNS = Collection("campaign", first=None, missing=errors.unknown_campaign)
BUDGET = Collection("campaign_budget", first=1001, missing=errors.unknown_item)
SPEND = Collection("campaign_spend", first=5001, missing=errors.unknown_item)
WRITABLE = frozenset({"FORM", "OBJECT_LIST", "EXTERNAL_WEB_URL"})
ASSETS = WRITABLE | {
    "AD_CAMPAIGN",
    "AUTOMATION_PLATFORM_FLOW",
    "BLOG_POST",
    "CALL",
    "CASE_STUDY",
    "CTA",
    "EMAIL",
    "FEEDBACK_SURVEY",
    "KNOWLEDGE_ARTICLE",
    "LANDING_PAGE",
    "MARKETING_EMAIL",
    "MARKETING_EVENT",
    "MARKETING_SMS",
    "MEDIA",
    "PLAYBOOK",
    "PODCAST_EPISODE",
    "SALES_DOCUMENT",
    "SEQUENCE",
    "SITE_PAGE",
    "SOCIAL_BROADCAST",
    "WEB_INTERACTIVE",
    "SOCIAL",
}


PROPERTIES = frozenset(
    {
        "hs_audience",
        "hs_campaign_status",
        "hs_color_hex",
        "hs_currency_code",
        "hs_end_date",
        "hs_goal",
        "hs_name",
        "hs_notes",
        "hs_owner",
        "hs_start_date",
        "hs_utm",
    }
)
"""What clients may set of a campaign. Its sums, ids and times are HubSpot's to set."""
STATUSES = frozenset({"planned", "in_progress", "active", "paused", "completed"})
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", re.IGNORECASE)


def well_formed(id_: str) -> str:
    """The id; refused if no campaign can have it."""
    if not UUID.match(id_):
        raise errors.malformed(id_)
    return id_


class Campaigns:
    """The campaigns of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def create(self, given: Body) -> Body:
        """A new campaign, of the account's own business unit."""
        properties = _properties(given)
        if not properties.get("hs_name"):
            raise errors.no_name()
        return CAMPAIGNS.create(self._portal, {"properties": properties, "businessUnits": [{"id": 0}]})

    def update(self, id_: str, given: Body) -> Body:
        """The campaign with some properties changed; an empty value clears one."""
        body = CAMPAIGNS.get(self._portal, id_)
        merged = body["properties"] | _properties(given)
        kept = {name: value for name, value in merged.items() if value}
        if "hs_name" not in kept:
            raise errors.no_name()
        return CAMPAIGNS.save(self._portal, body | {"properties": kept})

    def delete(self, id_: str) -> None:
        """Delete a campaign and what belongs to it; no harm when there is none."""
        CAMPAIGNS.erase(self._portal, id_)
        for kind in ("campaign_asset", BUDGET.kind, SPEND.kind):
            shelf = self._portal.shelf(kind)
            for name in list(shelf.all(id_)):
                shelf.drop(name, id_)

    def assets(self, id_: str) -> dict[str, list[Body]]:
        """The campaign's assets by type."""
        found: dict[str, list[Body]] = {}
        for one in self._portal.shelf("campaign_asset").all(id_).values():
            found.setdefault(one["type"], []).append({"id": one["id"], "name": self._name(one)})
        return found

    def associate(self, id_: str, type_: str, asset_id: str) -> None:
        """Associate an asset of a type that may be."""
        CAMPAIGNS.get(self._portal, id_)
        type_ = _writable(type_)
        self._portal.shelf("campaign_asset").put(f"{type_}/{asset_id}", {"type": type_, "id": asset_id}, id_)

    def dissociate(self, id_: str, type_: str, asset_id: str) -> None:
        """Take an asset away; no harm when it is not there."""
        CAMPAIGNS.get(self._portal, id_)
        self._portal.shelf("campaign_asset").drop(f"{_writable(type_)}/{asset_id}", id_)

    def _name(self, asset: Body) -> str:
        known: Body | None = None
        if asset["type"] == "OBJECT_LIST":
            known = LISTS.find(self._portal, asset["id"])
        elif asset["type"] == "MARKETING_EMAIL":
            known = EMAILS.find(self._portal, asset["id"])
        return str(known["name"]) if known else ""


def asset_type(given: str) -> str:
    """The asset type in its own spelling."""
    if given.upper() not in ASSETS:
        raise errors.asset_type(given)
    return given.upper()


def _writable(given: str) -> str:
    if given.upper() not in WRITABLE:
        raise errors.asset_type(given)
    return given.upper()


def _properties(given: Body) -> dict[str, str]:
    properties = given.get("properties")
    wanted = {name: text(value) for name, value in properties.items()} if is_object(properties) else {}
    wrong = sorted(wanted.keys() - PROPERTIES)
    if wrong:
        raise errors.not_writable(wrong)
    if wanted.get("hs_campaign_status") and wanted["hs_campaign_status"] not in STATUSES:
        raise errors.unknown_status(wanted["hs_campaign_status"])
    return wanted
