"""What the answer to a batch says about each of its inputs.

HubSpot returns results in another order than the inputs, and failures in groups, so both are matched by key: the
trace id that we send along (`objectWriteTraceId`), the id, or the value of the id property, and never by order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast

from hubspot_facade.errors import BadRequest, ErrorItem, HubSpotError, Unaccounted
from hubspot_facade.plans.listed import errors_in, leaves_open, results_in
from hubspot_facade.transport.failure import error_items, item_error

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from hubspot_facade.plans.plan import Plan

T = TypeVar("T")

Status = Literal["done", "failed", "unknown"]
Keys = Callable[[Any], Sequence[str]]

# What each endpoint's answers account for. "each": every input has its own result or error, and an input that has
# neither is unknown. "failures": only failures (or only changes) are listed, and an input that is not listed is done.
ACCOUNTS: dict[str, Literal["each", "failures"]] = {
    "crm.objects.batch_create": "each",
    "crm.objects.batch_read": "each",
    "crm.objects.batch_update": "each",
    "crm.objects.batch_upsert": "each",
    "crm.objects.batch_archive": "failures",  # 204
    "crm.associations.batch_create": "each",
    "crm.associations.batch_read": "failures",  # records without associations are left out
    "crm.associations.batch_archive": "failures",  # 204
    "crm.lists.add_memberships": "failures",  # lists who joined and which records do not exist, but not earlier members
    "crm.lists.remove_memberships": "failures",  # lists who left
    "crm.properties.batch_create": "each",
    "crm.properties.batch_read": "each",
    "crm.properties.batch_archive": "failures",  # 204
    "crm.timeline.batch_create_events": "each",
    "conversations.conversations.batch_read_actors": "each",
    "communication_preferences.subscriptions.batch_read_statuses": "each",
    "events.manage_event_definitions.send_batch": "failures",  # 204
    "marketing.campaigns.batch_create": "each",
    "marketing.campaigns.batch_read": "each",
    "marketing.campaigns.batch_update": "each",
    "marketing.campaigns.batch_archive": "failures",  # 204
    "marketing.marketing_events.batch_archive": "failures",  # 204
    "marketing.marketing_events.batch_update": "each",
    "marketing.marketing_events.delete_events": "failures",  # 204
    "marketing.marketing_events.record_by_contact_emails": "each",
    "marketing.marketing_events.record_by_contact_id": "each",
    "marketing.marketing_events.record_by_contact_ids": "each",
    "marketing.marketing_events.record_by_email": "each",
    "marketing.marketing_events.upsert_by_contact_id": "failures",  # no content
    "marketing.marketing_events.upsert_events": "each",
    "webhooks.webhooks.batch_update_subscriptions": "each",
}

# How the key of a trace id begins: as no id does, since these have no spaces around them.
TRACE = "\ntrace:"

# How an error without a context names an input: "CONTACT=12 is not valid", "No contact with ID 12 exists".
_WORDS = re.compile(r"(?:=|\bID:? )([\w.@+-]+)")

# Parts of an error's context that do not identify an input.
_NO_KEYS = frozenset(("existingId", "propertyName", "portalId", "objectType", "fromObjectType", "toObjectType"))


@dataclass(slots=True)
class Outcome(Generic[T]):
    """What became of one input, the `index`-th; `input` is what the caller gave, `status` is one of three values.

    "done": `result` is HubSpot's answer for it, None if HubSpot returns nothing. "failed": it was not done,
    and `error` says why. "unknown": it may have been done; `error` says what went wrong (the connection broke, or the
    answer did not account for it).
    """

    index: int
    input: Any
    result: T | None = None
    error: HubSpotError | None = None
    status: Status = "unknown"

    @property
    def ok(self) -> bool:
        """Whether it is done."""
        return self.status == "done"


if TYPE_CHECKING:

    class Failure(Outcome[T]):
        """An outcome of an input that is not known to be done, typed so that its error is always there."""

        error: HubSpotError  # pyright: ignore[reportIncompatibleVariableOverride] # nobody takes an error away


@dataclass(frozen=True, slots=True)
class BatchEndpoint:
    """How the inputs of one endpoint are sent, and how its answers are matched to them.

    `name` is a key of `ACCOUNTS`. `input_keys` and `result_keys` give the keys that match an input's entry to a
    result, the most reliable first. `identity` identifies an entry: of entries with the same identity, writes send
    the first and refuse the others (`repeats="refuse"`), other calls send one for all (`"share"`). With `one_record`,
    several inputs may refer to one record and share its result. `group` separates entries that cannot go in one
    request; entries with the same `result_identity` go in different requests, since their results could not be
    distinguished. `in_order` says of entries and results whether they match one by one, by the most reliable key of
    each; False where that takes a closer look. `look_up` gives further keys of results, by id, if the answer has none.
    `mend` gives a corrected entry to retry after this error, or None. `error_items` reads failures from an answer; the
    inputs named by failures that `excuses` accepts are done.
    """

    name: str
    send: Callable[[list[Any]], Plan[Any]]
    input_keys: Keys
    result_keys: Keys
    size: int = 100
    identity: Callable[[Any], Hashable] | None = None
    repeats: Literal["refuse", "share"] = "refuse"
    one_record: bool = False
    group: Callable[[Any], Hashable] | None = None
    result_identity: Callable[[Any], Hashable] | None = None
    look_up: Callable[[Any, list[str]], Generator[Any, Any, dict[str, list[str]]]] | None = None
    mend: Callable[[Any, HubSpotError], Any | None] | None = None
    in_order: Callable[[Sequence[Any], Sequence[Any]], bool] | None = None
    error_items: Callable[[Any], list[ErrorItem]] | None = None
    excuses: Callable[[ErrorItem], bool] | None = None

    def key(self, entry: Any) -> Hashable:
        """What entries must not share in one request, nor in requests at the same time; None if they may share all."""
        apart = self.result_identity or self.identity
        return None if apart is None else apart(entry)

    def items(self, answer: Any) -> list[ErrorItem]:
        """The failures that an answer lists."""
        if self.error_items is not None:
            return self.error_items(answer)
        return error_items([_plain(each) for each in errors_in(answer)])


@dataclass(slots=True)
class Row:
    """One input in progress: its outcome so far, the entry that is sent for it, and whether it is settled."""

    outcome: Outcome[Any]
    entry: Any
    keys: Sequence[str] = ()
    key: Hashable = None  # of `BatchEndpoint.key`, as sent: an entry may be corrected
    settled: bool = False
    mended: bool = False
    listed: bool = False  # its error is one of the entries in HubSpot's answer

    def done(self, result: Any = None) -> None:
        """Settle it as done, with this result."""
        self.settled, self.outcome.status = True, "done"
        self.outcome.result, self.outcome.error = result, None

    def failed(self, error: HubSpotError, *, listed: bool = False) -> None:
        """Settle it as failed, with this error."""
        self.settled, self.outcome.status, self.outcome.error, self.listed = True, "failed", error, listed

    def unknown(self, error: HubSpotError) -> None:
        """Settle it as unknown; the error says why."""
        self.settled, self.outcome.status, self.outcome.error = True, "unknown", error

    def let_go(self) -> None:
        """Keep no more than the outcome if it is done: less than half of what a row takes."""
        if self.outcome.ok:
            self.entry, self.keys, self.key = None, (), None

    def share(self, other: Row) -> None:
        """Settle it with the outcome of this other row, which was sent for both."""
        self.listed, mine, its = other.listed, self.outcome, other.outcome
        mine.status, mine.result, mine.error = its.status, its.result, its.error

    def open(self, entry: Any) -> None:
        """Reopen it, to send it once more as this entry."""
        self.settled, self.mended, self.listed, self.entry = False, True, False, entry
        self.outcome.status, self.outcome.error = "unknown", None


def account(endpoint: BatchEndpoint, rows: Sequence[Row], answer: Any) -> Generator[Any, Any, list[ErrorItem]]:
    """Settle every row by the answer; the result is the answer's error entries."""
    if is_in_order(endpoint, [row.entry for row in rows], answer):
        for row, result in zip(rows, answer.results, strict=True):
            row.done(result)
        return []
    name_rows(endpoint, rows)
    results = results_in(answer)
    left = _take(rows, results, endpoint.result_keys)
    if len(rows) == 1 and len(results) == 1 and not rows[0].settled:
        rows[0].done(results[0])
    failures = endpoint.items(answer)
    items = [item for item in failures if endpoint.excuses is None or not endpoint.excuses(item)]
    _place(rows, [item for item in failures if item not in items], excused=True)
    unplaced = _place(rows, items)  # before any row shares another row's result, as it may have been refused
    if endpoint.one_record:
        _share(rows, results, endpoint.result_keys)
    common = _common(results) if endpoint.one_record and not unplaced else []
    if left or common:
        yield from _look_up(endpoint, rows, results if left else common)
    silent = [row for row in rows if not row.settled]
    is_open = ACCOUNTS[endpoint.name] == "each" or bool(silent and leaves_open(answer, failures, context_keys))
    for row in silent:
        if unplaced and len(silent) <= len(unplaced):
            row.failed(_error_of(unplaced), listed=True)
        elif unplaced or is_open:
            row.unknown(Unaccounted(endpoint.name, unplaced))
        else:
            row.done()
    return items


