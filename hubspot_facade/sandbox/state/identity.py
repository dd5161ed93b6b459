"""Random identities: correlation ids, tokens. All come from one generator, so that a seed repeats them."""

import random


class Identities:
    """UUIDs and tokens of one sandbox; the same seed gives the same ones in the same order."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a sandbox's token protects nothing
        self._chosen: str | None = None

    def uuid7(self, millis: int) -> str:
        """A UUIDv7 for the moment, HubSpot's form of a correlation id."""
        bits = self._random.getrandbits(74)
        value = (millis & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0x2 << 62 | bits & (1 << 62) - 1
        return _dashed(value)

    def uuid4(self) -> str:
        """A random UUID, or what was chosen in its place."""
        if self._chosen is not None:
            chosen, self._chosen = self._chosen, None
            return chosen
        value = self._random.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62) | 0x4 << 76 | 0x2 << 62
        return _dashed(value)

    def choose(self, text: str | None) -> None:
        """Give this in place of the next random UUID, for once; None takes the choice back."""
        self._chosen = text

    def token(self) -> str:
        """A token in the form of private apps' tokens."""
        return f"pat-na1-{self.uuid4()}"


def _dashed(value: int) -> str:
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
