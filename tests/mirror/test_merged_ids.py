"""The property that lists the records merged into one."""

from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade.mirror.writing import merged_ids


@given(st.lists(st.integers(1, 2**63 - 1)), st.sampled_from(["", " ", "\x1f", "\n"]))
def test_ids_are_read_whatever_stands_around_them(ids, around):
    assert merged_ids(";".join(f"{each}{around}" for each in ids)) == ids


@given(st.text() | st.from_regex(r"\d{20,5000}", fullmatch=True))
def test_what_is_no_id_is_passed_over(text):
    assert all(0 < each < 2**63 for each in merged_ids(text))
