"""Bodies of answers: unpacked as they come in, and refused when they grow too large."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, errors
from hubspot_facade.config import configure
from hubspot_facade.transport.intake import GarbledAnswerError, Intake
from tests.facade.either import either
from tests.facade.fakes import TOKEN, Client, FakeHubSpot
from tests.http_library import httpx
from tests.transport import hostile
from tests.transport.hostile import Hostile

LIMIT = 1_000_000


def bare(data):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "X-GZIP": gzip.compress,
    "deflate": zlib.compress,
    "deflate ": bare,
}


def taken(intake, pieces):
    for piece in pieces:
        if not intake.take(piece):
            break
    return intake.content()


@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=300), st.integers(1, 64))
def test_what_was_packed_is_unpacked_however_it_is_cut(encoding, data, size):
    packed = PACKED[encoding](data)
    intake = Intake(200, encoding, LIMIT)
    assert taken(intake, (packed[start : start + size] for start in range(0, len(packed), size))) == data
    assert intake.flaw is None


@given(st.lists(st.binary(max_size=20), min_size=1, max_size=4), st.sampled_from([b"", b"\0", bytes(9), b"\x1f?"]))
def test_a_body_of_several_gzip_members_is_read_to_its_end_however_it_is_cut(parts, padding):
    packed = b"".join(map(gzip.compress, parts)) + padding
    for size in (1, 2, 3, len(packed)):
        pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
        assert taken(Intake(200, "gzip", LIMIT), pieces) == b"".join(parts)


def test_a_gzip_member_of_which_a_byte_came_ends_early():
    with pytest.raises(GarbledAnswerError):
        taken(Intake(200, "gzip", LIMIT), [gzip.compress(b"a") + gzip.compress(b"b")[:1]])


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize("piece", [b"padding" * 9_000, gzip.compress(b"") * 3_000, zlib.compress(b"") * 8_000])
def test_what_follows_the_end_of_a_packed_body_is_not_kept_and_has_an_end(encoding, piece):
    intake = Intake(200, encoding, LIMIT)
    intake.take(PACKED[encoding](b"x"))
    tracemalloc.start()
    taken_up = 0
    while taken_up < 100 and intake.take(piece):
        taken_up += 1
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken_up < 2 * LIMIT / len(piece)
    assert most < 5 * len(piece)
    assert "answer_limit" in intake.flaw


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_body_that_ends_early_is_none(encoding):
    packed = PACKED[encoding](b"x" * 10_000)
    intake = Intake(200, encoding, LIMIT)
    intake.take(packed[:-6])
    with pytest.raises(GarbledAnswerError):
        intake.content()


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_what_is_not_packed_is_told(encoding):
    with pytest.raises(GarbledAnswerError):
        taken(Intake(200, encoding, LIMIT), [b"plain text, not packed at all"])


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "x" * 5000])
def test_an_encoding_that_was_not_asked_for_is_named_and_not_unpacked(encoding):
    intake = Intake(200, encoding, LIMIT)
    assert not intake.take(b"anything")
    assert "not asked for" in intake.flaw
    assert len(intake.flaw) < 120


@pytest.mark.parametrize("encoding", sorted(PACKED))
@pytest.mark.parametrize(("size", "fits"), [(LIMIT, True), (LIMIT + 1, False), (3 * LIMIT, False)])
def test_the_limit_counts_what_is_unpacked(encoding, size, fits):
    intake = Intake(200, encoding, LIMIT)
    content = taken(intake, [PACKED[encoding](b"x" * size)])
    assert len(content) == min(size, LIMIT)
    assert (intake.flaw is None) is fits
    assert fits or "answer_limit=1,000,000" in intake.flaw


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_small_body_that_unpacks_without_end_takes_no_memory(encoding):
    packer = zlib.compressobj(9, wbits=zlib.MAX_WBITS | (16 if encoding == "gzip" else 0))
    bomb = b"".join([packer.compress(bytes(1_000_000)) for _ in range(60)]) + packer.flush()
    tracemalloc.start()
    intake = Intake(200, encoding, LIMIT)
    taken(intake, [bomb])
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert intake.flaw is not None
    assert most < 10 * LIMIT


def test_without_a_limit_anything_fits():
    assert len(taken(Intake(200, "gzip", None), [gzip.compress(bytes(3 * LIMIT))])) == 3 * LIMIT


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


def answered(colour, answer, act, **options):
    with Hostile(answer, pause=0) as server:
        hs, close = either(colour, access_token=TOKEN, base_url=server.url, answer_limit=LIMIT, **options)
        try:
            return act(hs), server.requests
        finally:
            close()


BOMB = gzip.compress(b'{"results": [' + b" " * (50 * LIMIT) + b"]}")
GZIP = b"content-encoding: gzip\r\n"


@pytest.mark.parametrize("act", [lambda hs: hs.contacts.list(), lambda hs: hs.raw("GET", "/crm/v3/owners")])
def test_an_answer_that_is_too_large_is_refused_while_it_comes_in(colour, act):
    def endless():
        yield hostile.HEAD + b"transfer-encoding: chunked\r\n\r\n"
        while True:
            yield b"10000\r\n" + b" " * 65_536 + b"\r\n"

    for answer in (endless, lambda: hostile.whole(BOMB, GZIP)):
        with pytest.raises(errors.UnreadableAnswer, match="answer_limit") as caught:
            answered(colour, answer, act)
        assert (caught.value.status, caught.value.body, caught.value.in_doubt) == (200, b"", False)


def test_a_write_whose_answer_is_too_large_is_in_doubt_and_not_repeated(colour):
    with pytest.raises(errors.UnreadableAnswer) as caught:
        answered(colour, lambda: hostile.whole(BOMB, GZIP), lambda hs: hs.contacts.create({"email": "a@b.c"}))
    assert caught.value.in_doubt


def test_an_error_status_stays_one_however_large_its_body(colour):
    head = b"HTTP/1.1 404 Not Found\r\n"
    with pytest.raises(errors.NotFound) as caught:
        answered(colour, lambda: hostile.whole(BOMB, GZIP, head), lambda hs: hs.contacts.get(1))
    assert len(caught.value.body) == LIMIT


def test_a_packed_answer_is_read_and_its_connection_used_again(colour):
    body = gzip.compress(b'{"results": []}')
    found, requests = answered(colour, lambda: hostile.whole(body, GZIP), lambda hs: hs.contacts.list(), retries=0)
    assert (found, requests) == ([], 1)


def test_a_packed_answer_that_is_cut_is_asked_for_again_when_that_does_no_harm(colour, fake_clock):
    cut = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=Cut(gzip.compress(b'{"results": []}')[:-9]))
    seen = []

    def reply(request):
        seen.append(request)
        return cut

    transport = httpx.MockTransport(reply)
    client = Client(colour, FakeHubSpot(), fake_clock, retries=0)
    client.client._http_client = (
        httpx.Client(transport=transport) if colour == "sync" else httpx.AsyncClient(transport=transport)
    )
    with pytest.raises(errors.NetworkError, match="ends early") as caught:
        client.do(lambda hs: hs.contacts.create({"email": "a@b.c"}))
    assert caught.value.in_doubt


class Cut(httpx.SyncByteStream, httpx.AsyncByteStream):
    def __init__(self, content):
        self.content = content

    def __iter__(self):
        yield self.content

    async def __aiter__(self):
        yield self.content


@pytest.mark.parametrize("limit", [0, -1])
def test_what_is_no_limit_is_refused(limit):
    with pytest.raises(ConfigurationError, match="answer_limit"):
        configure(TOKEN, answer_limit=limit, environ={})
