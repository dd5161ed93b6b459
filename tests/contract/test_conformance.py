"""What was recorded, held against the OpenAPI documents; deviations.toml lists where HubSpot differs from them."""

import re
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path

from scripts.record.tape import octets
from tests.contract.documents import Documented
from tests.contract.recorded import PATHS, cassette

DEVIATIONS = tomllib.loads(Path(__file__).with_name("deviations.toml").read_text(encoding="utf-8"))


def kind(message):
    return message["headers"].get("content-type", [""])[0]


def findings():
    """Every problem of requests and of answers, as (operation, status, problem), and how many were looked at."""
    problems, held = {"request": Counter(), "answer": Counter()}, Counter()
    for path in PATHS:
        for case in cassette(path).cases:
            for one in case.interactions:
                request, answer = one["request"], one["response"]
                status = answer["status"]["code"]
                place = (request["method"], request["uri"])
                held["answer"] += 1
                wrong = of_answer(*place, status, kind(answer), octets(answer["body"]["string"]))
                problems["answer"].update((title, status, each) for title, each in wrong)
                if case.name != "400":  # which asks for what is not allowed
                    held["request"] += 1
                    wrong = of_request(*place, kind(request), octets(request["body"]))
                    problems["request"].update((title, status, each) for title, each in wrong)
    return problems, held


# What is sent again after a refusal is as it was before.
@lru_cache(maxsize=10_000)
def of_request(method, url, content_type, body):
    documented = Documented(method, url)
    return [(documented.title, each) for each in documented.request_problems(content_type, body)]


@lru_cache(maxsize=10_000)
def of_answer(method, url, status, content_type, body):
    documented = Documented(method, url)
    return [(documented.title, each) for each in documented.answer_problems(status, content_type, body)]


def is_known(deviation, title, status, problem):
    return (
        deviation.get("status", status) == status
        and re.search(deviation["operation"], title) is not None
        and re.search(deviation["problem"], problem) is not None
    )


def test_all_is_as_the_documents_say_but_for_the_known_deviations():
    problems, held = findings()
    for side, found in problems.items():
        unknown = [each for each in found if not any(is_known(one, *each) for one in DEVIATIONS[side])]
        assert unknown == [], f"{side}: mend it, or give deviations.toml an entry with a source"
        assert held[side] > 3_000
        unmet = [one for one in DEVIATIONS[side] if not any(is_known(one, *each) for each in found)]
        assert unmet == [], f"{side}: nothing deviates so any more"


def test_every_known_deviation_has_a_source():
    for one in (*DEVIATIONS["request"], *DEVIATIONS["answer"]):
        assert len(one["source"]) > 20, one
        assert one.keys() <= {"operation", "problem", "status", "source"}


def test_the_validator_refuses_what_a_document_does_not_declare():
    def request(method, path, body=b"", content_type="application/json"):
        return Documented(method, f"https://api.hubapi.com{path}").request_problems(content_type, body)

    contacts = "/crm/objects/2026-03/contacts"
    assert request("GET", f"{contacts}?limit=10&properties=email&properties=phone") == []
    assert request("GET", f"{contacts}?limit=ten") == ["limit: $: 'ten' is not of type integer"]
    assert request("GET", f"{contacts}?limit=1&limit=2") == ["limit: given 2 times"]
    assert request("GET", f"{contacts}?colour=red") == ["colour: no such parameter"]
    assert request("GET", "/no/such/path") == ["no document has this path"]
    assert request("GET", contacts, b"{}") == ["a body that is not declared"]
    assert request("POST", contacts) == ["a required body is missing"]
    assert request("POST", contacts, b"<a/>", "text/xml") == ["text/xml is not among application/json"]
    assert request("POST", contacts, b'{"properties": {}, "associations": []}') == []
    (unknown,) = request("POST", contacts, b'{"properties": {}, "associations": [], "colour": 1}')
    assert "'colour' was unexpected" in unknown
    lacking = request("POST", f"{contacts}/merge", b"{}")
    assert lacking == ["$: lacks objectIdToMerge, primaryObjectId"]


def test_the_validator_refuses_an_answer_that_a_document_does_not_declare():
    place = Documented("GET", "https://api.hubapi.com/crm/objects/2026-03/contacts/51")
    json = "application/json;charset=utf-8"
    whole = b'{"id": "51", "properties": {}, "createdAt": "2024-01-01T00:00:00Z", "archived": false,'
    whole += b' "updatedAt": "2024-01-01T00:00:00Z", "more": 1}'
    assert place.answer_problems(200, json, whole) == []
    assert place.answer_problems(200, json, whole.replace(b'"51"', b"51")) == ["$.id: 51 is not of type string"]
    assert place.answer_problems(200, json, b"{}") == ["$: lacks archived, createdAt, id, properties, updatedAt"]
    assert place.answer_problems(200, json, b"") == ["an answer without the declared body"]
    assert place.answer_problems(200, "text/html", b"<p>") == ["text/html is not among */*"] or place.answer_problems(
        200, "text/html", b"<p>"
    ) == ["text/html is not among application/json"]
    assert place.answer_problems(202, json, whole) == ["status 202 is not among 200, default"]
