"""Data classes that cost little to define behave as the standard library's do."""

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError
from hubspot_facade import light_dataclasses as light
from hubspot_facade.config import Configuration
from hubspot_facade.transport.pacing import Limits
from hubspot_facade.transport.policy import RetryPolicy


def pair_of(**settings):
    """The same class, made by both."""

    def body(dataclass):
        @dataclass(**settings)
        class Point:
            """A point."""

            x: int
            y: float = 0.5
            tags: list[str] = dataclasses.field(default_factory=list[str], hash=False)
            secret: str = dataclasses.field(default="", repr=False)
            _: light.KW_ONLY
            note: str = dataclasses.field(default="", compare=False)

            def __post_init__(self):
                if self.x == 13:
                    raise ValueError("no such point")

        return Point

    return body(light.dataclass), body(dataclasses.dataclass)


BOTH = {"frozen": pair_of(frozen=True), "plain": pair_of(frozen=False)}
NUMBERS = st.integers(0, 2)
ARGUMENTS = st.tuples(
    st.lists(NUMBERS, max_size=5),
    st.dictionaries(st.sampled_from(["x", "y", "tags", "secret", "note", "z"]), NUMBERS, max_size=4),
)


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("kind", BOTH)
@given(one=ARGUMENTS, other=ARGUMENTS)
def test_objects_are_made_shown_compared_and_hashed_alike(kind, one, other):
    ours, theirs = ([outcome(lambda cls=cls, a=a: cls(*a[0], **a[1])) for a in (one, other)] for cls in BOTH[kind])
    assert [repr(each) for each in ours] == [repr(each) for each in theirs]
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    made = [(mine, its) for mine, its in zip(ours, theirs, strict=True) if not isinstance(mine, type)]
    for mine, its in made:
        assert dataclasses.asdict(mine) == dataclasses.asdict(its)
        assert outcome(lambda mine=mine: hash(mine)) == outcome(lambda its=its: hash(its))
        assert repr(dataclasses.replace(mine, x=7)) == repr(dataclasses.replace(its, x=7))
        assert outcome(lambda mine=mine: setattr(mine, "x", 5)) == outcome(lambda its=its: setattr(its, "x", 5))
        assert outcome(lambda mine=mine: delattr(mine, "x")) == outcome(lambda its=its: delattr(its, "x"))
        assert outcome(lambda mine=mine: setattr(mine, "w", 5)) == outcome(lambda its=its: setattr(its, "w", 5))
        assert mine != its


@pytest.mark.parametrize("kind", BOTH)
def test_classes_look_alike(kind):
    ours, theirs = BOTH[kind]
    assert ours.__match_args__ == theirs.__match_args__
    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    assert ours.__doc__ == "A point."
    with pytest.raises(ValueError, match="no such point"):
        ours(13)


@pytest.mark.parametrize(
    ("arguments", "named", "problem"),
    [
        ((), {}, r"Point\(\) is missing 'x'"),
        ((1, 2.0, [], "", ""), {}, r"takes at most 4 positional arguments, but 5 were given"),
        ((1,), {"x": 1}, r"got multiple values for argument 'x'"),
        ((1,), {"y": 1, "z": 1}, r"got an unexpected keyword argument 'z'"),
    ],
)
def test_an_argument_that_does_not_fit_is_named(arguments, named, problem):
    with pytest.raises(TypeError, match=problem):
        BOTH["plain"][0](*arguments, **named)


@pytest.mark.parametrize("made", [Limits(burst_per_ten_seconds=7), RetryPolicy(2), Configuration("pat-x")])
def test_settings_are_frozen_and_survive_pickling_and_copying(made):
    pickled = pickle.loads(pickle.dumps(made))  # noqa: S301 # our own
    for again in (pickled, copy.copy(made), copy.deepcopy(made), dataclasses.replace(made)):
        assert again == made
        assert hash(again) == hash(made)
    with pytest.raises(FrozenInstanceError):
        made.retries = 1


def test_a_class_is_derived_from_by_either():
    for dataclass in (light.dataclass, dataclasses.dataclass):

        @dataclass(frozen=True)
        class Later(RetryPolicy):
            reason: str = "late"

        made = Later(1, reason="x")
        assert (made.retries, made.max_wait, made.reason) == (1, 60.0, "x")
        assert [each.name for each in dataclasses.fields(Later)] == [
            *(each.name for each in dataclasses.fields(RetryPolicy)),
            "reason",
        ]
        with pytest.raises(ConfigurationError, match="retries"):
            Later(-1)


def test_an_object_that_contains_itself_is_shown():
    point = BOTH["plain"][0](1)
    point.tags.append(point)
    assert "tags=[...]" in repr(point)
