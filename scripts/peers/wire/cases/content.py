"""Files and blogs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.peers.wire.case import Call, Case, File, case

POSTS = "cms.blogs.blog_posts.basic_api"


def _files() -> Iterator[Case]:
    more: dict[str, Any]
    key = "12345678901"
    yield case(
        "Delete File", {"file_id": key}, Call("files.files_api.archive", key), Call("files.file_assets.delete", key)
    )
    for more in ({}, {"properties": ["name", "url"]}):
        yield case(
            "Get File by ID",
            {"file_id": key, **more},
            Call("files.files_api.get_by_id", key, **more),
            Call("files.file_assets.get", key, **more),
        )
    yield case(
        "Get file import status",
        {"task_id": "task-12345"},
        Call("files.files_api.check_import", "task-12345"),
        Call("files.file_assets.get_import_task_status", "task-12345"),
    )
    source: dict[str, Any] = {
        "url": "https://example.com/images/logo.png",
        "access": "PUBLIC_INDEXABLE",
        "overwrite": False,
        "duplicate_validation_strategy": "NONE",
        "duplicate_validation_scope": "EXACT_FOLDER",
    }
    for name in ("Import File from URL", "Upload file from URL"):
        for more in ({"name": "logo.png", "folder_path": "/assets"}, {"folder_id": "5", "ttl": "P3M"}):
            yield case(
                name,
                {**source, **more},
                Call("files.files_api.import_from_url", {**source, **more}),
                Call("files.file_assets.import_from_url_async", **source, **more),
            )
    place = {"file_name": "contract.txt", "folder_path": "/contracts"}
    options = {"access": "PUBLIC_INDEXABLE", "ttl": "P3M"}
    sent: dict[str, Any] = {**place, "options": '{"access": "PUBLIC_INDEXABLE", "ttl": "P3M"}'}
    file = File("contract.txt", "Hello")
    yield case(
        "Upload File",
        {"file": "data:text/plain,Hello", **place, "options": options},
        Call("files.files_api.upload", file=file, **sent),
        Call("files.file_assets.upload", file=file, **sent),
    )
    for page in (
        {"limit": 20},
        {"name": "logo", "type": "IMG", "extension": "png", "path": "/a", "parent_folder_ids": [5, 6], "limit": 5},
        {"sort": ["-updatedAt"], "after": "20", "limit": 5, "properties": ["name", "url"]},
    ):
        yield case(
            "Search Files",
            {("sorts" if name == "sort" else name): value for name, value in page.items()},
            Call("files.files_api.do_search", **page),
            Call("files.file_assets.search", **page),
        )


def _blogs() -> Iterator[Case]:
    key = "87654321"
    new = {"name": "A post", "content_group_id": "98765432", "slug": "a-post", "post_body": "<p>Text</p>"}
    yield case("Create blog post", new, Call(f"{POSTS}.create", new))
    change = {"name": "Updated", "post_body": "<p>New text</p>", "tag_ids": [1, 2]}
    yield case("Update blog post", {"blog_post_id": key, **change}, Call(f"{POSTS}.update", key, change))
    yield case(
        "Delete blog post", {"blog_post_id": key}, Call(f"{POSTS}.archive", key), Call("cms.blogs.posts.delete", key)
    )
    for more in ({}, {"archived": True}):
        yield case(
            "Get blog post",
            {"blog_post_id": key, **more},
            Call(f"{POSTS}.get_by_id", key, **more),
            Call("cms.blogs.posts.get", key, **more),
        )
    pages: tuple[dict[str, Any], ...] = (
        {"limit": 10, "created_after": "2023-01-01T00:00:00.000Z", "updated_before": "2024-01-01T00:00:00.000Z"},
        {"limit": 5, "after": "NQ==", "archived": True, "sort": ["-createdAt"]},
    )
    for page in pages:
        yield case("List blog posts", page, Call(f"{POSTS}.get_page", **page))
        yield case(
            "List authors",
            page,
            Call("cms.blogs.authors.author_api.get_page", **page),
            Call("cms.blogs.authors.list", **page),
        )


CASES = (*_files(), *_blogs())
