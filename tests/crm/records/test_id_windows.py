"""Windows of ids: together they are the whole listing, whatever a cursor means."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.crm.records.id_windows import windows_between, within
from hubspot_facade.plans.paging import Pages


def listing(ids, size, *, inclusive):
    """A listing by id, whose cursor is the last id plus one, or the last id."""

    def fetch(cursor):
        begin = 0 if cursor is None else int(cursor)
        rest = [each for each in ids if each > begin or (inclusive and each == begin)]
        after = None if len(rest) <= size else str(rest[size - 1] + (1 if inclusive else 0))
        return SimpleNamespace(
            results=[SimpleNamespace(id=str(each)) for each in rest[:size]],
            paging=SimpleNamespace(next_=SimpleNamespace(after=after)),
        )

    return lambda cursor: Pages(fetch=fetch, start=cursor)


def read(pages):
    cursor = pages.start
    while True:
        page = pages.fetch(cursor)
        yield from (int(each.id) for each in pages.items(page))
        cursor = pages.after(page, cursor)
        if cursor is None:
            return


@pytest.mark.parametrize("inclusive", [True, False])
@given(st.sets(st.integers(1, 60), max_size=30).map(sorted), st.integers(1, 5), st.integers(1, 9), st.integers(0, 60))
def test_windows_have_every_record_once(inclusive, ids, size, count, latest):
    pages = listing(ids, size, inclusive=inclusive)
    windows = windows_between(min(ids, default=0), max(latest, min(ids, default=0)), count)
    assert len(windows) <= count
    found = [[*read(within(pages(window.cursor), window))] for window in windows]
    assert [each for part in found for each in part] == ids
    for number, window in enumerate(windows[:-1]):
        later = [each for each in ids if each >= window.end]
        if later and found[number]:
            assert window.beyond in (None, later[0])
        assert window.first == (found[number][0] if found[number] else None)
