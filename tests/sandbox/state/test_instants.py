"""Times in queries are read and refused alike by every service."""

import httpx
import pytest

# Path, parameter, whether the parameter may be empty.
TIMES = (
    ("/account-info/v3/activity/audit-logs", "occurredAfter", True),
    ("/events/v3/events?eventType=e_visited_page", "occurredBefore", True),
    ("/conversations/v3/conversations/threads?sort=latestMessageTimestamp", "latestMessageTimestampAfter", False),
    ("/marketing/v3/emails/statistics/list", "startTimestamp", False),
    ("/marketing/v3/emails/statistics/list?startTimestamp=0", "endTimestamp", False),
    ("/files/v3/files/search", "createdAtGte", False),
    ("/cms/v3/blogs/posts", "updatedBefore", False),
)


@pytest.mark.parametrize(("path", "name", "blank"), TIMES)
def test_a_time_is_taken_in_every_form_and_nonsense_is_refused(sandbox, path, name, blank):
    def asked(value: str) -> httpx.Response:
        sign = "&" if "?" in path else "?"
        url = f"{sandbox.url}{path}{sign}{name}={value}"
        return httpx.get(url, headers={"authorization": f"Bearer {sandbox.token}"})

    for good in ("2026-03-01", "2026-03-01T09:00:00Z", "2026-03-01T09:00:00%2B02:00", "1772355600000"):
        assert asked(good).status_code == 200, good
    assert asked("2026-03-01T09:00:00+02:00").status_code == 200, "the + of an offset need not be quoted"
    refused = asked("soon")
    assert refused.status_code == 400
    assert name in refused.text
    assert asked("").status_code == (200 if blank else 400)
