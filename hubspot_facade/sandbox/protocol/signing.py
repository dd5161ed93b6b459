"""URLs of this sandbox that work without a token, for a time: signed with a secret of the portal."""

import hmac
from typing import TYPE_CHECKING

from .errors import Refusal
from .numerals import natural
from .request import Request

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


def _signature(portal: "Portal", path: str, expires: str) -> str:
    shelf = portal.shelf("url_secret")
    if shelf.get("secret") is None:
        shelf.put("secret", portal.identities.uuid4())
    return hmac.new(str(shelf.get("secret")).encode(), f"{path}:{expires}".encode(), "sha256").hexdigest()


def signed_url(request: Request, path: str, seconds: int) -> tuple[str, int]:
    """The URL of a path, and when it dies, epoch milliseconds."""
    expires = request.portal.now() + seconds * 1000
    url = f"http://{request.headers.get('host', 'localhost')}{path}"
    return f"{url}?expires={expires}&signature={_signature(request.portal, path, str(expires))}", expires


def require_signature(request: Request) -> None:
    """Refuses a request whose URL was not signed, or long ago."""
    expires = natural(request.text("expires")) or 0
    if not is_signed(request, request.portal) or expires < request.portal.now():
        raise Refusal(403, "The signed URL is not valid or has expired.", category="FORBIDDEN")


def is_signed(request: Request, portal: "Portal") -> bool:
    """Whether the URL bears the signature of a portal, be it in time or not."""
    given = (request.text("signature") or "").encode()
    return hmac.compare_digest(given, _signature(portal, request.path, request.text("expires") or "0").encode())
