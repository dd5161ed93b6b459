"""E-mail addresses as HubSpot takes them: RFC 2822 without quotes, at a top-level domain that there is.

The list is IANA's root zone of October 2026. The names that RFC 2606 keeps for tests lead nowhere and are taken, though
HubSpot refuses them: addresses used with the sandbox should not be those of real people.
"""

import re
from functools import lru_cache
from importlib.resources import files

RESERVED = frozenset({"example", "invalid", "localhost", "test"})
LONGEST_LOCAL = 64
LONGEST = 254
_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[^\W_](?:[^\W_]|-){0,61}[^\W_]|[^\W_]"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:(?:{_LABEL})\.)+)({_LABEL})\Z")


@lru_cache(maxsize=1)
def top_level_domains() -> frozenset[str]:
    """The top-level domains that there are, in lower case, other scripts in their ASCII form."""
    source = files("hubspot_facade.sandbox").joinpath("data", "top-level-domains.txt")
    return RESERVED | frozenset(source.read_text(encoding="ascii").split())


def valid(address: str) -> bool:
    """Whether a contact may have the address."""
    found = _ADDRESS.match(address) if len(address) <= LONGEST else None
    if found is None or len(found[1]) > LONGEST_LOCAL:
        return False
    top = found[3].lower()
    if not top.isascii():
        try:
            top = top.encode("idna").decode()
        except UnicodeError:
            return False
    return top in top_level_domains()
