"""What is wrong with an access token or a developer API key that cannot be sent; the secret is never repeated."""

from __future__ import annotations

_BEARER = "bearer "
_ELLIPSIS = "…"


def odd_secret(secret: str, noun: str) -> str:
    """A sentence about a secret with characters that none can have. `noun` says which one it is."""
    if secret.lower().startswith(_BEARER):
        return f'the {noun} begins with "Bearer": leave that out, the token alone is wanted'
    if _ELLIPSIS in secret:
        return f"the {noun} has an ellipsis (…), so it is not the whole of it: copy it from HubSpot in full"
    return f"the {noun} has characters that none can have (spaces, line breaks, …){_form(noun)}"


def _form(noun: str) -> str:
    return ': it is like pat-na1-01234567-…, without "Bearer" or quotation marks' if "token" in noun else ""
