"""Results as plain JSON data, in the shape that the seeds show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def plain(result: Any, output: str | Callable[[Any, Mapping[str, Any]], Any] | None, payload: Mapping[str, Any]) -> Any:
    """An operation's result as JSON data.

    No content (HubSpot's 204) is `{"success": true}`, a bare value is wrapped under the key `output`, a list is
    `{"results": […]}`; an `output` function builds the data from result and payload, except for no content.
    """
    if callable(output) and result is not None:
        return output(result, payload)
    data: Any = jsonable(result)
    if isinstance(output, str):
        return {output: data}
    if data is None:
        return {"success": True}
    return {"results": data} if isinstance(result, list) else data


def jsonable(value: Any) -> Any:
    """Plain data for models, batches, and lists and maps of them."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]  # pyright: ignore[reportUnknownVariableType] # JSON data is Any
    if isinstance(value, dict):
        return {name: jsonable(each) for name, each in value.items()}  # pyright: ignore[reportUnknownVariableType] # the same
    return value
