"""Leave to send one request, and what was known when it was given."""

from __future__ import annotations


class Turn:
    """A request of a lane may go, `wait` seconds from now.

    Of its process, when the turn was given: the moment, how many requests counted (this one included), how many others
    were in progress, and how many had been sent ever. `ticket` is its name where several processes share a budget.
    """

    __slots__ = ("counted", "lane", "number", "ticket", "under_way", "wait", "when")

    def __init__(self, lane: str, when: float, counted: int = 0, under_way: int = 0, number: int = 0) -> None:
        self.lane, self.when = lane, when
        self.counted, self.under_way, self.number = counted, under_way, number
        self.wait = 0.0
        self.ticket = ""