def name_rows(endpoint: BatchEndpoint, rows: Iterable[Row]) -> None:
    """Find the keys of rows, before any is corrected; most rows are settled without them."""
    for row in rows:
        if not row.keys:
            row.keys = endpoint.input_keys(row.entry)


def is_in_order(endpoint: BatchEndpoint, entries: Sequence[Any], answer: Any) -> bool:
    """Whether an answer has a result for each of the entries, in their order, and no error: as nearly always.

    `account` would find the same, in ten times the time: no two entries of a request have the same key, so that each
    result finds the entry at its place first. The results are looked at as they came, before they become models.
    """
    if endpoint.in_order is None or endpoint.error_items is not None or getattr(answer, "errors", None):
        return False
    came: Any = getattr(answer, "__source__", {}).get("results")
    return came.__class__ is list and len(came) == len(entries) and endpoint.in_order(entries, came)


def _take(rows: Sequence[Row], results: Sequence[Any], result_keys: Keys) -> list[Any]:
    """Give each result to its row; the results that match no row are returned.

    Keys are compared exactly, then as HubSpot compares them: ignoring case, and numbers by value.
    """
    left = [(result, _texts(result_keys(result))) for result in results]
    for fold in (None, folded):
        if not left:
            break
        waiting = _by_key([row for row in rows if not row.settled], fold)
        rest: list[tuple[Any, list[str]]] = []
        for result, keys in left:
            row = _waiting(waiting, keys if fold is None else map(fold, keys))
            if row is None:
                rest.append((result, keys))
            else:
                row.done(result)
        left = rest
    return [result for result, _ in left]


