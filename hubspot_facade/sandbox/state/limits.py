"""Rate limits by tier: the rolling ten seconds of an app, the second of search, the day of the account.

Associations are counted apart, in windows and a day of their own. Apps that were installed by OAuth have the limits of
such apps on every tier.
"""

import re
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field

from hubspot_facade.sandbox.protocol.errors import Refusal

from .instants import DAY

WINDOW = 10_000
SECOND = 1_000
PRIVATE = "private"
TEN_SECONDLY, DAILY = "ten-secondly", "daily"
"""What a document may exempt an operation from."""
_SEARCH = re.compile(r"/crm/.*objects/.*/search/?\Z")
_ASSOCIATIONS = re.compile(r"/crm/.*associations(/|\Z)")
APP, SEARCH, ASSOCIATIONS = "app", "search", "associations"


@dataclass(frozen=True, slots=True)
class Tier:
    """What an app may do. `daily` is None for OAuth apps, which have no daily limit and no daily headers."""

    name: str
    burst: int
    daily: int | None
    search: int
    associations: int
    enforced: bool = True


ASSOCIATIONS_DAILY = 500_000
UNLIMITED = Tier("unlimited", 100_000, 100_000_000, 100_000, 100_000, enforced=False)
TIERS = {
    "free": Tier("free", 100, 250_000, 5, 100),
    "pro": Tier("pro", 190, 625_000, 5, 150),
    "enterprise": Tier("enterprise", 190, 1_000_000, 5, 150),
    "oauth": Tier("oauth", 110, None, 5, 110),
}


def check_tier(tier: str | None) -> None:
    """Raise ValueError where there is no such tier."""
    if tier is not None and tier not in TIERS:
        raise ValueError(f"unknown tier {tier!r}: expected one of {', '.join(TIERS)}")


def kind_of(method: str, path: str) -> str:
    """Which limit a request counts for: that of search, of associations, or of the app."""
    if method == "POST" and _SEARCH.match(path):
        return SEARCH
    return ASSOCIATIONS if _ASSOCIATIONS.match(path) else APP


SEARCH_POLICY = "secondly"
"""The limit of search, whose refusals have another shape and never say when to come again."""


@dataclass(slots=True)
class Counted:
    """The requests of one app: when the latest were."""

    recent: deque[int] = field(default_factory=deque[int])
    associations: deque[int] = field(default_factory=deque[int])


class Limits:
    """Counts the requests to one portal against its tier. Times are epoch milliseconds."""

    def __init__(self, tier: str | None, *, portal_id: int, app_id: int, retry_after: bool = False) -> None:
        check_tier(tier)
        self.tier = UNLIMITED if tier is None else TIERS[tier]
        self._group = f"{app_id}:{portal_id}"
        self._retry_after = retry_after
        self._apps: dict[str, Counted] = {}
        self._searches: deque[int] = deque()
        self._day = 0
        self.today = 0
        self._associations_today = 0

    def clear(self) -> None:
        """Forget every request."""
        self._apps.clear()
        self._searches.clear()
        self.today = self._associations_today = 0

    def admit(
        self, now: int, kind: str = APP, *, app: str = PRIVATE, oauth: bool = False, exempt: Collection[str] = ()
    ) -> None:
        """Count a request of an app; refuses with 429 what is beyond the tier."""
        if self._day != now // DAY:
            self._day = now // DAY
            self.today = self._associations_today = 0
        tier = self._tier(oauth=oauth)
        window, most, span = self._window(kind, tier, app)
        while window and window[0] <= now - span:
            window.popleft()
        if tier.enforced:
            used, daily = (
                (self._associations_today, ASSOCIATIONS_DAILY) if kind == ASSOCIATIONS else (self.today, tier.daily)
            )
            if tier.daily is not None and daily is not None and used >= daily and DAILY not in exempt:
                raise self._refusal("daily", DAY - now % DAY)
            if len(window) >= most and (kind == SEARCH or TEN_SECONDLY not in exempt):
                raise self._refusal(SEARCH_POLICY if kind == SEARCH else "ten_secondly_rolling", window[0] + span - now)
        if kind == SEARCH or TEN_SECONDLY not in exempt:
            window.append(now)
        if tier.daily is not None and DAILY not in exempt:
            self.today += 1
            self._associations_today += kind == ASSOCIATIONS

    def headers(self, kind: str = APP, *, app: str = PRIVATE, oauth: bool = False) -> dict[str, str]:
        """The rate limit headers of an answer; search has those of the day only."""
        tier = self._tier(oauth=oauth)
        headers: dict[str, str] = {}
        if tier.daily is not None:
            headers["x-hubspot-ratelimit-daily"] = str(tier.daily)
            headers["x-hubspot-ratelimit-daily-remaining"] = str(max(0, tier.daily - self.today))
        if kind != SEARCH:
            window, most, _ = self._window(kind, tier, app)
            headers["x-hubspot-ratelimit-max"] = str(most)
            headers["x-hubspot-ratelimit-remaining"] = str(max(0, most - len(window)))
            headers["x-hubspot-ratelimit-interval-milliseconds"] = str(WINDOW)
            headers["x-hubspot-ratelimit-secondly"] = str(most // 10)
            headers["x-hubspot-ratelimit-secondly-remaining"] = str(most // 10)
        return headers

    def _tier(self, *, oauth: bool) -> Tier:
        return TIERS["oauth"] if oauth and self.tier.enforced else self.tier

    def _window(self, kind: str, tier: Tier, app: str) -> tuple[deque[int], int, int]:
        if kind == SEARCH:
            return self._searches, tier.search, SECOND
        counted = self._apps.setdefault(app, Counted())
        if kind == ASSOCIATIONS:
            return counted.associations, tier.associations, WINDOW
        return counted.recent, tier.burst, WINDOW

    def _refusal(self, policy: str, wait: int) -> Refusal:
        refusal = refused(policy, self._group)
        if self._retry_after and policy != SEARCH_POLICY:
            refusal.headers["retry-after"] = str(-(-wait // 1000))
        return refusal


def refused(policy: str, group: str = "3117001:48210117") -> Refusal:
    """A 429 of a policy: `ten_secondly_rolling`, `secondly` or `daily`. That of search names no policy."""
    message = f"You have reached your {policy} limit."
    if policy == SEARCH_POLICY:
        return Refusal(429, message, category="RATE_LIMITS")
    names = {
        "ten_secondly_rolling": f"publicapi:private_app-api-calls-ten-secondly:{group}",
        "daily": f"publicapi:private_app-api-calls-daily:{group}",
    }
    return Refusal(
        429,
        message,
        extra={"errorType": "RATE_LIMIT", "policyName": policy.upper(), "groupName": names[policy]},
    )
