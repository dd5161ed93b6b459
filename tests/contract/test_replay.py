"""Every named operation does in every edition, on both clients, what it did when its cassette was recorded."""

import json

import pytest

from hubspot_facade.catalogue.operations import Catalogue, editions
from scripts.record.cassette import FOLDER, path_of
from scripts.record.scrub import with_stand_ins
from tests.contract.recorded import PATHS, cassette, title

CLASSES = {"404": {"NotFound"}, "409": {"Conflict"}, "400": {"BadRequest", "ValidationError"}}
# Fewer than these, and recording has lost what it had; the numbers only grow.
AT_LEAST = {"success": 1020, "429": 1014, "400": 405, "404": 414, "207": 81, "409": 27}


def category(body, error):
    """What a body says of its category; the error's own when the body is no object or says none."""
    told = json.loads(body) if body.startswith("{") else {}
    return told.get("category") or error.get("category")


COLOURS = ("sync", "async")
EVERY = 20


def outcomes(recorded, colour, runner):
    """Each case of a cassette with what became of it now."""
    sample = Catalogue()[recorded.operation].sample
    for case in recorded.cases:
        payload = with_stand_ins(case.payload(sample))
        yield case, runner.run(recorded.edition, recorded.operation, payload, asynchronous=colour == "async")


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("entry", Catalogue(), ids=lambda entry: entry.name)
def test_an_operation_does_what_was_recorded(entry, colour, played, player):
    for edition in editions():
        recorded = cassette(path_of(entry, edition))
        player.load(recorded.interactions)
        left = player.left
        for case, outcome in outcomes(recorded, colour, played):
            assert outcome == case.outcome, (edition, case.name)
            left -= len(case.interactions)
            assert player.left == left, (edition, case.name)
        assert left == 0, edition


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("edition", editions())
def test_vcrpy_replays_a_cassette_as_the_player_does(edition, colour, runner, tapes):
    for path in [path_of(entry, edition) for entry in Catalogue()][::EVERY]:
        recorded = cassette(path)
        with tapes.replay(recorded.interactions, title(path)) as tape:
            for case, outcome in outcomes(recorded, colour, runner):
                assert outcome == case.outcome, (path, case.name)
            assert tape.play_count == len(tape) == len(recorded.interactions)


@pytest.mark.parametrize("edition", editions())
def test_every_operation_has_one_cassette_and_every_cassette_an_operation(edition):
    known = sorted(path for path in PATHS if path.relative_to(FOLDER).parts[0] == edition)
    assert len(set(known)) == len(Catalogue())
    assert sorted((FOLDER / edition).rglob("*.*")) == known


def test_refusals_are_the_errors_of_their_status_with_category_and_correlation_id():
    seen = dict.fromkeys(AT_LEAST, 0)
    for path in PATHS:
        for case in cassette(path).cases:
            seen[case.name] += 1
            statuses = [each["response"]["status"]["code"] for each in case.interactions]
            if case.name in CLASSES:
                error, answer = case.outcome.error, case.interactions[-1]["response"]
                assert error["type"] in CLASSES[case.name], path
                assert error["status"] == int(case.name), path
                assert error["message"], path
                if statuses[-1] == 207:  # a batch of one, which the operation asks for and tells as its error
                    continue
                assert error["status"] == statuses[-1], path
                assert error["correlation_id"] == answer["headers"]["x-hubspot-correlation-id"][0], path
                assert error.get("category") == category(answer["body"]["string"], error), path
            else:
                assert case.outcome.error is None or case.name == "207", (path, case.name)
                assert case.name not in ("429", "207") or int(case.name) in statuses, (path, case.name)
                assert case.name != "429" or statuses[0] == 429, path
    assert all(seen[name] >= least for name, least in AT_LEAST.items()), seen


def test_what_a_refused_request_was_retried_for_is_what_it_gives_without_refusal():
    retried = 0
    for path in PATHS:
        cases = {case.name: case for case in cassette(path).cases}
        if "429" in cases:
            retried += 1
            assert len(cases["429"].interactions) == len(cases["success"].interactions) + 1, path
    assert retried >= AT_LEAST["429"]
