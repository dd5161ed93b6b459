"""Which requests planned faults are injected into, and what is said about wrong entries."""

import pytest

from hubspot_facade.sandbox.faults import FaultError, Faults
from hubspot_facade.sandbox.faults.toml import read


def hits(faults, count, method="GET", path="/crm/v3/objects/contacts"):
    """The numbers of those of `count` requests that failed."""
    return [number for number in range(1, count + 1) if faults.choose(method, path, None)]


@pytest.fixture
def faults():
    return Faults(seed=3)


def test_times_skip_and_nth(faults):
    faults.plan({"fault": "500"})
    assert hits(faults, 3) == [1]
    faults.plan({"fault": "500", "times": 2, "skip": 1})
    assert hits(faults, 5) == [2, 3]
    faults.plan({"fault": "500", "nth": [2, 4]})
    assert hits(faults, 6) == [2, 4]
    assert faults.planned == []
    faults.plan({"fault": "500", "nth": 3, "times": 1})
    assert hits(faults, 6) == [3]
    faults.plan({"fault": "500", "times": -1})
    assert hits(faults, 3) == [1, 2, 3]


def test_methods_and_paths(faults):
    planned = faults.plan({"fault": "500", "method": ["post", "PATCH"], "path": "/crm/*/contacts", "times": -1})
    for path in ("/crm/v3/objects/contacts", "/crm/objects/2026-03/contacts"):
        assert faults.choose("POST", path, None)
        assert faults.choose("PATCH", path, None)
        assert not faults.choose("GET", path, None)
    assert not faults.choose("POST", "/crm/v3/objects/contacts/1", None)
    assert (planned.seen, planned.hits) == (4, 4)


def test_requests_that_do_not_match_are_not_counted(faults):
    faults.plan({"fault": "500", "method": "POST", "nth": 2})
    assert not faults.choose("POST", "/a", None)
    assert not faults.choose("GET", "/a", None)
    assert faults.choose("POST", "/a", None)


def test_chance_repeats_itself():
    runs = []
    for seed in (3, 3, 4):
        faults = Faults(seed)
        faults.plan({"fault": "500", "probability": 0.2, "times": -1})
        runs.append(hits(faults, 200))
    assert runs[0] == runs[1] != runs[2]
    assert 20 < len(runs[0]) < 60
    faults.clear()
    faults.plan({"fault": "500", "probability": 0.2, "times": -1})
    assert hits(faults, 200) == runs[2]


def test_the_first_that_applies_is_injected(faults):
    faults.plan({"fault": "500", "skip": 1})
    faults.plan({"fault": "503", "times": -1})
    named = [fault.name for _ in range(3) if (fault := faults.choose("GET", "/", None))]
    assert named == ["503", "500", "503"]


def test_a_plan_tells_what_is_left_of_it(faults):
    planned = faults.plan(
        {"status": 429, "policy": "daily", "retryAfter": 3, "times": 3, "nth": [1, 2, 9], "path": "/*"}
    )
    hits(faults, 1)
    assert planned.body() == {
        "match": {"path": "/*"},
        "fault": "429-daily",
        "retryAfter": "3",
        "times": 2,
        "skip": 0,
        "nth": [1, 2, 9],
    }
    assert faults.plan({"status": 418, "body": [], "seconds": 1}).body()["body"] == []
    assert faults.plan({"fault": "partial=2", "probability": 0.5}).body() == {
        "match": {},
        "fault": "partial",
        "inputs": 2,
        "times": 1,
        "skip": 0,
        "probability": 0.5,
    }


