"""How far a load is, in words."""

import io
import sys
from dataclasses import dataclass

import pytest

from hubspot_facade.cli.load.progress import Estimate, Lines, clock, described, showing


@dataclass
class Moment:
    rows: int = 0
    done: int = 0
    failed: int = 0
    unknown: int = 0
    requests: int = 0
    retries: int = 0
    seconds: float = 0.0
    rate: float = 0.0


def test_a_moment_in_words():
    now = Moment(rows=12_300, failed=5, requests=130, retries=2, rate=409.6)
    assert described(now, 80) == "12,300 rows, 410/s, 130 requests, 2 retries, 5 failed, 1:20 left"
    assert described(Moment(unknown=3), None) == "0 rows, 0/s, 0 requests, 0 retries, 0 failed, 3 unknown"


@pytest.mark.parametrize(("seconds", "text"), [(0.2, "0:00"), (59.6, "1:00"), (754, "12:34"), (3723, "1:02:03")])
def test_times_in_words(seconds, text):
    assert clock(seconds) == text


def test_the_time_left_is_by_what_this_run_has_read():
    estimate = Estimate()
    assert estimate.left(0.0, None) is None
    assert estimate.left(1.0, 0.5) is None  # where an earlier run ended
    assert estimate.left(11.0, 0.6) == pytest.approx(40.0)
    assert estimate.left(51.0, 1.0) == 0.0


def test_lines_come_every_few_seconds_by_the_clock_of_the_load(capsys):
    shares = iter([0.0, 0.1, 0.2, 0.3, 0.4])
    show = Lines(lambda: next(shares), every=5)
    for seconds in (0.5, 4.5, 5.5, 9.0, 11.0):
        show(Moment(rows=int(seconds * 100), seconds=seconds, rate=100))
    assert capsys.readouterr().err.splitlines() == [
        "550 rows, 100/s, 0 requests, 0 retries, 0 failed, 0:20 left",
        "1,100 rows, 100/s, 0 requests, 0 retries, 0 failed, 0:16 left",
    ]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_has_a_bar(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    share = [0.25, None]
    with showing("load contacts", lambda: share[0]) as show:
        show(Moment(rows=1200, rate=300, seconds=4))
        share[0] = None
        show(Moment(rows=2400, rate=300, seconds=8))
    assert "load contacts" in terminal.getvalue()
    assert "2,400 rows, 300/s" in terminal.getvalue()
