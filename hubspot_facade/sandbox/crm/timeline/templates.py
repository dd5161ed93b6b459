"""Templates of timeline events: text in which `{{name}}` and `{{extraData.name}}` stand for values."""

import re
from html import escape
from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object

_NAMED = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")


def rendered(template: str, event: Body) -> str:
    """The template with the values of an event, escaped as HTML; what has no value is empty."""

    def value(found: re.Match[str]) -> str:
        path = found.group(1)
        here: Any = {**event["tokens"], "extraData": event.get("extraData")}
        for name in path.split("."):
            here = here.get(name) if is_object(here) else None
        return "" if here is None else escape(str(here))

    return _NAMED.sub(value, template)
