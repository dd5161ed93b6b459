"""Files of imports are sent piece by piece, and from their beginning again when HubSpot asks to come later."""

import tracemalloc

import httpx
import pytest

from hubspot_facade import AsyncHubSpot, HubSpot
from tests.facade.fakes import TOKEN, Client, FakeClock, FakeHubSpot, error, settled

STATE = {
    "id": "7",
    "state": "DONE",
    "mappedObjectTypeIds": [],
    "optOutImport": False,
    "createdAt": "2026-01-02T03:04:05Z",
    "updatedAt": "2026-01-02T03:04:05Z",
    "metadata": {"counters": {"ERRORS": 0}, "fileIds": [], "objectLists": []},
}
COLUMNS = [{"columnName": "Email", "columnObjectTypeId": "0-1", "propertyName": "email"}]
SETTINGS = {"files": [{"fileName": "big.csv", "fileImportPage": {"columnMappings": COLUMNS}}]}
MB = 2**20


@pytest.fixture(params=["sync", "async"])
def colour(request):
    return request.param


class Counting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Takes bodies without keeping them."""

    def __init__(self):
        self.size = 0

    def handle_request(self, request):
        self.size += sum(map(len, request.stream))
        return httpx.Response(200, json=STATE)

    async def handle_async_request(self, request):
        async for piece in request.stream:
            self.size += len(piece)
        return httpx.Response(200, json=STATE)


def test_a_file_is_not_in_memory_as_a_whole(colour, tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b"Email\n" + b"a@example.com\n" * (32 * MB // 14))
    transport = Counting()
    if colour == "sync":
        client = HubSpot(TOKEN, http_client=httpx.Client(transport=transport))
    else:
        client = AsyncHubSpot(TOKEN, http_client=httpx.AsyncClient(transport=transport))
    settled(lambda hs: hs.imports.get(7), client)  # imports what is imported once
    tracemalloc.start()
    try:
        settled(lambda hs: hs.imports.create("Big", [path], settings=SETTINGS), client)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert transport.size > path.stat().st_size
    assert peak < 4 * MB


def test_a_request_that_is_sent_again_has_the_whole_file(colour, tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b"Email\na@example.com\n")
    properties = httpx.Response(200, json={"results": [{"name": "email", "type": "string"}]})
    hubspot = FakeHubSpot(
        properties, error(429), httpx.Response(200, json=STATE), httpx.Response(200, json={"results": []})
    )
    hubspot.replies.insert(3, httpx.Response(200, json=STATE))
    client = Client(colour, hubspot, FakeClock())
    report = client.do(lambda hs: hs.imports.load(path, columns={"Email": "email"}))
    assert report.state == "DONE"
    sent = [request.content for request in hubspot.seen if request.method == "POST"]
    assert [each.count(path.read_bytes()) for each in sent] == [1, 1]
    assert all(b'filename="big.csv"' in each for each in sent)