WRONG = [
    ({}, "fault", "say what happens: fault or status"),
    ({"fault": "earthquake"}, "fault", "unknown fault 'earthquake': one of 429, "),
    ({"fault": "500=3"}, "fault", "500 takes no number"),
    ({"fault": "latency=soon"}, "fault", "'soon' is not a number of seconds"),
    ({"fault": "partial=1.5"}, "fault", "'1.5' is not a number of inputs"),
    ({"fault": "429; after=2"}, "fault", "unknown option 'after'"),
    ({"fault": "500", "status": 500}, "status", "either fault or status"),
    ({"status": 200}, "status", "status 200 is not a failure"),
    ({"status": "500"}, "status", "status must be a whole number"),
    ({"status": 500, "after_write": True}, "after_write", "only 502 and 504"),
    ({"fault": "500", "body": {}}, "body", "body goes with status"),
    ({"fault": "500", "policy": "DAILY"}, "policy", "policy goes with 429"),
    ({"policy": "HOURLY"}, "policy", "one of TEN_SECONDLY_ROLLING, SECONDLY, DAILY"),
    ({"fault": "500", "tmes": 2}, "tmes", "unknown key 'tmes': one of fault, "),
    ({"fault": "500", "times": 0}, "times", "times must be 1 or more, or -1"),
    ({"fault": "500", "times": "2"}, "times", "times must be a whole number, not '2'"),
    ({"fault": "500", "times": True}, "times", "not True"),
    ({"fault": "500", "skip": -1}, "skip", "skip must be 0 or more"),
    ({"fault": "500", "nth": [0]}, "nth", "nth must be 1 or more"),
    ({"fault": "500", "probability": 1.5}, "probability", "above 0 and at most 1"),
    ({"fault": "500", "probability": "often"}, "probability", "must be a number"),
    ({"fault": "500", "method": 3}, "method", "method must be like GET"),
    ({"fault": "500", "path": "crm"}, "path", "path must be text that begins with /"),
    ({"fault": "latency", "seconds": -1}, "seconds", "seconds must be 0 or more"),
    ({"fault": "partial", "inputs": 0}, "inputs", "inputs must be 1 or more"),
    ({"fault": "500", "match": []}, "match", "match must have method and path"),
]


@pytest.mark.parametrize(("entry", "key", "told"), WRONG, ids=[f"{key}-{told[:12]}" for _, key, told in WRONG])
def test_a_wrong_entry_names_its_key(faults, entry, key, told):
    with pytest.raises(FaultError) as refused:
        faults.plan(entry)
    assert refused.value.key == key
    assert told in str(refused.value)
    assert faults.planned == []


def test_the_admin_endpoint_tells_of_wrong_entries_too(client):
    for entry, _, told in WRONG:
        answer = client.post("/_sandbox/faults", json=entry)
        assert answer.status_code == 400
        assert told in answer.json()["message"]


# -- files ---------------------------------------------------------------------------------------------------

FILE = """\
seed = 7

[[fault]]
fault = "500"

[[ fault ]]
status = 429
path = "/crm/*"
{line}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FILE.format(line="tmes = 2"), ", line 9, fault 2: unknown key 'tmes'"),
        (FILE.format(line="'times' = 0"), ", line 9, fault 2: times must be"),
        (FILE.format(line="").replace('"/crm/*"', "3"), ", line 8, fault 2: path must be"),
        (FILE.format(line="").replace("status = 429", ""), ", line 6, fault 2: say what happens"),
        (FILE.format(line="x ="), "this is not TOML"),
        ('seed = "x"', "seed must be a whole number, not 'x'"),
        ("[[faults]]", "unknown key 'faults': seed and [[fault]] are known"),
        ("fault = 3", "faults are written as [[fault]] tables"),
        ('fault = [{fault = "?"}]', ", line 1, fault 1: unknown fault '?'"),
    ],
)
def test_a_wrong_file_names_line_entry_and_key(tmp_path, text, told):
    path = tmp_path / "faults.toml"
    path.write_text(text)
    with pytest.raises(FaultError) as refused:
        read(path)
    assert str(refused.value).startswith(str(path))
    assert told in str(refused.value)


def test_the_faults_of_a_file_come_back_at_every_reset(tmp_path, faults):
    path = tmp_path / "faults.toml"
    path.write_text(FILE.format(line="times = 2"))
    faults.stand(*read(path))
    assert hits(faults, 5) == [1, 2, 3]
    faults.plan({"fault": "503"})
    faults.reset()
    assert hits(faults, 5) == [1, 2, 3]
    assert faults.seed == 7
