"""Visitors of the portal's website: the user token of a browser's cookie, and the contact that it turned out to be.

The sandbox has no website. A token becomes known when an event names it beside a contact.
"""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.numerals import natural

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

KIND = "visitor"


class Visitors:
    """The visitors of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def meet(self, token: object, contact_id: object) -> None:
        """Keep whose token it is; nothing happens without a token or a contact."""
        number = natural(contact_id)
        if isinstance(token, str) and token and number:
            self._portal.shelf(KIND).put(token, number)

    def contact_of(self, token: object) -> int | None:
        """The id of the contact that a token is of, or None."""
        found: int | None = self._portal.shelf(KIND).get(token) if isinstance(token, str) else None
        return found
