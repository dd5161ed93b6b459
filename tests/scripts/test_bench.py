"""The logic of the benchmarks: figures, budgets, tables, and that one part's failure does not lose the others."""

import json
import re
import ssl
import urllib.request
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.bench import paces, reads, sandboxes, starts, writes
from scripts.bench.__main__ import keep, measure, verdict
from scripts.bench.bytes import page
from scripts.bench.measured import Measured, exponent, middle, quartiles, ratio
from scripts.bench.report import GROUPS, PAGE, README, benchmarks_page, beside_table, put, readme_page, results_table
from scripts.bench.rows import Row, all_rows
from scripts.bench.server import authority, serving, serving_upserts

RUN = {
    "date": "2026-03-01",
    "python": "3.11.7",
    "system": "Linux x86_64",
    "cores": 2,
    "load": 0.1,
    "rounds": 15,
    "versions": ["hubspot-api-client 12.0.0", "hubspot-sdk 0.1.0a9"],
}
FAST = Row("a", "start", "a call", at_most=1.1, source="a goal")
SHARE = Row("b", "pace", "share", unit="%", at_least=98, source="a goal", digits=1)
SLOW = Row("c", "sandbox", "get", unit="ms", at_most=0.7, source="a goal")
FREE = Row("d", "read", "decode")
times = st.lists(st.fractions(min_value=Fraction(1, 1000), max_value=100), min_size=1, max_size=20)


def test_a_ratio_is_that_of_the_medians_with_the_quartiles_of_the_rounds():
    found = ratio([1.0, 2.0, 9.0], [1.0, 1.0, 2.0])
    assert found.value == 2.0
    assert (found.low, found.high) == (1.5, 3.25)  # of 1, 2 and 4.5


@given(times, st.integers(1, 50))
def test_a_side_that_takes_as_many_times_as_much_has_that_ratio(theirs, factor):
    found = ratio([factor * each for each in theirs], theirs)
    assert (found.value, found.low, found.high) == (factor, factor, factor)


@given(times)
def test_quartiles_enclose_the_median(numbers):
    low, high = quartiles(numbers)
    assert min(numbers) <= low <= middle(numbers).value <= high <= max(numbers)


def test_sides_of_different_rounds_have_no_ratio():
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        ratio([1.0, 2.0], [1.0])


@given(st.floats(0.5, 2), st.floats(1e-7, 1e-3))
def test_growth_is_the_power_of_the_size(power, unit):
    costs = {size: unit * size**power for size in (1_000, 10_000, 100_000, 1_000_000)}
    assert exponent(costs).value == pytest.approx(power)


@pytest.mark.parametrize(
    ("row", "value", "met"),
    [(FAST, 1.1, True), (FAST, 1.11, False), (SHARE, 98.0, True), (SHARE, 97.9, False), (FREE, 1e9, True)],
)
def test_a_budget_is_met_up_to_its_number(row, value, met):
    assert row.met(Measured(value)) is met


def test_a_run_fails_for_a_ratio_and_not_for_a_time(capsys):
    assert verdict([FAST, SLOW], {"a": Measured(1.0), "c": Measured(5.0)}, {}) == 0
    assert "missed (depends on the machine): get: 5.00 ms, ≤ 0.7 ms" in capsys.readouterr().err
    assert verdict([FAST, SLOW], {"a": Measured(1.2), "c": Measured(0.1)}, {}) == 1
    assert "missed: a call: 1.20 ×, ≤ 1.1 ×" in capsys.readouterr().err
    assert verdict([FAST], {}, {"start": "OSError: no"}) == 1


def test_a_part_that_fails_leaves_the_others(capsys):
    def broken():
        raise OSError("no room")

    failed: dict[str, str] = {}
    found = measure({"one": broken, "two": lambda: {"b": Measured(99.0)}}, failed)
    assert (found, failed) == ({"b": Measured(99.0)}, {"one": "OSError: no room"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"at_most": 1.0, "at_least": 1.0, "source": "a goal"},
        {"at_most": 1.0},
        {"source": "a goal"},
    ],
)
def test_a_row_has_one_budget_with_a_source_or_none(wrong):
    with pytest.raises(ValueError, match="budget"):
        Row("a", "start", "a call", **wrong)


def test_an_id_is_there_once():
    with pytest.raises(ValueError, match="same id: a"):
        all_rows('[[x]]\nid = "a"\nwhat = ""\n[[y]]\nid = "a"\nwhat = ""\n')


