"""Analytics v2 and reports v2: nobody visits, forms are submitted."""

import pytest

REPORTS = "/analytics/v2/reports"
MONTH = {"start": "20260901", "end": "20260930"}
KINDS = [
    *("totals", "sessions", "sources", "geolocation", "utm-campaigns", "pages", "landing-pages", "standard-pages"),
    *("blog-posts", "listing-pages", "knowledge-articles", "forms", "event-completions", "social-assists"),
]


@pytest.fixture
def get(client):
    def got(path, status=200, **query):
        answer = client.get(path, params=query)
        assert answer.status_code == status, answer.text
        return answer.json()

    return got


@pytest.fixture
def submitted(client):
    """A form that was submitted twice at the sandbox's time, 21 September 2026."""
    form = client.post("/forms/v2/forms", json={"name": "News"}).json()["guid"]
    for _ in range(2):
        answer = client.post(f"/submissions/v3/integration/submit/48210117/{form}", json={"fields": []})
        assert answer.status_code == 200, answer.text
    return form


@pytest.mark.parametrize("kind", KINDS)
def test_a_portal_has_no_visitors(get, kind):
    found = get(f"{REPORTS}/{kind}/total", **MONTH)
    assert (found["offset"], found["total"], found["breakdowns"]) == (0, 0, [])
    assert set(found["totals"].values()) <= {0}
    assert get(f"{REPORTS}/{kind}/exists") == {"exists": False}
    assert get(f"{REPORTS}/{kind}/monthly", **MONTH) == {"2026-09-01": []}
    assert get(f"{REPORTS}/{kind}/summarize/monthly", **MONTH) == {"2026-09-01": [found["totals"]]}
    assert get("/analytics/v2/views") == get("/reports/v2/events") == []


def test_submissions_are_counted(get, client, submitted):
    other = client.post("/forms/v2/forms", json={"name": "Other"}).json()["guid"]
    for query in (MONTH, {}, {"f": submitted}, {"start": "2026-09-21", "end": "2026-09-21"}):
        found = get(f"{REPORTS}/forms/total", **query)
        assert found["total"] == 1
        assert (found["totals"]["submissions"], found["breakdowns"][0]["breakdown"]) == (2, submitted)
    assert get(f"{REPORTS}/forms/total", offset=1, **MONTH)["breakdowns"] == []
    for query in ({"f": other}, {"start": "20260922"}, {"end": "20260920"}):
        assert get(f"{REPORTS}/forms/total", **query)["total"] == 0
    assert get(f"{REPORTS}/forms/exists") == {"exists": True}
    assert get(f"{REPORTS}/totals/exists") == {"exists": False}


@pytest.mark.parametrize(("period", "points", "point"), [("daily", 30, 21), ("weekly", 5, 21), ("monthly", 1, 1)])
def test_days_weeks_and_months(get, submitted, period, points, point):
    series, summary = (get(f"{REPORTS}/forms/{path}{period}", **MONTH) for path in ("", "summarize/"))
    assert len(series) == len(summary) == points
    assert list(series) == sorted(series)
    ((key, rows),) = ((key, rows) for key, rows in series.items() if rows)
    assert (key, rows[0]["breakdown"], rows[0]["submissions"]) == (f"2026-09-{point:02}", submitted, 2)
    assert [one["submissions"] for rows in summary.values() for one in rows if one["submissions"]] == [2]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("nothing/total", MONTH, 400),
        ("totals/yearly", MONTH, 400),
        ("totals/summarize/total", MONTH, 400),
        ("totals/daily", {"start": "20260901"}, 400),
        ("totals/daily", {"start": "1 May", "end": "20260930"}, 400),
        ("totals/daily", {"start": "20260930", "end": "20260901"}, 400),
        ("totals/daily", {"start": "20240101", "end": "20260930"}, 413),
        ("totals/monthly", {"start": "00010101", "end": "99991231"}, 413),
    ],
)
def test_what_no_report_is_made_of_is_refused(get, path, query, status):
    assert get(f"{REPORTS}/{path}", status, **query)["status"] == "error"
