"""Which operations of the documents the named operations use, as the catalogue tells it."""

from __future__ import annotations

from hubspot_facade.catalogue.operations import Catalogue, editions
from scripts.specs.changes.touched import Use


def catalogue_uses() -> list[Use]:
    """Every use of every edition's own operations, as `generated/` has them."""
    found = {
        Use(entry.name, call.edition, call.method, call.path, getattr(entry.owner, "object_type", "") or "")
        for entry in Catalogue()
        for edition in editions()
        for call in entry.calls(edition)
    }
    return sorted(found, key=lambda use: (use.name, use.edition, use.method, use.path))
