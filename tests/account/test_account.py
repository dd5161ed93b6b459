"""The account on the sandbox."""


def test_details_and_usage_have_the_seeds_shape(hs):
    details = hs.operations.run("Get Account Details")
    assert {"portalId", "accountType", "timeZone", "companyCurrency", "utcOffset", "uiDomain"} <= set(details)
    (usage, *_) = hs.operations.run("Get API Usage")["results"]
    assert {"name", "usageLimit", "currentUsage"} <= set(usage)


def test_logs_are_listings(hs):
    assert isinstance(hs.account.list_audit_logs(limit=3), list)
    assert isinstance(hs.account.list_logins(user_id=5, limit=3), list)
    assert isinstance(hs.account.list_security_activity(limit=3), list)
