"""The addresses of pages. Pages of a portal that is not the first lead to pages of the same portal."""

from urllib.parse import quote, urlencode

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.messages import Request

BASE = "/_sandbox/page"
HOME = "/"


class Links:
    """The addresses of one portal's pages; `portal` is its id, None for the first, `now` its time."""

    style = f"{BASE}/style.css"
    icon = f"{BASE}/icon.svg"

    def __init__(self, portal: int | None = None, *, now: int = 0) -> None:
        self.portal = portal
        self.now = now

    @classmethod
    def of(cls, request: Request) -> "Links":
        """Those of the portal that a request names."""
        return cls(request.portal.id if request.text("portal") else None, now=request.portal.now())

    @property
    def home(self) -> str:
        """The first page."""
        return self.to(HOME)

    @property
    def lists(self) -> str:
        """Every list."""
        return self.to(f"{BASE}/lists")

    @property
    def pipelines(self) -> str:
        """Every pipeline."""
        return self.to(f"{BASE}/pipelines")

    @property
    def connect(self) -> str:
        """How to connect."""
        return self.to(f"{BASE}/connect")

    @property
    def seed(self) -> str:
        """Where the form that fills the portal leads."""
        return self.to(f"{BASE}/seed")

    def requests(self, **query: str | int | None) -> str:
        """The requests."""
        return self.to(f"{BASE}/requests", **query)

    def request(self, number: int) -> str:
        """One request."""
        return self.to(f"{BASE}/requests/{number}")

    def webhooks(self, **query: str | int | None) -> str:
        """The webhooks that were sent."""
        return self.to(f"{BASE}/webhooks", **query)

    def webhook(self, number: int) -> str:
        """One of them."""
        return self.to(f"{BASE}/webhooks/{number}")

    def objects(self, kind: ObjectType, **query: str | int | None) -> str:
        """The records of a type."""
        return self.to(f"{BASE}/objects/{quote(kind.plural, safe='')}", **query)

    def record(self, kind: ObjectType, id_: int) -> str:
        """One record."""
        return self.to(f"{BASE}/objects/{quote(kind.plural, safe='')}/{id_}")

    def properties(self, kind: ObjectType | None = None) -> str:
        """The properties of a type, of contacts by default."""
        return self.to(f"{BASE}/properties/{'contacts' if kind is None else quote(kind.plural, safe='')}")

    def list_(self, id_: str, **query: str | int | None) -> str:
        """One list."""
        return self.to(f"{BASE}/lists/{quote(id_, safe='')}", **query)

    def to(self, path: str, **query: str | int | None) -> str:
        """A path with those parts of the query that say something, and the portal."""
        kept = {name: value for name, value in query.items() if value not in (None, "")}
        if self.portal is not None:
            kept["portal"] = self.portal
        return f"{path}?{urlencode(kept)}" if kept else path
