"""Reading documents of the collection."""

import hashlib
import json
from pathlib import Path

import pytest

from scripts.specs.collection import Document, is_candidate, read
from scripts.specs.errors import SpecsError

PATH = "PublicApiSpecs/CRM/Deal Splits/Rollouts/157885/v3/dealSplits.json"


def put(root: Path, data: bytes) -> None:
    (root / PATH).parent.mkdir(parents=True)
    (root / PATH).write_bytes(data)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PATH, True),
        ("PublicApiSpecs/CRM/Deals/Rollouts/1/v3/postman/x.json", False),
        ("PublicApiSpecs/CRM/Deals/Rollouts/one/v3/x.json", False),
        ("PublicApiSpecs/CRM/Deals/Rollouts/1/v3/x.yaml", True),
        ("PublicApiSpecs/CRM/Deals/Rollouts/1/v3/x.md", False),
        ("Other/CRM/Deals/Rollouts/1/v3/x.json", False),
        ("PublicApiSpecs/CRM/De\nals/Rollouts/1/v3/x.json", False),
    ],
)
def test_a_document_is_told_by_the_shape_of_its_path(path: str, expected: bool) -> None:
    assert is_candidate(path) is expected


def test_the_path_and_the_bytes_tell_what_a_document_is(tmp_path: Path, upstream) -> None:
    data = json.dumps(upstream()).encode()
    put(tmp_path, data)
    document = read(tmp_path, PATH)
    assert isinstance(document, Document)
    assert (document.name, document.rollout, document.version) == ("CRM/Deal Splits", 157885, "v3")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.operations == [("get", "/crm/v3/things/{thingId}")]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ({"info": {}, "item": []}, ""),
        ({"openapi": "3.1.0"}, "OpenAPI 3.1.0"),
        ({"swagger": "2.0"}, "Swagger 2.0"),
        ([], ""),
        ("3.0.1", ""),
    ],
)
def test_a_file_that_is_not_openapi_3_0_says_what_it_is(tmp_path: Path, content: object, form: str) -> None:
    put(tmp_path, json.dumps(content).encode())
    assert read(tmp_path, PATH) == form


def without(document: dict, *keys: str) -> dict:
    node = document
    for key in keys[:-1]:
        node = node[key]
    del node[keys[-1]]
    return document


@pytest.mark.parametrize(
    "keys",
    [
        ("paths",),
        ("info",),
        ("paths", "/crm/v3/things/{thingId}"),
        ("paths", "/crm/v3/things/{thingId}", "get", "responses"),
    ],
)
def test_an_incomplete_document_is_named(tmp_path: Path, upstream, keys: tuple[str, ...]) -> None:
    put(tmp_path, json.dumps(without(upstream(), *keys)).encode())
    with pytest.raises(SpecsError, match=r"dealSplits\.json: not a complete OpenAPI document"):
        read(tmp_path, PATH)


@pytest.mark.parametrize("data", [b"", b'{"openapi": "3.0.1", "pa', b"\xff\xfe\x00", b"[" * 100_000])
def test_a_truncated_document_is_named(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, data)
    with pytest.raises(
        SpecsError, match=r"^PublicApiSpecs/CRM/Deal Splits/.*dealSplits\.json: not JSON, perhaps truncated"
    ):
        read(tmp_path, PATH)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpecsError, match=r"dealSplits\.json: cannot be read"):
        read(tmp_path, PATH)


def test_servers_and_banners_say_where_a_document_stands(tmp_path: Path, upstream) -> None:
    content = upstream()
    content["servers"] = [{"url": "https://api.hubapiqa.com"}]
    content["info"]["x-hubspot-documentation-banner"] = "NONE"
    put(tmp_path, json.dumps(content).encode())
    document = read(tmp_path, PATH)
    assert document is not None
    assert (document.production, document.hidden) == (False, True)


@pytest.mark.parametrize(
    ("servers", "host"),
    [
        ([{"url": "https://api.hubapi.com"}], ""),
        ([{"url": "https://api.hubapi.com/base"}], ""),
        ([{"url": "/base"}], ""),
        ([], ""),
        ([{"url": "https://api.hubapiqa.com/"}], "https://api.hubapiqa.com"),
    ],
)
def test_a_server_elsewhere_is_known(servers: list[dict[str, str]], host: str) -> None:
    content = {"openapi": "3.0.1", "info": {}, "paths": {}, "servers": servers}
    assert Document("p", "CRM", "Things", 1, "v3", "", content).elsewhere == host
