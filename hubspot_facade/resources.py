"""The resources of a client, each loaded when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Self, TypeVar, Unpack, overload

from hubspot_facade.plans.methods import Async, C, RawAsync, RawSync, Sync

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from hubspot_facade.account.account import Account
    from hubspot_facade.cms.area import Cms
    from hubspot_facade.communication_preferences.subscriptions import CommunicationPreferences
    from hubspot_facade.conversations.conversations import Conversations
    from hubspot_facade.crm.activities.call_dispositions import CallDispositions
    from hubspot_facade.crm.activities.calls import Calls
    from hubspot_facade.crm.activities.communications import Communications
    from hubspot_facade.crm.activities.emails import Emails
    from hubspot_facade.crm.activities.meetings import Meetings
    from hubspot_facade.crm.activities.notes import Notes
    from hubspot_facade.crm.activities.postal_mail import PostalMail
    from hubspot_facade.crm.activities.tasks import Tasks
    from hubspot_facade.crm.associations.associations import Associations
    from hubspot_facade.crm.associations.labels import AssociationLabels
    from hubspot_facade.crm.change_log import ChangeLog
    from hubspot_facade.crm.choice_lists import Choices
    from hubspot_facade.crm.companies import Companies
    from hubspot_facade.crm.contacts.contacts import Contacts
    from hubspot_facade.crm.contacts.metrics import ContactMetrics
    from hubspot_facade.crm.contacts.profiles import ContactProfiles
    from hubspot_facade.crm.deals import Deals
    from hubspot_facade.crm.exports.exports import Exports
    from hubspot_facade.crm.imports.imports import Imports
    from hubspot_facade.crm.leads import Leads
    from hubspot_facade.crm.line_items import LineItems
    from hubspot_facade.crm.lists.lists import Lists
    from hubspot_facade.crm.object_library import ObjectLibrary
    from hubspot_facade.crm.orders import Orders
    from hubspot_facade.crm.owners import Owners
    from hubspot_facade.crm.pipelines import Pipelines
    from hubspot_facade.crm.products import Products
    from hubspot_facade.crm.properties.groups import PropertyGroups
    from hubspot_facade.crm.properties.properties import PropertyDefinitions
    from hubspot_facade.crm.quotes import Quotes
    from hubspot_facade.crm.records.any_type import RecordsOfTypes
    from hubspot_facade.crm.records.objects import Objects
    from hubspot_facade.crm.schemas import Schemas
    from hubspot_facade.crm.tickets import Tickets
    from hubspot_facade.crm.timeline.timeline import Timeline
    from hubspot_facade.events.custom_events import CustomEvents
    from hubspot_facade.files.files import Files
    from hubspot_facade.http import Http
    from hubspot_facade.marketing.area import Marketing
    from hubspot_facade.oauth.oauth import OAuth
    from hubspot_facade.plans.methods import Resource
    from hubspot_facade.plans.options import Options
    from hubspot_facade.plans.plan import Plan
    from hubspot_facade.plans.responses import RawResponse
    from hubspot_facade.portal_settings.portal_settings import PortalSettings
    from hubspot_facade.webhooks.webhooks import Webhooks

P = ParamSpec("P")
T = TypeVar("T")


class Resources(Generic[C]):
    """What both clients have besides `call`, `run` and `raw`."""

    _asynchronous: bool
    _base_url: str
    _gives_responses = False

    def run(self, plan: Plan[Any], /) -> Any:
        """The result of a plan; awaited on the async client."""
        raise NotImplementedError

    def with_options(self, **options: Unpack[Options]) -> Self:
        """The same client with other options."""
        raise NotImplementedError

    def objects(self, object_type: str) -> Objects[C]:
        """Records of any type: "contacts", "contact", "0-1", a custom "2-123" or "p123_car".

        A type with a resource of its own, such as contacts, gives that one: `hs.objects("0-1")` is `hs.contacts`.
        """
        from hubspot_facade.crm.records.object_types import objects_of

        return objects_of(self, object_type)

    @cached_property
    def contacts(self) -> Contacts[C]:
        """Contacts: people."""
        from hubspot_facade.crm.contacts.contacts import Contacts

        return Contacts(self)

    @cached_property
    def companies(self) -> Companies[C]:
        """Companies."""
        from hubspot_facade.crm.companies import Companies

        return Companies(self)

    @cached_property
    def deals(self) -> Deals[C]:
        """Deals."""
        from hubspot_facade.crm.deals import Deals

        return Deals(self)

    @cached_property
    def tickets(self) -> Tickets[C]:
        """Tickets."""
        from hubspot_facade.crm.tickets import Tickets

        return Tickets(self)

    @cached_property
    def products(self) -> Products[C]:
        """Products of the product library."""
        from hubspot_facade.crm.products import Products

        return Products(self)

    @cached_property
    def line_items(self) -> LineItems[C]:
        """Line items of deals and quotes."""
        from hubspot_facade.crm.line_items import LineItems

        return LineItems(self)

    @cached_property
    def associations(self) -> Associations[C]:
        """Associations between records, and their labels."""
        from hubspot_facade.crm.associations.associations import Associations

        return Associations(self)

    @cached_property
    def properties(self) -> PropertyDefinitions[C]:
        """Definitions of properties."""
        from hubspot_facade.crm.properties.properties import PropertyDefinitions

        return PropertyDefinitions(self)

    @cached_property
    def owners(self) -> Owners[C]:
        """Owners: users that records are assigned to."""
        from hubspot_facade.crm.owners import Owners

        return Owners(self)

    @cached_property
    def pipelines(self) -> Pipelines[C]:
        """Pipelines and their stages."""
        from hubspot_facade.crm.pipelines import Pipelines

        return Pipelines(self)

    @cached_property
    def account(self) -> Account[C]:
        """The account: details, API usage, who did what."""
        from hubspot_facade.account.account import Account

        return Account(self)

    @cached_property
    def cms(self) -> Cms[C]:
        """Blog posts, authors, tags and comments."""
        from hubspot_facade.cms.area import Cms

        return Cms(self)

    @cached_property
    def communication_preferences(self) -> CommunicationPreferences[C]:
        """Which addresses may be sent which emails."""
        from hubspot_facade.communication_preferences.subscriptions import CommunicationPreferences

        return CommunicationPreferences(self)

    @cached_property
    def events(self) -> CustomEvents[C]:
        """Custom events: definitions, completions, occurrences."""
        from hubspot_facade.events.custom_events import CustomEvents

        return CustomEvents(self)

    @cached_property
    def files(self) -> Files[C]:
        """Files and their folders."""
        from hubspot_facade.files.files import Files

        return Files(self)

    @cached_property
    def marketing(self) -> Marketing[C]:
        """Marketing events, campaigns and emails."""
        from hubspot_facade.marketing.area import Marketing

        return Marketing(self)

    @cached_property
    def oauth(self) -> OAuth[C]:
        """OAuth: the authorization URL and tokens."""
        from hubspot_facade.oauth.oauth import OAuth

        return OAuth(self)

    @cached_property
    def webhooks(self) -> Webhooks[C]:
        """Webhooks of an app: settings and subscriptions."""
        from hubspot_facade.webhooks.webhooks import Webhooks

        return Webhooks(self)

    @cached_property
    def calls(self) -> Calls[C]:
        """Calls on the timeline."""
        from hubspot_facade.crm.activities.calls import Calls

        return Calls(self)

    @cached_property
    def emails(self) -> Emails[C]:
        """Emails on the timeline."""
        from hubspot_facade.crm.activities.emails import Emails

        return Emails(self)

    @cached_property
    def meetings(self) -> Meetings[C]:
        """Meetings."""
        from hubspot_facade.crm.activities.meetings import Meetings

        return Meetings(self)

    @cached_property
    def notes(self) -> Notes[C]:
        """Notes."""
        from hubspot_facade.crm.activities.notes import Notes

        return Notes(self)

    @cached_property
    def tasks(self) -> Tasks[C]:
        """Tasks."""
        from hubspot_facade.crm.activities.tasks import Tasks

        return Tasks(self)

    @cached_property
    def communications(self) -> Communications[C]:
        """Messages by SMS, WhatsApp or LinkedIn."""
        from hubspot_facade.crm.activities.communications import Communications

        return Communications(self)

    @cached_property
    def postal_mail(self) -> PostalMail[C]:
        """Letters."""
        from hubspot_facade.crm.activities.postal_mail import PostalMail

        return PostalMail(self)

    @cached_property
    def leads(self) -> Leads[C]:
        """Leads."""
        from hubspot_facade.crm.leads import Leads

        return Leads(self)

    @cached_property
    def quotes(self) -> Quotes[C]:
        """Quotes."""
        from hubspot_facade.crm.quotes import Quotes

        return Quotes(self)

    @cached_property
    def orders(self) -> Orders[C]:
        """Orders."""
        from hubspot_facade.crm.orders import Orders

        return Orders(self)

    @cached_property
    def records(self) -> RecordsOfTypes[C]:
        """Records of a type that each call names; see `objects` for one type."""
        from hubspot_facade.crm.records.any_type import RecordsOfTypes

        return RecordsOfTypes(self)

    @cached_property
    def lists(self) -> Lists[C]:
        """Lists (segments) and their members."""
        from hubspot_facade.crm.lists.lists import Lists

        return Lists(self)

    @cached_property
    def property_groups(self) -> PropertyGroups[C]:
        """Groups of properties."""
        from hubspot_facade.crm.properties.groups import PropertyGroups

        return PropertyGroups(self)

    @cached_property
    def schemas(self) -> Schemas[C]:
        """Definitions of custom objects."""
        from hubspot_facade.crm.schemas import Schemas

        return Schemas(self)

    @cached_property
    def association_labels(self) -> AssociationLabels[C]:
        """Association types and their labels."""
        from hubspot_facade.crm.associations.labels import AssociationLabels

        return AssociationLabels(self)

    @cached_property
    def call_dispositions(self) -> CallDispositions[C]:
        """Possible outcomes of a call."""
        from hubspot_facade.crm.activities.call_dispositions import CallDispositions

        return CallDispositions(self)

    @cached_property
    def change_log(self) -> ChangeLog[C]:
        """Change logs of products and line items."""
        from hubspot_facade.crm.change_log import ChangeLog

        return ChangeLog(self)

    @cached_property
    def contact_profiles(self) -> ContactProfiles[C]:
        """Contacts with every property that has a value, and by user token."""
        from hubspot_facade.crm.contacts.profiles import ContactProfiles

        return ContactProfiles(self)

    @cached_property
    def contact_metrics(self) -> ContactMetrics[C]:
        """How many contacts reached which lifecycle stage."""
        from hubspot_facade.crm.contacts.metrics import ContactMetrics

        return ContactMetrics(self)

    @cached_property
    def timeline(self) -> Timeline[C]:
        """Timeline event types of an app, and their events."""
        from hubspot_facade.crm.timeline.timeline import Timeline

        return Timeline(self)

    @cached_property
    def object_library(self) -> ObjectLibrary[C]:
        """Which object types are enabled."""
        from hubspot_facade.crm.object_library import ObjectLibrary

        return ObjectLibrary(self)

    @cached_property
    def imports(self) -> Imports[C]:
        """Imports of files."""
        from hubspot_facade.crm.imports.imports import Imports

        return Imports(self)

    @cached_property
    def exports(self) -> Exports[C]:
        """Exports of lists and views."""
        from hubspot_facade.crm.exports.exports import Exports

        return Exports(self)

    @cached_property
    def choices(self) -> Choices[C]:
        """Choices for forms, as label and value."""
        from hubspot_facade.crm.choice_lists import Choices

        return Choices(self)

    @cached_property
    def conversations(self) -> Conversations[C]:
        """Conversations: threads, messages, inboxes, channels, actors."""
        from hubspot_facade.conversations.conversations import Conversations

        return Conversations(self)

    @cached_property
    def portal_settings(self) -> PortalSettings[C]:
        """The portal's settings as documents: pulled, compared and applied."""
        from hubspot_facade.portal_settings.portal_settings import PortalSettings

        return PortalSettings(self)

    @cached_property
    def http(self) -> Http[C]:
        """Requests to any path, as a named operation; `raw` is the method to call."""
        from hubspot_facade.http import Http

        return Http(self)


