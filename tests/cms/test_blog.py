"""Blog posts, authors, tags and comments on the sandbox."""

import pytest

from hubspot_facade import NotFound


@pytest.fixture
def post(hs):
    return hs.cms.blog_posts.create({"name": "A post", "content_group_id": "98765432"}).id


def test_a_post_is_made_changed_and_deleted(hs, post):
    assert hs.cms.blog_posts.get(post).name == "A post"
    hs.cms.blog_posts.update(post, {"name": "Renamed"})
    assert [each.name for each in hs.cms.blog_posts.list()] == ["Renamed"]
    hs.cms.blog_posts.archive(post)
    with pytest.raises(NotFound):
        hs.cms.blog_posts.get(post)


def test_an_updated_post_shows_what_the_seed_shows(hs, post):
    answer = hs.operations.run("Update blog post", {"blog_post_id": post, "slug": "a-post", "metaDescription": "d"})
    shown = {"id", "slug", "contentGroupId", "name", "state", "metaDescription", "createdAt", "updatedAt", "published"}
    assert set(answer) >= shown
    assert (answer["createdAt"], answer["slug"]) == (answer["created"], "a-post")


def test_posts_are_offered_as_choices(hs, post):
    assert hs.operations.run("List blog posts (DDL)") == {"results": [{"label": "A post", "value": post}]}


def test_a_draft_is_published_or_given_up(hs, post):
    hs.cms.blog_posts.update_draft(post, {"name": "Draft"})
    assert hs.cms.blog_posts.get_draft(post).name == "Draft"
    assert hs.cms.blog_posts.get(post).name == "A post"
    hs.cms.blog_posts.reset_draft(post)
    assert hs.cms.blog_posts.get_draft(post).name == "A post"
    hs.cms.blog_posts.update_draft(post, {"name": "Second"})
    hs.cms.blog_posts.publish_draft(post)
    assert hs.cms.blog_posts.get(post).name == "Second"


def test_a_post_is_cloned_and_its_versions_are_restored(hs, post):
    assert hs.cms.blog_posts.clone(post, clone_name="Copy").id != post
    hs.cms.blog_posts.update(post, {"name": "Renamed"})
    revisions = hs.cms.blog_posts.list_revisions(post)
    oldest = min(revisions, key=lambda each: int(each.id))
    hs.cms.blog_posts.restore_revision(post, oldest.id)
    assert hs.cms.blog_posts.get(post).name == "A post"


@pytest.mark.parametrize(("noun", "field"), [("author", "full_name"), ("tag", "name")])
def test_authors_and_tags_are_made_changed_and_deleted(hs, noun, field):
    resource = getattr(hs.cms, f"blog_{noun}s")
    made = resource.create({field: "One"})
    assert getattr(resource.get(made.id), field) == "One"
    resource.update(made.id, {field: "Two"})
    assert [getattr(each, field) for each in resource.list()] == ["Two"]
    resource.archive(made.id)
    assert resource.list() == []


def test_comments_are_listed_page_by_page_offered_and_deleted(hs, paths):
    texts = ["short", "x" * 100, "third"]
    for text in texts:
        hs.raw("POST", "/comments/v3/comments", json={"contentId": 7890123, "comment": text})
    before = len(paths())
    found = hs.cms.blog_comments.list(page_size=2)
    assert len(paths()) - before == 2
    assert {each.comment for each in found} == set(texts)
    assert len(hs.cms.blog_comments.list(query="short", content_id="7890123")) == 1
    choices = {each["value"]: each["label"] for each in hs.operations.run("List comments (DDL)")["results"]}
    assert choices == {str(each.id): (each.comment if len(each.comment) < 80 else "x" * 79 + "…") for each in found}
    hs.cms.blog_comments.archive(found[0].id)
    left = {each.id for each in hs.cms.blog_comments.list() if not each.deleted_at}
    assert found[0].id not in left
    assert len(left) == 2
