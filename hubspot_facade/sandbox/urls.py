"""Every stateful route of the sandbox."""

from functools import lru_cache

from .account.audit.urls import URLS as AUDIT
from .account.urls import URLS as ACCOUNT
from .cms.blogs.urls import URLS as BLOGS
from .cms.comments.urls import URLS as COMMENTS
from .communication_preferences.urls import URLS as SUBSCRIPTIONS
from .conversations.urls import URLS as CONVERSATIONS
from .crm.associations.urls import URLS as ASSOCIATIONS
from .crm.calling.urls import URLS as CALLING
from .crm.change_log.urls import URLS as CHANGE_LOG
from .crm.deal_splits.urls import URLS as DEAL_SPLITS
from .crm.exports.urls import URLS as EXPORTS
from .crm.imports.urls import URLS as IMPORTS
from .crm.lists.urls import URLS as LISTS
from .crm.object_library.urls import URLS as OBJECT_LIBRARY
from .crm.objects.urls import URLS as OBJECTS
from .crm.owners.urls import URLS as OWNERS
from .crm.pipelines.urls import URLS as PIPELINES
from .crm.properties.urls import URLS as PROPERTIES
from .crm.property_validations.urls import URLS as PROPERTY_VALIDATIONS
from .crm.schemas.urls import URLS as SCHEMAS
from .crm.timeline.urls import URLS as TIMELINE
from .events.urls import URLS as EVENTS
from .files.urls import URLS as FILES
from .legacy.urls import URLS as LEGACY
from .marketing.campaigns.urls import URLS as CAMPAIGNS
from .marketing.email_events.urls import URLS as EMAIL_EVENTS
from .marketing.emails.urls import URLS as MARKETING_EMAILS
from .marketing.events.urls import URLS as MARKETING_EVENTS
from .marketing.forms.urls import URLS as FORMS
from .marketing.transactional.urls import URLS as TRANSACTIONAL
from .oauth.urls import URLS as OAUTH
from .routing import Handler, Tree
from .webhooks.urls import URLS as WEBHOOKS

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
