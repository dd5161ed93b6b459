"""Rate limits by tier: the rolling ten seconds of an app, the second of search, the day of the account."""

from collections import deque
from dataclasses import dataclass

from .clock import DAY
from .errors import Refusal

WINDOW = 10_000
SECOND = 1_000


@dataclass(frozen=True, slots=True)
class Tier:
    """What an app may do. `daily` is None for OAuth apps, which have no daily limit and no daily headers."""

    name: str
    burst: int
    daily: int | None
    search: int
    enforced: bool = True


UNLIMITED = Tier("unlimited", 100_000, 100_000_000, 100_000, enforced=False)
TIERS = {
    "free": Tier("free", 100, 250_000, 5),
    "pro": Tier("pro", 190, 625_000, 5),
    "enterprise": Tier("enterprise", 190, 1_000_000, 5),
    "oauth": Tier("oauth", 110, None, 5),
}


def check_tier(tier: str | None) -> None:
    """Raise ValueError where there is no such tier."""
    if tier is not None and tier not in TIERS:
        raise ValueError(f"unknown tier {tier!r}: one of {', '.join(TIERS)}, or None for no limits")


class Limits:
    """Counts the requests of one app against its tier. Times are epoch milliseconds."""

    def __init__(self, tier: str | None, *, portal_id: int, app_id: int, retry_after: bool = False) -> None:
        check_tier(tier)
        self.tier = UNLIMITED if tier is None else TIERS[tier]
        self._group = f"{app_id}:{portal_id}"
        self._retry_after = retry_after
        self._recent: deque[int] = deque()
        self._searches: deque[int] = deque()
        self._day = 0
        self.today = 0

    def clear(self) -> None:
        """Forget every request."""
        self._recent.clear()
        self._searches.clear()
        self.today = 0

    def admit(self, now: int, *, search: bool) -> None:
        """Count a request; refuses with 429 what is beyond the tier."""
        if self._day != now // DAY:
            self._day, self.today = now // DAY, 0
        tier = self.tier
        window, most, span = (self._searches, tier.search, SECOND) if search else (self._recent, tier.burst, WINDOW)
        while window and window[0] <= now - span:
            window.popleft()
        if tier.enforced:
            if tier.daily is not None and self.today >= tier.daily:
                raise self._refusal("daily", DAY - now % DAY)
            if len(window) >= most:
                raise self._refusal("secondly" if search else "ten_secondly_rolling", window[0] + span - now)
        window.append(now)
        self.today += 1

    def headers(self, *, search: bool) -> dict[str, str]:
        """The rate limit headers of an answer; search tells of the day only."""
        tier = self.tier
        headers: dict[str, str] = {}
        if tier.daily is not None:
            headers["x-hubspot-ratelimit-daily"] = str(tier.daily)
            headers["x-hubspot-ratelimit-daily-remaining"] = str(max(0, tier.daily - self.today))
        if not search:
            headers["x-hubspot-ratelimit-max"] = str(tier.burst)
            headers["x-hubspot-ratelimit-remaining"] = str(max(0, tier.burst - len(self._recent)))
            headers["x-hubspot-ratelimit-interval-milliseconds"] = str(WINDOW)
            headers["x-hubspot-ratelimit-secondly"] = str(tier.burst // 10)
            headers["x-hubspot-ratelimit-secondly-remaining"] = str(tier.burst // 10)
        return headers

    def _refusal(self, policy: str, wait: int) -> Refusal:
        refusal = refused(policy, self._group)
        if self._retry_after:
            refusal.headers["retry-after"] = str(-(-wait // 1000))
        return refusal


def refused(policy: str, group: str = "3117001:48210117") -> Refusal:
    """A 429 of a policy: `ten_secondly_rolling`, `secondly` (search) or `daily`."""
    names = {
        "ten_secondly_rolling": f"publicapi:private_app-api-calls-ten-secondly:{group}",
        "secondly": f"publicapi:crm:search:oauth:{group}",
        "daily": f"publicapi:private_app-api-calls-daily:{group}",
    }
    return Refusal(
        429,
        f"You have reached your {policy} limit.",
        extra={"errorType": "RATE_LIMIT", "policyName": policy.upper(), "groupName": names[policy]},
    )
