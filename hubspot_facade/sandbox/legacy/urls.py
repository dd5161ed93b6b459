"""Routes of the older versions; none of them stands in a document."""

from hubspot_facade.sandbox.protocol.routing import Route

from . import (
    account,
    companies,
    contact_pages,
    contacts,
    deals,
    engagements,
    lifecycle,
    marketing_emails,
    objects,
    pipelines,
    properties,
    property_groups,
    retired,
    secondary_emails,
    social,
    subscriptions,
    timeline,
    transactional,
    webhooks,
    workflows,
)

URLS: list[Route] = [
    *contacts.URLS,
    *contact_pages.URLS,
    *secondary_emails.URLS,
    *companies.URLS,
    *deals.URLS,
    *engagements.URLS,
    *lifecycle.URLS,
    *marketing_emails.URLS,
    *pipelines.URLS,
    *properties.URLS,
    *property_groups.URLS,
    *social.URLS,
    *subscriptions.URLS,
    *timeline.URLS,
    *transactional.URLS,
    *objects.URLS,
    *account.URLS,
    *webhooks.URLS,
    *workflows.URLS,
    *retired.URLS,
]
