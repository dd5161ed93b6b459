"""Files and folders on the sandbox."""

import io

import pytest

from hubspot_facade import NotFound


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Hello, file")
    return path


def test_a_file_is_uploaded_from_bytes_a_path_a_file_object_and_a_data_url(hs, path):
    stream = io.BytesIO(b"Hello, file")
    sources = [
        hs.files.upload(b"Hello, file", file_name="a.txt", folder_path="/docs"),
        hs.files.upload(path, folder_path="/docs"),
        hs.files.upload(str(path), file_name="b.txt", folder_path="/docs", access="PUBLIC_INDEXABLE"),
        hs.files.upload(stream, file_name="c.txt", folder_path="/docs", options='{"overwrite": true}'),
        hs.files.upload("data:text/plain;base64,SGVsbG8sIGZpbGU=", file_name="d.txt", folder_path="/docs"),
        hs.files.upload("data:,Hello%2C%20file", file_name="e.txt", folder_path="/docs"),
    ]
    assert [each.name for each in sources] == ["a", "notes", "b", "c", "d", "e"]
    assert {each.size for each in sources} == {11}
    assert {each.extension for each in sources} == {"txt"}
    assert hs.files.get(sources[2].id).access == "PUBLIC_INDEXABLE"
    assert not stream.closed


def test_a_file_is_found_renamed_signed_and_deleted(hs):
    made = hs.files.upload(b"x", file_name="a.txt", folder_path="/docs")
    assert [each.id for each in hs.files.search(name="a")] == [made.id]
    assert hs.files.get_by_path("/docs/a.txt").file.id == made.id
    assert hs.files.update(made.id, {"name": "b"}).name == "b"
    assert hs.files.get(made.id).name == "b"
    assert hs.files.get_signed_url(made.id, expiration_seconds=60).url
    hs.files.archive(made.id)
    with pytest.raises(NotFound):
        hs.files.get(made.id)
    other = hs.files.upload(b"x", file_name="c.txt", folder_path="/docs")
    hs.files.purge(other.id)
    with pytest.raises(NotFound):
        hs.files.get(other.id)


def test_a_file_comes_from_a_url(hs):
    task = hs.files.import_from_url("https://example.com/logo.png", name="logo.png", folder_path="/images")
    statuses = [hs.files.get_import_status(task.id).status for _ in range(5)]
    assert statuses[-1] == "COMPLETE"
    found = hs.files.get(hs.files.get_import_status(task.id).result.id)
    assert (found.path, found.extension) == ("/images/logo.png", "png")


def test_folders_are_made_found_and_offered_as_choices(hs):
    parent = hs.files.folders.create("docs")
    inner = hs.files.folders.create("2024", parent_folder_id=parent.id)
    assert hs.files.folders.get(inner.id).path == "/docs/2024"
    assert {each.id for each in hs.files.folders.search()} == {parent.id, inner.id}
    assert hs.operations.run("List folder IDs (DDL)") == {
        "results": [{"label": "/docs", "value": parent.id}, {"label": "/docs/2024", "value": inner.id}]
    }
    paths = hs.operations.run("List folder paths (DDL)")["results"]
    assert paths == [{"label": path, "value": path} for path in ("/docs", "/docs/2024")]
    hs.files.folders.update(inner.id, {"name": "2025"})
    assert hs.files.folders.get(inner.id).name == "2025"
    hs.files.folders.archive(inner.id)
    assert [each.id for each in hs.files.folders.search()] == [parent.id]
