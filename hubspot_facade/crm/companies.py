"""Companies."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hubspot_facade.crm.filters import equal, groups_of
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.record_reads import SEARCH_FIELDS
from hubspot_facade.errors import InputError
from hubspot_facade.plans.methods import C, Name, RawAsync, RawSync, WithRawResponse, listing
from hubspot_facade.wire.ids import text_of
from hubspot_facade.wire.values import Names

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record
    from hubspot_facade.plans.paging import Pages


class Companies(Objects[C]):
    """Companies. Their `domain` is not unique, so upserts need an `id_property` of your own."""

    with_raw_response = WithRawResponse["Companies[RawSync]", "Companies[RawAsync]"]()
    object_type = "companies"
    _noun = "company"
    _plural = "companies"
    _named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get company", effect="read", seeds=("000",)),),
        "list": (Name("List companies", effect="read", seeds=("000", "001"), fields={"limit": "page_size"}),),
        "create": (Name("Create company", effect="create", seeds=("000", "001")),),
        "update": (Name("Update company", effect="update", seeds=("001",)),),
        "archive": (Name("Delete company", effect="delete", seeds=("000",)),),
        "search": (Name("Search companies", effect="read", seeds=("001",), fields=SEARCH_FIELDS),),
        "batch_update": (Name("Batch update companies", effect="update", seeds=("000",)),),
    }

    @listing(Name("Search companies by domain", effect="read", seeds=("000",), fields={"limit": "page_size"}))
    def search_by_domain(
        self,
        domain: str,
        *,
        properties: Names | None = None,
        limit: int | None = None,
        page_size: int | None = None,
        after: str | None = None,
    ) -> Pages[Record]:
        """Search for companies with this domain; a URL or a host with www. is reduced to its domain."""
        return self._search(
            groups_of(equal("domain", domain_of(domain))),
            properties=properties,
            limit=limit,
            page_size=page_size,
            after=after,
        )


def domain_of(text: str) -> str:
    """The domain in a URL, an email address or a host name, in lower case and without www."""
    wanted = text_of(text, "domain").lower()
    host = urlsplit(wanted if "//" in wanted else f"//{wanted}").hostname or ""
    domain = host.removeprefix("www.").rstrip(".")
    if not domain:
        raise InputError("domain", f"{text!r} has no domain")
    return domain
