"""Where records come from: the app that calls, unless an import or a form makes them."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


@dataclass(frozen=True, slots=True)
class Source:
    """What makes a record: its kind, the id of the one of that kind, and what else is known of it."""

    kind: str
    id: str
    detail: str = ""

    def properties(self) -> dict[str, str]:
        """What a record says of its source."""
        facts = {
            "hs_object_source": self.kind,
            "hs_object_source_id": self.id,
            "hs_object_source_label": self.kind,
        }
        return facts | ({"hs_object_source_detail_1": self.detail} if self.detail else {})


class Sources:
    """What makes a portal's records."""

    def __init__(self, portal: "Portal") -> None:
        self.now = Source("INTEGRATION", str(portal.app_id))
        """What makes them at this moment: the app that calls, unless `acting` says otherwise."""

    @contextmanager
    def acting(self, kind: str, id_: str, detail: str = "") -> Generator[None, None, None]:
        """Records made meanwhile come from there."""
        before, self.now = self.now, Source(kind, id_, detail)
        try:
            yield
        finally:
            self.now = before
