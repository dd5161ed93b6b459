"""Marketing."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse

if TYPE_CHECKING:
    from hubspot_facade.marketing.attendance import Attendance
    from hubspot_facade.marketing.campaign_assets import CampaignAssets
    from hubspot_facade.marketing.campaign_budgets import CampaignBudgets
    from hubspot_facade.marketing.campaign_reports import CampaignReports
    from hubspot_facade.marketing.campaigns import Campaigns
    from hubspot_facade.marketing.email_campaigns import EmailCampaigns
    from hubspot_facade.marketing.email_drafts import EmailDrafts
    from hubspot_facade.marketing.email_events import EmailEvents
    from hubspot_facade.marketing.email_statistics import EmailStatistics
    from hubspot_facade.marketing.emails import MarketingEmails
    from hubspot_facade.marketing.event_lists import EventLists
    from hubspot_facade.marketing.event_settings import EventSettings
    from hubspot_facade.marketing.events import MarketingEvents
    from hubspot_facade.marketing.form_submissions import FormSubmissions
    from hubspot_facade.marketing.participations import Participations
    from hubspot_facade.marketing.smtp_tokens import SmtpTokens
    from hubspot_facade.marketing.transactional import Transactional


class Marketing(Resource[C]):
    """Resources of marketing."""

    with_raw_response = WithRawResponse["Marketing[RawSync]", "Marketing[RawAsync]"]()

    @cached_property
    def events(self) -> MarketingEvents[C]:
        """Marketing events."""
        from hubspot_facade.marketing.events import MarketingEvents

        return MarketingEvents(self._client)

    @cached_property
    def attendance(self) -> Attendance[C]:
        """Who registered for, attended or cancelled a marketing event."""
        from hubspot_facade.marketing.attendance import Attendance

        return Attendance(self._client)

    @cached_property
    def participations(self) -> Participations[C]:
        """Counts and lists of participations in marketing events."""
        from hubspot_facade.marketing.participations import Participations

        return Participations(self._client)

    @cached_property
    def event_lists(self) -> EventLists[C]:
        """Contact lists of marketing events."""
        from hubspot_facade.marketing.event_lists import EventLists

        return EventLists(self._client)

    @cached_property
    def event_settings(self) -> EventSettings[C]:
        """An app's settings for marketing events."""
        from hubspot_facade.marketing.event_settings import EventSettings

        return EventSettings(self._client)

    @cached_property
    def campaigns(self) -> Campaigns[C]:
        """Campaigns."""
        from hubspot_facade.marketing.campaigns import Campaigns

        return Campaigns(self._client)

    @cached_property
    def campaign_assets(self) -> CampaignAssets[C]:
        """Assets of campaigns."""
        from hubspot_facade.marketing.campaign_assets import CampaignAssets

        return CampaignAssets(self._client)

    @cached_property
    def campaign_budgets(self) -> CampaignBudgets[C]:
        """Budgets and spend of campaigns."""
        from hubspot_facade.marketing.campaign_budgets import CampaignBudgets

        return CampaignBudgets(self._client)

    @cached_property
    def campaign_reports(self) -> CampaignReports[C]:
        """Reports of campaigns."""
        from hubspot_facade.marketing.campaign_reports import CampaignReports

        return CampaignReports(self._client)

    @cached_property
    def emails(self) -> MarketingEmails[C]:
        """Marketing emails."""
        from hubspot_facade.marketing.emails import MarketingEmails

        return MarketingEmails(self._client)

    @cached_property
    def email_drafts(self) -> EmailDrafts[C]:
        """Drafts and revisions of marketing emails."""
        from hubspot_facade.marketing.email_drafts import EmailDrafts

        return EmailDrafts(self._client)

    @cached_property
    def email_statistics(self) -> EmailStatistics[C]:
        """Statistics of sent emails."""
        from hubspot_facade.marketing.email_statistics import EmailStatistics

        return EmailStatistics(self._client)

    @cached_property
    def transactional(self) -> Transactional[C]:
        """Single sends."""
        from hubspot_facade.marketing.transactional import Transactional

        return Transactional(self._client)

    @cached_property
    def form_submissions(self) -> FormSubmissions[C]:
        """Submissions of forms."""
        from hubspot_facade.marketing.form_submissions import FormSubmissions

        return FormSubmissions(self._client)

    @cached_property
    def smtp_tokens(self) -> SmtpTokens[C]:
        """Tokens for sending by SMTP."""
        from hubspot_facade.marketing.smtp_tokens import SmtpTokens

        return SmtpTokens(self._client)

    @cached_property
    def email_campaigns(self) -> EmailCampaigns[C]:
        """Sends of emails, from HubSpot's v1."""
        from hubspot_facade.marketing.email_campaigns import EmailCampaigns

        return EmailCampaigns(self._client)

    @cached_property
    def email_events(self) -> EmailEvents[C]:
        """Events of each sent email, from HubSpot's v1."""
        from hubspot_facade.marketing.email_events import EmailEvents

        return EmailEvents(self._client)
