"""The account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, listing, operation
from hubspot_facade.plans.paging import Pages
from hubspot_facade.wire.dates import Moment, millis_of, moment_of
from hubspot_facade.wire.ids import number_of
from hubspot_facade.wire.values import Id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubspot_openapi.v2026_03.account.account_info import operations as calls
    from hubspot_openapi.v2026_03.account.account_info.models import ApiUsage, PortalInformationResponse
    from hubspot_openapi.v2026_03.account.audit_logs import operations as logs
    from hubspot_openapi.v2026_03.account.audit_logs.models import (
        HydratedCriticalAction,
        PublicApiUserActionEvent,
        PublicLoginAudit,
    )

    from hubspot_facade.plans.plan import Plan
else:
    calls = edition_calls("account.account_info")
    logs = edition_calls("account.audit_logs")

_PAGE = {"limit": "page_size"}


class Account(Resource[C]):
    """The account that the access token belongs to."""

    with_raw_response = WithRawResponse["Account[RawSync]", "Account[RawAsync]"]()

    @operation(Name("Get Account Details", effect="read", seeds=("001",)))
    def get(self) -> Plan[PortalInformationResponse]:
        """Get the account.

        Returns its id, type, time zone, currencies and where its data is kept.
        """
        return calls.get_details()

    @listing(Name("Get API Usage", effect="read", seeds=("001",)))
    def list_api_usage(self) -> Pages[ApiUsage]:
        """List how many calls the account's private apps made today, and how many they are allowed."""
        return Pages(fetch=lambda _cursor: calls.get_api_usage())

    @listing(Name("Get Audit Logs", effect="read", seeds=("001",), fields=_PAGE))
    def list_audit_logs(
        self,
        *,
        occurred_after: Moment | None = None,
        occurred_before: Moment | None = None,
        acting_user_id: Sequence[int] | None = None,
        sort: Sequence[str] | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicApiUserActionEvent]:
        """List what users did, the latest first; Enterprise accounts only."""
        since, until = moment_of(occurred_after, "occurred_after"), moment_of(occurred_before, "occurred_before")
        return Pages(
            fetch=lambda cursor: logs.list_audit_logs(
                occurred_after=since,
                occurred_before=until,
                acting_user_id=acting_user_id,
                sort=sort,
                limit=page_size,
                after=cursor,
            ),
            start=after,
            limit=limit,
        )

    @listing(Name("Get Login Activity", effect="read", seeds=("001",), fields=_PAGE))
    def list_logins(
        self,
        *,
        user_id: Id | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[PublicLoginAudit]:
        """List who logged in, or tried to; Enterprise accounts only."""
        user = None if user_id is None else number_of(user_id, "user_id")
        return Pages(
            fetch=lambda cursor: logs.list_logins(user_id=user, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )

    @listing()
    def list_security_activity(
        self,
        *,
        user_id: Id | None = None,
        from_timestamp: Moment | None = None,
        to_timestamp: Moment | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[HydratedCriticalAction]:
        """List security-relevant actions of users; Enterprise accounts only."""
        arguments: dict[str, Any] = {
            "user_id": None if user_id is None else number_of(user_id, "user_id"),
            "from_timestamp": millis_of(from_timestamp, "from_timestamp"),
            "to_timestamp": millis_of(to_timestamp, "to_timestamp"),
        }
        return Pages(
            fetch=lambda cursor: logs.list_security_activity(**arguments, limit=page_size, after=cursor),
            start=after,
            limit=limit,
        )