def test_every_row_is_in_a_group_of_the_page_and_measured_by_some_part():
    rows = all_rows()
    assert {row.group for row in rows} == set(GROUPS)
    parts = (starts, reads, writes, paces, sandboxes)
    sources = "".join(Path(each.__file__).read_text(encoding="utf-8") for each in parts)
    named = re.findall(r'"([a-z][a-z.{}0-9-]*)"', sources)
    patterns = [re.sub(r"\\{[^}]*\\}", "[a-z]+", re.escape(each)) for each in named]
    assert not any(re.fullmatch(pattern, "nonsense.row") for pattern in patterns)
    assert [row.id for row in rows if not any(re.fullmatch(pattern, row.id) for pattern in patterns)] == []


def test_a_table_says_budget_figure_spread_and_what_is_missing():
    results = {
        "run": RUN,
        "measured": {"a": {"value": 1.234, "low": 1.2, "high": 1.3, "detail": "5 ms ÷ 4 ms"}, "b": {"value": 99.04}},
        "failed": {"c": "there is none", "read": "OSError: no"},
    }
    text = results_table(results, [FAST, SHARE, SLOW, FREE])
    assert "2 cores, load 0.1 before it began, 15 rounds; hubspot-api-client 12.0.0, hubspot-sdk 0.1.0a9." in text
    assert "| a call | ≤ 1.1 × | 1.23 × | 1.20 to 1.30 | **missed** 5 ms ÷ 4 ms |" in text
    assert "| share | ≥ 98 % | 99.0 % |  |  |" in text
    assert "| get | ≤ 0.7 ms | | | there is none |" in text
    assert "| decode | none | | | not measured |" in text
    assert "### Writing" not in text


def test_the_readmes_table_is_made_of_the_same_figures():
    measured = {"start.answered": {"value": 1.094}, "start.sdk": {"value": 0.25}, "page.sdk": {"value": 0.1234}}
    text = beside_table({"run": RUN, "measured": measured, "failed": {}}, all_rows())
    assert "| our CPU ÷ that of | httpx and `json.loads` | hubspot-sdk 0.1.0a9 | hubspot-api-client 12.0.0 |" in text
    assert "| a program that makes one call, https | 1.09 × | 0.25 × |  |" in text
    assert "|  | 0.123 × |  |" in text


def test_the_committed_pages_are_those_of_the_committed_figures():
    assert PAGE.read_text(encoding="utf-8") == benchmarks_page()
    assert README.read_text(encoding="utf-8") == readme_page()


def test_a_page_without_a_place_for_a_table_is_an_error():
    with pytest.raises(ValueError, match="no place for results"):
        put("# A page\n", "results", "text")


def test_a_part_is_kept_beside_the_rest(tmp_path):
    file = tmp_path / "benchmarks.json"
    first, second, third = ({"date": "2026-03-01", "load": number, "rounds": number} for number in (1, 2, 3))
    one, two = {"value": 1.0}, {"value": 2.0}
    keep({"run": first, "measured": {"a": one, "b": one}, "failed": {"x": "why", "y.redis": "why"}}, file, set())
    keep({"run": second, "measured": {"b": two, "c": two}, "failed": {}}, file, {"y"})
    kept = {"a": {"run": first, **one}, "b": two, "c": two}
    assert json.loads(file.read_text()) == {"run": second, "measured": kept, "failed": {"x": "why"}}
    keep({"run": third, "measured": {"b": one}, "failed": {}}, file, {"x"})
    assert [row.get("run") for row in json.loads(file.read_text())["measured"].values()] == [first, None, second]
    text = results_table({"run": RUN, "measured": kept, "failed": {}}, [FAST])
    assert "| a call | ≤ 1.1 × | 1.00 × |  |  (2026-03-01, load 1, 1 rounds) |" in text
    keep({"run": third, "measured": {"a": one}, "failed": {}}, file, set())
    assert json.loads(file.read_text())["measured"] == {"a": one}


@pytest.mark.parametrize("secure", [True, False])
def test_the_servers_answer_with_tls_and_without(tmp_path, secure):
    context, certificates = authority(tmp_path)
    trusting = ssl.create_default_context(cafile=str(certificates))
    given = {"inputs": [{"id": "a@example.com", "idProperty": "email", "properties": {"city": "Graz"}}]}
    with serving(page(2), context if secure else None) as url, serving_upserts(context if secure else None) as other:
        assert url.startswith("https:" if secure else "http:")
        with urllib.request.urlopen(f"{url}/any", context=trusting) as answer:  # noqa: S310 # our own
            assert answer.read() == page(2)
        with urllib.request.urlopen(other, data=json.dumps(given).encode(), context=trusting) as answer:  # noqa: S310
            [found] = json.loads(answer.read())["results"]
    assert found["properties"] == {"email": "a@example.com", "city": "Graz"}
