"""Every stateful route of the sandbox."""

from functools import lru_cache

from hubspot_facade.sandbox.account.audit.urls import URLS as AUDIT
from hubspot_facade.sandbox.account.urls import URLS as ACCOUNT
from hubspot_facade.sandbox.cms.blogs.urls import URLS as BLOGS
from hubspot_facade.sandbox.cms.comments.urls import URLS as COMMENTS
from hubspot_facade.sandbox.communication_preferences.urls import URLS as SUBSCRIPTIONS
from hubspot_facade.sandbox.conversations.urls import URLS as CONVERSATIONS
from hubspot_facade.sandbox.crm.associations.urls import URLS as ASSOCIATIONS
from hubspot_facade.sandbox.crm.calling.urls import URLS as CALLING
from hubspot_facade.sandbox.crm.change_log.urls import URLS as CHANGE_LOG
from hubspot_facade.sandbox.crm.deal_splits.urls import URLS as DEAL_SPLITS
from hubspot_facade.sandbox.crm.exports.urls import URLS as EXPORTS
from hubspot_facade.sandbox.crm.imports.urls import URLS as IMPORTS
from hubspot_facade.sandbox.crm.lists.urls import URLS as LISTS
from hubspot_facade.sandbox.crm.object_library.urls import URLS as OBJECT_LIBRARY
from hubspot_facade.sandbox.crm.objects.urls import URLS as OBJECTS
from hubspot_facade.sandbox.crm.owners.urls import URLS as OWNERS
from hubspot_facade.sandbox.crm.pipelines.urls import URLS as PIPELINES
from hubspot_facade.sandbox.crm.properties.urls import URLS as PROPERTIES
from hubspot_facade.sandbox.crm.property_validations.urls import URLS as PROPERTY_VALIDATIONS
from hubspot_facade.sandbox.crm.schemas.urls import URLS as SCHEMAS
from hubspot_facade.sandbox.crm.timeline.urls import URLS as TIMELINE
from hubspot_facade.sandbox.events.urls import URLS as EVENTS
from hubspot_facade.sandbox.files.urls import URLS as FILES
from hubspot_facade.sandbox.legacy.urls import URLS as LEGACY
from hubspot_facade.sandbox.marketing.campaigns.urls import URLS as CAMPAIGNS
from hubspot_facade.sandbox.marketing.email_events.urls import URLS as EMAIL_EVENTS
from hubspot_facade.sandbox.marketing.emails.urls import URLS as MARKETING_EMAILS
from hubspot_facade.sandbox.marketing.events.urls import URLS as MARKETING_EVENTS
from hubspot_facade.sandbox.marketing.forms.urls import URLS as FORMS
from hubspot_facade.sandbox.marketing.transactional.urls import URLS as TRANSACTIONAL
from hubspot_facade.sandbox.oauth.urls import URLS as OAUTH
from hubspot_facade.sandbox.protocol.routing import Handler, Tree
from hubspot_facade.sandbox.webhooks.urls import URLS as WEBHOOKS

SERVICES = (
    ASSOCIATIONS,
    OBJECTS,
    DEAL_SPLITS,
    PROPERTIES,
    PROPERTY_VALIDATIONS,
    PIPELINES,
    OWNERS,
    SCHEMAS,
    CALLING,
    CHANGE_LOG,
    ACCOUNT,
    LISTS,
    MARKETING_EVENTS,
    MARKETING_EMAILS,
    EMAIL_EVENTS,
    TRANSACTIONAL,
    CAMPAIGNS,
    FORMS,
    FILES,
    BLOGS,
    COMMENTS,
    SUBSCRIPTIONS,
    AUDIT,
    LEGACY,
    OAUTH,
    WEBHOOKS,
    TIMELINE,
    IMPORTS,
    EXPORTS,
    OBJECT_LIBRARY,
    EVENTS,
    CONVERSATIONS,
)


@lru_cache(maxsize=1)
def stateful() -> Tree[Handler]:
    """The tree of all routes that work on the portal's state."""
    tree: Tree[Handler] = Tree()
    for service in SERVICES:
        for method, template, handler in service:
            tree.add(method, template, handler)
    return tree
