"""One document, from upstream to specs/."""

import json
from pathlib import Path

from scripts.specs.collection import Document
from scripts.specs.normalise import Tally, encode, normalise
from scripts.specs.overlay import read_overlays


def document(content: dict) -> Document:
    return Document(path="p.json", area="CRM", api="Things", rollout=1, version="v3", sha256="", content=content)


def test_facts_overlays_and_passes_come_together(tmp_path: Path, upstream) -> None:
    (tmp_path / "x.toml").write_text(
        '[[correction]]\nreason="r"\ndocuments=["crm/things"]\nat="/components/schemas/Thing/required"\nremove=true\nmatches=1\n'
    )
    tally = Tally()
    content = normalise(
        document(upstream()), edition="v3", key="crm/things", corrections=read_overlays(tmp_path), tally=tally
    )
    schema = content["components"]["schemas"]["Thing"]
    assert "required" not in schema
    assert schema["properties"]["kind"]["enum"] == ["B", "A"]
    parameters = content["paths"]["/crm/v3/things/{thingId}"]["get"]["parameters"]
    assert [each["name"] for each in parameters] == ["thingId", "after", "limit"]
    assert tally.overlays == {"x.toml#1": 1}
    assert tally.passes["drop_titles"] == tally.passes["any_media_type"] == tally.passes["query_defaults"] == 1


def test_keys_nobody_judged_are_tallied(upstream) -> None:
    content = upstream()
    content["info"]["x-hubspot-new"] = "something"
    tally = Tally()
    normalise(document(content), edition="v3", key="crm/things", corrections=[], tally=tally)
    assert tally.unknown == {"info.x-hubspot-new": 1}


def test_a_server_with_a_path_has_it_before_every_path(upstream) -> None:
    content = upstream()
    content["servers"] = [{"url": "https://api.hubapi.com/base/v3/"}]
    tally = Tally()
    made = normalise(document(content), edition="v3", key="crm/things", corrections=[], tally=tally)
    assert list(made["paths"]) == ["/base/v3/crm/v3/things/{thingId}"]
    assert made["servers"] == [{"url": "https://api.hubapi.com"}]
    assert tally.passes["server_paths"] == 1


def test_bytes_are_canonical() -> None:
    assert encode({"b": ["é"], "a": 1}) == '{\n "a": 1,\n "b": [\n  "é"\n ]\n}\n'.encode()
    assert json.loads(encode({"a": None})) == {"a": None}
