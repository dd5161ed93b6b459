"""Analytics v2 and reports v2: reports of a site without visitors. Only the submissions of forms are counted."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from hubspot_facade.sandbox.marketing.forms.models import Forms
from hubspot_facade.sandbox.marketing.forms.submissions import SUBMISSIONS
from hubspot_facade.sandbox.protocol.errors import Body, Refusal, validation
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.routing import Route

FORMS = "forms"
VISITS = (
    *("rawViews", "visits", "visitors", "leads", "contacts", "subscribers", "marketingQualifiedLeads"),
    *("salesQualifiedLeads", "opportunities", "customers", "pageviewsPerSession", "bounceRate", "timePerSession"),
    *("newVisitorSessionRate", "sessionToContactRate", "contactToCustomerRate"),
)
VIEWS = (
    *("rawViews", "ctaViews", "submissions", "contacts", "leads", "entrances", "exits", "timePerPageview"),
    *("pageBounceRate", "exitsPerPageview"),
)
COUNTED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("totals", "sessions", "sources", "geolocation"), VISITS),
    **{f"utm-{kind}": VISITS for kind in ("campaigns", "contents", "mediums", "sources", "terms")},
    **dict.fromkeys(("pages", "landing-pages", "standard-pages", "blog-posts", "listing-pages"), VIEWS),
    "knowledge-articles": VIEWS,
    FORMS: ("formViews", "visibles", "interactions", "submissions"),
    "event-completions": (),
    "social-assists": (),
}
"""What each report counts."""
PERIODS = ("daily", "weekly", "monthly")
MOST = 500
"""Points in time of one report."""
MONTH = 31


def _kind(request: Request) -> str:
    kind = request.params["kind"]
    if kind not in COUNTED:
        raise validation(f"Invalid report: {kind}", context={"report": [kind]})
    return kind


def _day(request: Request, name: str) -> date | None:
    """A day of the query, written `20260131` or with hyphens."""
    text = request.text(name)
    if not text:
        return None
    try:
        return datetime.strptime(text.replace("-", ""), "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise validation(f"Invalid date for {name}: {text}", context={name: [text]}) from None


def _days(request: Request) -> tuple[date | None, date | None]:
    first, last = _day(request, "start"), _day(request, "end")
    if first and last and last < first:
        raise validation("end must not be before start")
    return first, last


def _submitted(request: Request, kind: str, first: date | None, last: date | None) -> Iterator[tuple[date, str]]:
    """The day and the form of each submission of that time, where the report is of forms."""
    portal, wanted = request.portal, {one.lower() for one in request.texts("f")}
    for form in portal.service(Forms).ids() if kind == FORMS else ():
        if wanted and form not in wanted:
            continue
        for one in portal.shelf(SUBMISSIONS).all(form).values():
            day = datetime.fromtimestamp(one["submittedAt"] / 1000, UTC).date()
            if (first or day) <= day <= (last or day):
                yield day, form


def _row(kind: str, forms: list[str]) -> Body:
    """What is counted: nothing but submissions."""
    counted = COUNTED[kind]
    return dict.fromkeys(counted, 0) | ({"submissions": len(forms)} if kind == FORMS else {})


def _rows(kind: str, forms: list[str]) -> list[Body]:
    """The same for each form, most submissions first."""
    found = sorted(set(forms), key=lambda one: (-forms.count(one), one))
    return [{"breakdown": one, **_row(kind, [each for each in forms if each == one])} for one in found]


def get_total(request: Request) -> Answer:
    """A report of some time as a whole; of all time where the query names none."""
    kind = _kind(request)
    forms = [form for _, form in _submitted(request, kind, *_days(request))]
    rows = _rows(kind, forms)
    offset = max(0, request.integer("offset", 0))
    limit = max(0, request.integer("limit", len(rows)))
    some = rows[offset : offset + limit]
    answer: Body = {"offset": offset, "total": len(rows), "totals": _row(kind, forms), "breakdowns": some}
    return Answer(200, answer)


def _start(day: date, period: str) -> date:
    """The first day of the day's week, which begins on Monday, or of its month."""
    if period == "weekly":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "monthly" else day


def _points(first: date, last: date, period: str) -> list[date]:
    days = (last - first).days + 1
    points = {_start(first + timedelta(days=one), period) for one in range(min(days, (MOST + 1) * MONTH))}
    if len(points) > MOST:
        raise Refusal(413, f"A report has at most {MOST} points in time", extra={"type": "RESULT_POINT_LIMIT_EXCEEDED"})
    return sorted(points)


def _series(request: Request, rows: Callable[[str, list[str]], list[Body]]) -> Answer:
    kind, period, (first, last) = _kind(request), _period(request), _days(request)
    if first is None or last is None:
        raise validation(f"{'start' if first is None else 'end'} is required")
    found: dict[date, list[str]] = {point: [] for point in _points(first, last, period)}
    for day, form in _submitted(request, kind, first, last):
        found[_start(day, period)].append(form)
    return Answer(200, {str(point): rows(kind, forms) for point, forms in found.items()})


def get_series(request: Request) -> Answer:
    """A report by days, weeks or months: for each, by its first day, what was counted for each form."""
    return _series(request, _rows)


def get_summary(request: Request) -> Answer:
    """The same with one row for each day, week or month."""
    return _series(request, lambda kind, forms: [_row(kind, forms)])


def _period(request: Request) -> str:
    period = request.params["period"]
    if period not in PERIODS:
        raise validation(f"Invalid time period: {period}", context={"timePeriod": [period]})
    return period


def exists(request: Request) -> Answer:
    """Whether anything was ever counted."""
    return Answer(200, {"exists": any(True for _ in _submitted(request, _kind(request), None, None))})


def get_none(_: Request) -> Answer:
    """The views of a portal, or the events of its analytics: it has none."""
    return Answer(200, [])


URLS: list[Route] = [
    ("GET", "/analytics/v2/reports/{kind}/exists", exists),
    ("GET", "/analytics/v2/reports/{kind}/total", get_total),
    ("GET", "/analytics/v2/reports/{kind}/summarize/{period}", get_summary),
    ("GET", "/analytics/v2/reports/{kind}/{period}", get_series),
    ("GET", "/analytics/v2/views", get_none),
    ("GET", "/reports/v2/events", get_none),
]
