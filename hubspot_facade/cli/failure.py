"""Errors as lines on standard error and an exit code; never a traceback for what a user can correct."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import typer

from hubspot_facade.bulk.amounts import counted
from hubspot_facade.cli.typed_names import message
from hubspot_facade.cli.visible import visible
from hubspot_facade.errors import (
    APIError,
    ApplyFailed,
    BatchError,
    BatchInputError,
    HubSpotError,
    IncompleteAnswer,
    JobFailed,
    JobTimeout,
    LoadError,
    MissingScopes,
    NotSent,
    RowsFailed,
    TransportError,
    Unaccounted,
    UnreadableValue,
)
from hubspot_facade.refusals.wording import facts_of, parts, reason, shorten, with_facts

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

REFUSED, WRONG, UNANSWERED, PARTLY = 1, 2, 3, 4
_MOST_ITEMS = 20


class CommandError(Exception):
    """The command is wrong as written; the message says what to change."""


class NoAnswerError(CommandError):
    """Nobody answers where the command asked."""


@contextmanager
def report_errors() -> Generator[None]:
    """Turn errors that a user can correct into their message and exit code."""
    try:
        yield
    except (HubSpotError, CommandError) as error:
        for line in lines(error):
            typer.echo(line, err=True)
        raise typer.Exit(exit_code(error)) from None
    except BrokenPipeError:
        raise  # as `head` causes it; typer ends quietly
    except OSError as error:  # of a file, or of a full disk that the output goes to
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(WRONG) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def exit_code(error: Exception) -> int:
    """The exit code for an error."""
    match error:
        case BatchInputError():  # nothing was sent
            return WRONG
        case BatchError() | LoadError() | RowsFailed() | ApplyFailed():
            return PARTLY
        case APIError() | JobFailed():
            return REFUSED
        case IncompleteAnswer() | UnreadableValue():  # HubSpot answered, but not as it should
            return REFUSED
        case TransportError() | Unaccounted() | JobTimeout() | NoAnswerError():
            return UNANSWERED
        case NotSent():  # because of what came of an earlier request
            cause = error.__cause__
            return exit_code(cause) if isinstance(cause, HubSpotError) else UNANSWERED
        case _:
            return WRONG


def lines(error: Exception) -> Iterator[str]:
    """The message, then HubSpot's other facts, one per line."""
    return map(visible, _facts(error))


def _facts(error: Exception) -> Iterator[str]:
    if isinstance(error, APIError):
        head, details = parts(error.message, error.errors)
        yield f"error: {head or 'HubSpot refused the request'}"
        yield f"  status: {error.status}"
        facts = {
            "category": error.category,
            "sub category": error.sub_category,
            "correlation id": error.correlation_id,
            "request": f"{error.method} {error.url}".strip(),
            "scopes": ", ".join(error.scopes) if isinstance(error, MissingScopes) else None,
            "gave up": error.gave_up,
        }
        yield from (f"  {name}: {value}" for name, value in facts.items() if value)
        yield from (f"  - {each}" for each in details[:_MOST_ITEMS])
        yield from (f"  - {each}" for each in facts_of(error.context, "\n".join([head, *details])))
        if error.advice:
            yield f"  {error.advice}"
    else:
        yield f"error: {message(error)}"


def failed_parts(answer: object) -> Iterator[str]:
    """What failed in a batch's answer, as lines; empty if nothing did."""
    data = cast("dict[str, Any]", answer) if isinstance(answer, dict) else {}
    count = data.get("numErrors")
    if not count:
        return
    errors: list[dict[str, Any]] = data.get("errors") or []
    yield f"error: a part of the batch failed: {counted(count, 'error')}"
    for each in errors[:_MOST_ITEMS]:
        text = shorten(reason(str(each.get("message") or "")))
        yield f"  - {visible(with_facts(text, each.get('context') or {}, with_ids=True))}"
    if len(errors) > _MOST_ITEMS:
        yield f"  - and {len(errors) - _MOST_ITEMS} more"
