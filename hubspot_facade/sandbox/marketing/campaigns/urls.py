"""Routes of the campaigns API."""

from hubspot_facade.sandbox.documents.completion import whole
from hubspot_facade.sandbox.protocol.routing import Route, under

from . import responses
from .models import BUDGET, SPEND
from .responses import Money

ONE = "/{campaignGuid}"
budget, spend = Money(BUDGET, "budgetId"), Money(SPEND, "spendId")

URLS: list[Route] = under(
    ("/marketing/v3/campaigns", "/marketing/campaigns/{version}"),
    whole(
        [
            ("GET", "", responses.get_page),
            ("POST", "", responses.create),
            ("POST", "/batch/create", responses.create_many),
            ("POST", "/batch/read", responses.get_many),
            ("POST", "/batch/update", responses.update_many),
            ("POST", "/batch/archive", responses.delete_many),
            ("GET", ONE, responses.get),
            ("PATCH", ONE, responses.update),
            ("DELETE", ONE, responses.delete),
            ("GET", f"{ONE}/assets/{{assetType}}", responses.get_assets),
            ("PUT", f"{ONE}/assets/{{assetType}}/{{assetId}}", responses.add_asset),
            ("DELETE", f"{ONE}/assets/{{assetType}}/{{assetId}}", responses.remove_asset),
            ("GET", f"{ONE}/budget/totals", responses.totals),
            ("POST", f"{ONE}/budget", budget.create),
            ("GET", f"{ONE}/budget/{{budgetId}}", budget.get),
            ("PUT", f"{ONE}/budget/{{budgetId}}", budget.update),
            ("DELETE", f"{ONE}/budget/{{budgetId}}", budget.delete),
            ("POST", f"{ONE}/spend", spend.create),
            ("GET", f"{ONE}/spend/{{spendId}}", spend.get),
            ("PUT", f"{ONE}/spend/{{spendId}}", spend.update),
            ("DELETE", f"{ONE}/spend/{{spendId}}", spend.delete),
            ("GET", f"{ONE}/reports/metrics", responses.metrics),
            ("GET", f"{ONE}/reports/contacts/{{contactType}}", responses.contacts),
            ("GET", f"{ONE}/reports/revenue", responses.revenue),
        ]
    ),
)
