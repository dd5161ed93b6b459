"""What the logger `hubspot_facade` writes: a line for each answer (DEBUG) and for each retry (INFO).

Every record has the same facts as attributes, for formatters of JSON: `method`, `path`, `status`, `error`, `attempt`,
`seconds`, `correlation_id`, and `retry_after` if the request will be sent again. The path is without values, so that no
record has an id, an address or a secret.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from hubspot_facade.transport.request import Answer

if TYPE_CHECKING:
    from hubspot_facade.errors import TransportError
    from hubspot_facade.transport.request import Request
    from hubspot_facade.transport.secrets import Secrets

logger = logging.getLogger("hubspot_facade")


def log_answer(
    request: Request, attempt: int, seconds: float, outcome: Answer | TransportError, secrets: Secrets
) -> None:
    """One attempt, and what came of it."""
    facts = _facts(request, attempt, outcome, secrets) | {"seconds": seconds}
    shown = (facts["method"], facts["path"], facts["status"] or facts["error"])
    logger.debug("%s %s: %s in %.0f ms, %s", *shown, seconds * 1000, facts["correlation_id"] or "-", extra=facts)


def log_retry(request: Request, attempt: int, after: float, outcome: Answer | TransportError, secrets: Secrets) -> None:
    """A request that will be sent again, in so many seconds."""
    facts = _facts(request, attempt, outcome, secrets) | {"retry_after": after}
    shown = (facts["method"], facts["path"], facts["status"] or facts["error"])
    logger.info("%s %s: %s, attempt %d, again in %.1f s", *shown, attempt, after, extra=facts)


def _facts(request: Request, attempt: int, outcome: Answer | TransportError, secrets: Secrets) -> dict[str, Any]:
    facts: dict[str, Any] = {"method": request.method, "path": secrets.text(request.route), "attempt": attempt}
    if not isinstance(outcome, Answer):
        return facts | {"status": None, "error": type(outcome).__name__, "correlation_id": None}
    correlation_id = outcome.headers.get("x-hubspot-correlation-id")
    shown = None if correlation_id is None else secrets.text(correlation_id)
    return facts | {"status": outcome.status, "error": None, "correlation_id": shown}
