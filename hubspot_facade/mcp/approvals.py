"""Hashes of plans: each is taken once, for a while, for exactly the operation, payload and state that it is of."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hubspot_facade.mcp.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 600.0
_MOST = 1_000  # plans that wait; the oldest one is forgotten


@dataclass(frozen=True, slots=True)
class Pending:
    """A plan that was shown: what it was for, and until when it may be carried out."""

    subject: str
    state: str
    until: float


class Approvals:
    """The hashes that were given out. `now` is a clock in seconds that only goes forward."""

    def __init__(self, now: Callable[[], float], seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._now = now
        self._key = secrets.token_bytes(32)
        self._pending: dict[str, Pending] = {}
        self._lock = threading.Lock()

    def issue(self, subject: Any, state: Any) -> str:
        """A new hash for what is to be done (`subject`) to what is there (`state`)."""
        one, other = digest(subject), digest(state)
        text = f"{one} {other} {secrets.token_hex(16)}"  # so that each plan has its own, and none can be computed
        plan_hash = hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]
        with self._lock:
            while len(self._pending) >= _MOST:
                self._pending.pop(next(iter(self._pending)))
            self._pending[plan_hash] = Pending(one, other, self._now() + self.seconds)
        return plan_hash

    def take(self, plan_hash: str, subject: Any) -> Pending:
        """The plan of this hash, which is used up from now on, also where it is refused for another subject."""
        with self._lock:
            found = self._pending.pop(plan_hash, None)
        if found is None:
            raise Refusal(
                "this plan_hash is not known: it was used, has expired or was never given. "
                "Call run_operation without plan_hash for a new plan"
            )
        if self._now() > found.until:
            raise Refusal(f"this plan has expired after {self.seconds:.0f} s: call run_operation without plan_hash")
        if not hmac.compare_digest(found.subject, digest(subject)):
            raise Refusal(
                "this plan_hash is for another operation, payload or portal; it is used up. "
                "Call run_operation without plan_hash for a new plan"
            )
        return found


def digest(value: Any) -> str:
    """A hash of JSON data, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
