"""Requests to any path: `hs.raw`, and the named operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.plans.raw import RawAnswer, RawCall

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubspot_facade.plans.plan import Plan


class Http(Resource[C]):
    """Requests to any path of HubSpot's API."""

    with_raw_response = WithRawResponse["Http[RawSync]", "Http[RawAsync]"]()

    @operation(
        Name(
            "Raw HTTP request (advanced)", effect="irreversible", seeds=("000",), fields={"url": "path", "body": "json"}
        )
    )
    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        content: bytes | str | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Plan[RawAnswer]:
        """Send a request to a path of HubSpot. Returns the answer, whatever its status.

        It is paced and retried, but not parsed.
        Paths are relative to `base_url`, and so are URLs at https://api.hubapi.com, which HubSpot's links and examples
        have. A URL of another host is refused, as the token would go there.
        """
        arguments = {"query": query, "headers": headers, "json": json, "content": content, "form": form}
        return RawCall(method, path, arguments)
