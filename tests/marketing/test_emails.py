"""Marketing emails, their drafts and revisions, single sends and SMTP tokens, on the sandbox."""

import pytest

from hubspot_facade import NotFound


@pytest.fixture
def email(hs):
    return hs.marketing.emails.create({"name": "Spring sale", "subject": "Half price"}).id


def test_an_email_is_made_changed_cloned_and_deleted(hs, email):
    assert hs.marketing.emails.get(email).subject == "Half price"
    hs.marketing.emails.update(email, {"subject": "Now"})
    assert hs.marketing.emails.get(email).subject == "Now"
    copy = hs.marketing.emails.clone(email, clone_name="Again")
    assert {each.id for each in hs.marketing.emails.list()} == {email, copy.id}
    hs.marketing.emails.archive(email)
    assert {each.id for each in hs.marketing.emails.list()} == {copy.id}
    with pytest.raises(NotFound):
        hs.marketing.emails.get(email)


def test_an_email_is_published_and_unpublished(hs, email):
    assert not hs.marketing.emails.get(email).is_published
    assert hs.marketing.emails.publish(email) is None
    assert hs.marketing.emails.get(email).is_published
    hs.marketing.emails.unpublish(email)
    assert not hs.marketing.emails.get(email).is_published


def test_a_variation_is_made(hs, email):
    made = hs.marketing.emails.create_variation(email, "B")
    assert made.id != email
    assert hs.marketing.emails.get_variation(email).id == made.id


def test_a_draft_stands_beside_the_live_version(hs, email):
    hs.marketing.email_drafts.upsert(email, {"subject": "Draft"})
    assert hs.marketing.email_drafts.get(email).subject == "Draft"
    assert hs.marketing.emails.get(email).subject == "Half price"
    hs.marketing.email_drafts.reset(email)
    assert hs.marketing.email_drafts.get(email).subject == "Half price"


def test_revisions_are_restored(hs, email):
    hs.marketing.emails.update(email, {"subject": "Second"})
    revisions = hs.marketing.email_drafts.list_revisions(email)
    oldest = revisions[-1]
    assert hs.marketing.email_drafts.get_revision(email, oldest.id).object_.subject == "Half price"
    hs.marketing.email_drafts.restore_revision_to_draft(email, oldest.id)
    assert hs.marketing.email_drafts.get(email).subject == "Half price"
    hs.marketing.email_drafts.restore_revision(email, oldest.id)
    assert hs.marketing.emails.get(email).subject == "Half price"


def test_statistics_are_read(hs, email):
    span = {"start_timestamp": "2024-01-01", "end_timestamp": "2024-02-01"}
    assert hs.marketing.email_statistics.get(**span, email_ids=[email]).aggregate is not None
    assert isinstance(hs.marketing.email_statistics.list_intervals(**span, interval="WEEK"), list)


def test_a_single_send_is_taken(hs, email):
    sent = hs.marketing.transactional.send(email, {"to": "john@example.com"})
    assert (bool(sent.status_id), sent.status) == (True, "PENDING")
    assert hs.marketing.transactional.send_marketing(email, {"to": "john@example.com"}).status_id


def test_an_smtp_tokens_password_is_told_once(hs):
    made = hs.marketing.smtp_tokens.create("Receipts", create_contact=True)
    assert made.password
    assert hs.marketing.smtp_tokens.get(made.id).password is None
    again = hs.marketing.smtp_tokens.reset_password(made.id)
    assert again.password
    assert again.password != made.password
    assert [each.id for each in hs.marketing.smtp_tokens.list(campaign_name="Receipts")] == [made.id]
    hs.marketing.smtp_tokens.archive(made.id)
    with pytest.raises(NotFound):
        hs.marketing.smtp_tokens.get(made.id)