def _waiting(rows: Mapping[str, Sequence[Row]], keys: Iterable[str]) -> Row | None:
    """The first row with one of these keys that is not settled."""
    for key in keys:
        for row in rows.get(key, ()):
            if not row.settled:
                return row
    return None


def _share(rows: Sequence[Row], results: Sequence[Any], result_keys: Keys) -> None:
    """Give rows the result of another row that refers to the same record, for example by a secondary address.

    A result with a trace id belongs to one row only.
    """
    if all(row.settled for row in rows):
        return
    held = {folded(key): result for result in _common(results) for key in _texts(result_keys(result))}
    for row in rows:
        if not row.settled and (key := next((folded(key) for key in row.keys if folded(key) in held), None)):
            row.done(held[key])


def _common(results: Sequence[Any]) -> list[Any]:
    """The results that may be those of several rows."""
    return [result for result in results if getattr(result, "object_write_trace_id", None) is None]


def _texts(keys: Sequence[Any]) -> list[str]:
    """The keys of an answer that are text; any other value matches no input."""
    return [key for key in keys if isinstance(key, str)]


def _by_key(rows: Iterable[Row], fold: Callable[[str], str] | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in row.keys if fold is None else map(fold, row.keys):
            if key in found:
                found[key].append(row)
            else:
                found[key] = [row]
    return found


def _look_up(endpoint: BatchEndpoint, rows: Sequence[Row], results: Sequence[Any]) -> Generator[Any, Any, None]:
    """Match results by the current keys of their records: those that match no row, or that further rows refer to.

    A record that was merged, or has a further address, may answer two rows with one result that names neither key.
    """
    waiting = [row for row in rows if not row.settled]
    if not waiting or endpoint.look_up is None:
        return
    try:
        held = yield from endpoint.look_up(waiting[0].entry, [str(result.id) for result in results])
    except HubSpotError:
        return  # they stay unknown: the returned records cannot be matched to them

    def keys(result: Any) -> Sequence[str]:
        return held.get(str(result.id), ())

    _take(waiting, results, keys)
    _share(waiting, results, keys)


def _place(rows: Sequence[Row], items: Sequence[ErrorItem], *, excused: bool = False) -> list[ErrorItem]:
    """Give each error to the rows that its context or its message names; errors that name none are returned."""
    by_key = _by_key(rows, folded) if items else {}
    unplaced: list[ErrorItem] = []
    for item in items:
        named = [row for key in context_keys(item) for row in by_key.get(folded(key), ())]
        named = named or [row for word in _WORDS.findall(item.message) for row in by_key.get(folded(word), ())]
        for row in named:
            if row.settled:
                if row.outcome.ok and not excused and "objectWriteTraceId" in item.context:
                    row.unknown(item_error(item))  # it has a result, and an error that is certainly its own
            elif excused:
                row.done()
            else:
                row.failed(item_error(item), listed=True)
        if not named:
            unplaced.append(item)
    return unplaced


def _error_of(items: Sequence[ErrorItem]) -> HubSpotError:
    """One error for items of an answer that cannot be matched to individual inputs."""
    if len(items) == 1:
        return item_error(items[0])
    error = BadRequest("; ".join(dict.fromkeys(str(item) for item in items)), status=400, errors=items)
    error.category = items[0].category
    return error


def _plain(error: Any) -> Any:
    return error.to_dict() if hasattr(error, "to_dict") else error


def context_keys(item: ErrorItem) -> Iterator[str]:
    """Every value by which an error names inputs, in the form of keys: its trace ids if it has any, else its ids."""
    traces = item.context.get("objectWriteTraceId")
    if traces:
        yield from (f"{TRACE}{each}" for each in _listed(traces))
        return
    if item.id:
        yield item.id
    for name, values in item.context.items():
        if name not in _NO_KEYS:
            yield from (str(each) for each in _listed(values))


def _listed(values: Any) -> list[object]:
    return cast("list[object]", values) if isinstance(values, list) else [values]


def folded(key: str) -> str:
    """A key as HubSpot compares it: in lower case, and a number by its value; a leading `name=` stays.

    Trace ids are ours or the caller's, and HubSpot repeats them as they are: "a" and "A" are two.
    """
    if key.startswith(TRACE):
        return key
    name, equals, text = key.strip().lower().rpartition("=")
    if "." in text and text.replace(".", "", 1).lstrip("-").isdecimal():
        text = text.rstrip("0").removesuffix(".")
    return f"{name}{equals}{text}"
