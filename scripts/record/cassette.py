"""Cassettes as files: one for each operation and edition, in vcrpy's format.

Besides vcrpy's `interactions` a cassette has `cases`: what was run, in order, with the outcome and the number of
interactions of each. A case's `change` is applied to the operation's sample payload. A result that is just the body
of the last answer is not written twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hubspot_facade.catalogue.named_operation import Entry
from scripts.record.changes import Change
from scripts.record.outcome import Outcome
from scripts.record.scrub import legible
from scripts.record.tape import Interaction

FOLDER = Path(__file__).parents[2] / "tests" / "cassettes"
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass
class Case:
    """One run of an operation: `name` is `success`, or the status that it shows.

    It was run with the operation's sample, the sample with a `change`, or a `given` payload.
    """

    name: str
    outcome: Outcome
    interactions: list[Interaction] = field(default_factory=list[Interaction])
    change: Change | None = None
    given: dict[str, Any] | None = None

    def payload(self, sample: dict[str, Any]) -> dict[str, Any]:
        """The payload of the run."""
        if self.given is not None:
            return self.given
        return sample if self.change is None else self.change.of(sample)


@dataclass
class Cassette:
    """What was recorded of one operation in one edition; `against` says with what and when."""

    operation: str
    edition: str
    against: str
    cases: list[Case]

    @property
    def interactions(self) -> list[Interaction]:
        """The interactions of all cases, in order."""
        return [one for case in self.cases for one in case.interactions]


def area(entry: Entry) -> str:
    """The folder of an operation's cassettes: its package, such as `crm`."""
    return entry.function.__module__.split(".")[1]


def path_of(entry: Entry, edition: str, folder: Path = FOLDER) -> Path:
    """Where an operation's cassette is kept."""
    return folder / edition / area(entry) / f"{'-'.join(_WORDS.findall(entry.name.casefold()))}.yaml"


def differs(cassette: Cassette, path: Path) -> bool:
    """Whether a file has other content, or does not exist."""
    return not path.exists() or path.read_text(encoding="utf-8") != render(cassette)


def write(cassette: Cassette, path: Path) -> bool:
    """Whether the file had other content before."""
    if not differs(cassette, path):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render(cassette), encoding="utf-8", newline="\n")
    return True


def render(cassette: Cassette) -> str:
    """The file's text."""
    data = {
        "version": 1,
        "operation": cassette.operation,
        "edition": cassette.edition,
        "cases": [_case(case) for case in cassette.cases],
        "interactions": _interactions(cassette.cases),
    }
    head = "".join(f"# {line}\n" for line in cassette.against.splitlines())
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    return head + text


def _interactions(cases: list[Case]) -> list[Interaction]:
    """Equal parts become one object, for which YAML writes references."""
    known: dict[str, Any] = {}

    def once(value: Any) -> Any:
        return known.setdefault(json.dumps(value, sort_keys=True, default=repr), value)

    return [
        {"case": case.name, "request": once(one["request"]), "response": once(one["response"])}
        for case in cases
        for one in case.interactions
    ]


def _case(case: Case) -> dict[str, Any]:
    shown: dict[str, Any] = {"case": case.name, "interactions": len(case.interactions)}
    if case.change is not None:
        shown["change"] = {"at": list(case.change.at), "value": case.change.value}
    if case.given is not None:
        shown["payload"] = legible(case.given)
    if case.outcome.error is not None:
        return shown | {"error": case.outcome.error}
    if case.interactions and _body(case.interactions[-1]) == case.outcome.result:
        return shown | {"result_is": "the last answer's body"}
    return shown | {"result": legible(case.outcome.result)}


def _body(interaction: Interaction) -> Any:
    try:
        return json.loads(interaction["response"]["body"]["string"])
    except ValueError:
        return None


def read(path: Path) -> Cassette:
    """The cassette in a file."""
    text = path.read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    left = iter(data["interactions"])
    cases = [_read_case(given, left) for given in data["cases"]]
    head = [line.removeprefix("# ") for line in text.partition("\nversion:")[0].splitlines()]
    return Cassette(data["operation"], data["edition"], "\n".join(head), cases)


def _read_case(given: dict[str, Any], left: Iterator[Interaction]) -> Case:
    interactions = [next(left) for _ in range(given["interactions"])]
    change = given.get("change")
    if "error" in given:
        outcome = Outcome(error=given["error"])
    elif "result" in given:
        outcome = Outcome(result=json.loads(given["result"]))
    else:
        outcome = Outcome(result=_body(interactions[-1]))
    made = None if change is None else Change(tuple(change["at"]), change["value"])
    payload = json.loads(given["payload"]) if "payload" in given else None
    return Case(given["case"], outcome, interactions, made, payload)


class _Dumper(yaml.CSafeDumper):
    """Text of several lines, written as a block."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and "\r" not in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
