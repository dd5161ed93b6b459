"""What `hubspot-facade load` can do with the records of a file."""

from typing import Literal, TypeAlias

Operation: TypeAlias = Literal["upsert", "create", "update", "archive", "associate"]