class ResourceMethod(Generic[P, T]):
    """A resource's method as a method of the client itself; `find` returns it, from a module that is loaded late."""

    def __init__(self, find: Callable[[], Callable[Concatenate[Any, P], T]], path: str) -> None:
        self._find = find
        self._resource, self._name = path.split(".")

    @property
    def function(self) -> Any:
        """The method of the resource's class."""
        return self._find()

    @overload
    def __get__(self, client: None, owner: type) -> Callable[Concatenate[Any, P], T]: ...
    @overload
    def __get__(self, client: Resources[Sync], owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: Resources[Async], owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    @overload
    def __get__(self, client: Resources[RawSync], owner: type) -> Callable[P, RawResponse[T]]: ...
    @overload
    def __get__(self, client: Resources[RawAsync], owner: type) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]: ...
    def __get__(self, client: Resources[Any] | None, owner: type) -> Any:
        return self.function if client is None else getattr(getattr(client, self._resource), self._name)


class Shelf(Resources[Sync]):
    """All resources without a client, for reading the catalogue; running anything on it is an error."""

    _asynchronous = False
    _base_url = ""


def each_resource(client: Resources[Any]) -> Iterator[tuple[str, Resource[Any]]]:
    """Every resource of a client with its path ("contacts", "marketing.events"), in the order of the classes."""
    for name, value in vars(Resources).items():
        if isinstance(value, cached_property):
            yield from _with_inner(name, getattr(client, name))


def _with_inner(path: str, resource: Resource[Any]) -> Iterator[tuple[str, Resource[Any]]]:
    yield path, resource
    for name, value in vars(type(resource)).items():
        if isinstance(value, cached_property):
            yield from _with_inner(f"{path}.{name}", getattr(resource, name))
