"""What the blog APIs refuse, in HubSpot's words: an `errorType` in place of a category."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found


def unknown(id_: str) -> Refusal:
    """404: nothing has the id. HubSpot's own answer to the id 0 is an internal error."""
    if id_ == "0":
        return Refusal(500, "internal error")
    return object_not_found(f"resource not found with id {id_}", context={"id": [id_]})


def missing(error_type: str, message: str) -> Refusal:
    """400: something that is needed is missing."""
    return Refusal(400, message, extra={"errorType": error_type})


def no_full_name() -> Refusal:
    """400: an author needs a full name."""
    return missing("AUTHOR_FULL_NAME_MISSING", "The author's full name is required.")


def no_tag_name() -> Refusal:
    """400: a tag needs a name."""
    return missing("TAG_NAME_MISSING", "The tag's name is required.")


def no_blog(id_: str) -> Refusal:
    """400: a post needs the blog that it belongs to."""
    return missing("PARENT_BLOG_DOES_NOT_EXIST", f"The parent blog {id_} does not exist.")
