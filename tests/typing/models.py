"""What type checkers say of a model's constructor and of attrs' functions on it; checked, not run."""

import datetime
from typing import Any, assert_type

import attrs
from hubspot_openapi.v2026_03.cms.media_bridge.models import AnyInput, ConstantNumber
from hubspot_openapi.v2026_03.crm.objects.models import SimplePublicObject
from hubspot_openapi.v2026_03.crm.owners.models import PublicOwner

NOW = datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC)


def right() -> None:
    owner = PublicOwner(archived=False, created_at=NOW, id="1", type_="PERSON", updated_at=NOW, email="a@example.com")
    assert_type(owner, PublicOwner)
    assert_type(owner.email, str | None)
    assert_type(attrs.evolve(owner, email="b@example.com"), PublicOwner)
    assert_type(PublicOwner.from_dict({}), PublicOwner)
    assert_type(owner.additional_properties, dict[str, Any])
    record = SimplePublicObject(archived=False, created_at=NOW, id="1", properties={"email": None}, updated_at=NOW)
    assert_type(record.properties["email"], str | None)
    assert_type(record.archived_at, datetime.datetime | None)
    assert_type(ConstantNumber(value=1.0).value, float | None)
    _: AnyInput = ConstantNumber(value=1.0)
    attrs.asdict(record)
    attrs.fields(PublicOwner)


def wrong(owner: PublicOwner) -> None:
    PublicOwner(nonsense=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # missing and unknown ones
    ConstantNumber(nonsense=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue] # an unknown one alone
    ConstantNumber(value="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # a number is needed
    ConstantNumber(operator="OTHER")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType] # a constant
    attrs.evolve(owner, nonsense=1)  # type: ignore[call-arg]  # pyright does not check what `evolve` is given
    attrs.evolve(owner, email=1)  # type: ignore[arg-type]
    _ = owner.nonsense  # type: ignore[attr-defined]  # pyright: ignore # no such field
    owner.email = 1  # type: ignore[assignment]  # pyright: ignore[reportAttributeAccessIssue] # a text is needed
    _ = owner.email.upper()  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess] # may be absent
