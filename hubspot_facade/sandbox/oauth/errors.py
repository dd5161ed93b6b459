"""What OAuth refuses: a body of its own, with a code for a status."""

from hubspot_facade.sandbox.protocol.errors import Body, Refusal

GRANT, CLIENT = "invalid_grant", "invalid_client"


class OAuthRefusal(Refusal):
    """A 400 with `status`, `message`, `error` and `error_description`."""

    def __init__(self, code: str, message: str, error: str | None = None) -> None:
        super().__init__(400, message)
        self.code = code
        self.error = error

    def body(self, correlation_id: str) -> Body:
        """The OAuth error body."""
        body: Body = {"status": self.code, "message": self.message, "correlationId": correlation_id}
        return body | ({"error": self.error, "error_description": self.message} if self.error else {})


def bad_refresh_token() -> Refusal:
    """The refresh token is unknown or revoked."""
    return OAuthRefusal("BAD_REFRESH_TOKEN", "refresh token is invalid, expired or revoked", GRANT)


def foreign_refresh_token() -> Refusal:
    """The refresh token is another client's."""
    return OAuthRefusal("BAD_REFRESH_TOKEN", "refresh token was not issued to this client", GRANT)


def bad_code(*, expired: bool = False) -> Refusal:
    """The code is unknown, used or too old."""
    return OAuthRefusal("EXPIRED_AUTH_CODE" if expired else "BAD_AUTH_CODE", "missing or unknown auth code", GRANT)


def bad_client() -> Refusal:
    """There is no client id."""
    return OAuthRefusal("BAD_CLIENT_ID", "missing or unknown client id", CLIENT)


def bad_secret() -> Refusal:
    """The client secret is missing or another one than before."""
    return OAuthRefusal("BAD_CLIENT_SECRET", "missing or invalid client secret", CLIENT)


def bad_grant() -> Refusal:
    """The grant type is unknown."""
    return OAuthRefusal("BAD_GRANT_TYPE", "missing or unknown grant type", "unsupported_grant_type")


def bad_redirect() -> Refusal:
    """The redirect URI is not the one of the authorization."""
    return OAuthRefusal("BAD_REDIRECT_URI", "missing or invalid redirect uri")


def bad_verifier() -> Refusal:
    """The code verifier does not fit the challenge."""
    return OAuthRefusal("BAD_CODE_VERIFIER", "missing or invalid code verifier")


def unknown_token() -> Refusal:
    """404: no such token, in the introspection of version 1."""
    return Refusal(404, "Token not found", category="OBJECT_NOT_FOUND")
