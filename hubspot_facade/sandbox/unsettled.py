"""How HubSpot behaves where nobody has established it: what the sandbox takes for likely, each a switch of its own."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """One field for each open question; the defaults are the best guesses. ValueError for what cannot be.

    `null_clears`: JSON null as a property's value clears it, or is passed over.
    `missing_record_category`: the 404 for an id that nobody has says OBJECT_NOT_FOUND, or has no category.
    `taken_address_status`: an update that takes another contact's address is a 409 CONFLICT, or a 400.
    `dated_association_ids_as_text`: record ids in answers of dated association paths are text, or numbers.
    `default_association_tells_both`: associating by the default type answers both directions, or the one asked for.
    `unknown_gdpr_status`: erasing a record that nobody has is a 204, or a 404.
    `labels_per_pair`: how many labels two object types may have between them: HubSpot says 10, and takes 50.
    `archived_sources`: from how many records one batch may take associations away.
    `search_groups`: how many filter groups a search may have: 5 by the guide, 6 by the documents.
    `search_cuts_at_window`: a page of a search that reaches past the 10,000th record ends there, or is refused.
    `creations_told_last`: webhooks report the creation of a record after its property changes, or before them.
    `list_search_clamps`: a search of lists that asks for more than 500 gets 500, or is refused.
    `longest_url`: how many characters of path and query are too many, which is a 414.
    `lists_counted_after`: milliseconds after its making until answers give a list's size; 0: at once.
    `primary_labels_name_record`: companies' side of a primary association reads "Contact with Primary Company"
    and the like, or "Primary Company" for every type.
    `listed_properties_required`: records need what the guide lists, or only what HubSpot is known to insist on.
    `retries_keep_event_ids`: a webhook that is sent again has the ids that its events had, or new ones.
    `refresh_tokens_rotate`: a refresh gives another refresh token, which ends the one before when it is used first.
    """

    null_clears: bool = True
    missing_record_category: bool = False
    taken_address_status: int = 409
    dated_association_ids_as_text: bool = False
    default_association_tells_both: bool = True
    unknown_gdpr_status: int = 204
    labels_per_pair: int = 50
    archived_sources: int = 100
    search_groups: int = 5
    search_cuts_at_window: bool = False
    creations_told_last: bool = False
    list_search_clamps: bool = True
    longest_url: int = 16_000
    lists_counted_after: int = 1000
    primary_labels_name_record: bool = True
    listed_properties_required: bool = False
    retries_keep_event_ids: bool = True
    refresh_tokens_rotate: bool = False

    def __post_init__(self) -> None:
        for one in fields(self):
            value: Any = getattr(self, one.name)
            if type(value) is not type(one.default):
                raise ValueError(f"{one.name} must be like {one.default!r}, not {value!r}")
        for name, known in (("taken_address_status", (400, 409)), ("unknown_gdpr_status", (204, 404))):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} must be one of {known}, not {getattr(self, name)}")


UNSETTLED = Unsettled()
"""The best guesses."""
