"""What of the command line needs no process."""

import builtins
import io
import re
from typing import Any

import pytest

from hubspot_facade import errors
from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.cli import EXTRA, main, operations, output
from hubspot_facade.cli.failure import exit_code, lines
from hubspot_facade.cli.progress import counting
from hubspot_facade.errors import (
    ApplyFailed,
    BatchError,
    BatchInputError,
    ConfigurationError,
    ErrorItem,
    HubSpotError,
    IncompleteAnswer,
    InputError,
    MissingEndpoint,
    MissingScopes,
    NetworkError,
    NotFound,
    NotSent,
    RetiredEndpoint,
    Unaccounted,
    UnknownOperation,
    UnreadableValue,
    ValidationError,
)
from hubspot_facade.plans.batching import Batch, Outcome


def test_without_its_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    real = builtins.__import__

    def without_typer(name: str, *rest: Any) -> Any:
        if name == "hubspot_facade.cli.app":
            raise ModuleNotFoundError("No module named 'typer'", name="typer")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_typer)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert capsys.readouterr().err == f"error: {EXTRA}\n"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("gone", status=404), 1),
        (ConfigurationError("no token"), 2),
        (NetworkError("refused", method="GET", url="http://127.0.0.1"), 3),
        (BatchError(Batch([Outcome(0, {}, error=NotFound("gone", status=404), status="failed")])), 4),
        (IncompleteAnswer("HubSpot says that 7 records match, but returns none after the first 5"), 1),
        (UnreadableValue("amount", "expected a number"), 1),
        (Unaccounted("crm.objects.batch_update"), 3),
        (caused(NotSent("not sent"), NotFound("gone", status=404)), 1),
        (caused(NotSent("not sent"), NetworkError("refused", method="GET", url="http://127.0.0.1")), 3),
        (NotSent("not sent"), 3),
        (ApplyFailed([], "create a/b", NotFound("gone", status=404), []), 4),
        (RetiredEndpoint("GET /owners/v2", "2025-03-24", "owners"), 2),
        (MissingEndpoint("crm.x.get", "v3"), 2),
        (UnknownOperation("x"), 2),
        (BatchInputError(Batch([Outcome(0, {}, error=InputError("inputs[0].id", "is missing"), status="failed")])), 2),
    ],
)
def test_each_kind_of_error_has_its_exit_code(error: Exception, code: int):
    assert exit_code(error) == code


def test_every_error_that_is_not_the_callers_mistake_has_a_code_of_its_own():
    """Each direct kind of the family is listed above or is a mistake in the command as written."""
    mistakes = {
        *("ConfigurationError", "InputError", "UnknownOperation", "MissingEndpoint", "RetiredEndpoint"),
        *("JournalError", "MirrorError", "PlanRefused", "PlanOutdated"),
        *("Interrupted", "WebhookRefused"),  # no command lets them out
    }
    others = {
        "TransportError",
        "APIError",
        "UnreadableValue",
        "IncompleteAnswer",
        "NotSent",
        "Unaccounted",
        "BatchError",
        "JobError",
        "LoadError",
        "ApplyFailed",
    }
    kinds = {name for name in errors.__all__ if HubSpotError in getattr(errors, name).__bases__}
    assert kinds == mistakes | others


def test_a_refusal_names_each_value_that_is_wrong():
    error = ValidationError("2 values are wrong", status=400, errors=[ErrorItem("no such stage"), ErrorItem("no date")])
    assert [*lines(error)][-2:] == ["  - no such stage", "  - no date"]


def test_missing_scopes_are_named():
    error = MissingScopes("not allowed", status=403)
    error.scopes = ("crm.objects.contacts.read", "oauth")
    assert "  scopes: crm.objects.contacts.read, oauth" in [*lines(error)]


def test_on_a_terminal_operations_are_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setattr(operations, "on_terminal", lambda: True)
    operations.ops(["deals"])
    shown = capsys.readouterr().out
    assert "Batch update deals" in shown
    assert "\t" not in shown


def test_every_operation_can_be_shown():
    for entry in Catalogue():
        shown = "\n".join(operations.described(entry, "2026-03"))
        assert entry.name in shown
        signature = re.sub(r"= '[\w-]*'", "", shown.splitlines()[1])
        assert "'" not in signature, "annotations stand without quotes"


def test_bytes_are_printed_as_base64(capsys: pytest.CaptureFixture[str]):
    output.print_json({"body": b"\x00\xff"})
    assert '"body": "AP8="' in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_listing_shows_its_progress_to_who_looks_at_standard_error_alone(monkeypatch: pytest.MonkeyPatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.setenv("TERM", "xterm")
    with counting("List contacts") as count:
        for _ in range(3):
            count()
    assert "List contacts" in screen.getvalue()
    assert "3 items" in screen.getvalue()


def test_items_on_the_terminal_are_sign_of_life_enough(monkeypatch: pytest.MonkeyPatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("sys.stdout", screen)
    with counting("List contacts") as count:
        count()
    assert screen.getvalue() == ""
