"""The commands by name, without their modules: help and completion need no more than their names and first lines."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.main import get_group

from hubspot_facade.cli.option_types import Command, Group

if TYPE_CHECKING:
    from collections.abc import Generator


class Lazy(NamedTuple):
    """Where a command is: a function of a module of this package, or a `Typer` with commands of its own."""

    module: str
    name: str
    help: str


COMMANDS = {
    "auth": Lazy("auth.commands", "auth", "Accounts to work with, kept in the system's keyring."),
    "doctor": Lazy(
        "doctor.command",
        "doctor",
        "Examine token, scopes, limits, clock, settings, and what HubSpot will stop supporting.",
    ),
    "dump": Lazy(
        "dump",
        "dump",
        "Write an object type's records to a file: CSV, JSON Lines or Parquet, with typed columns.",
    ),
    "export": Lazy(
        "jobs",
        "export_records",
        "Export records by HubSpot's exports, wait for the file, write it, unpacked, and print its paths as JSON.",
    ),
    "import": Lazy(
        "jobs",
        "import_file",
        "Import a file by HubSpot's imports, wait for its end, and print its counts and errors as JSON.",
    ),
    "load": Lazy("load", "load", "Create, update, archive or associate the records of a file, any number of them."),
    "mcp": Lazy(
        "mcp",
        "mcp",
        "Serve the account to agents (MCP): they read; what changes something needs flags, and a plan first.",
    ),
    "mirror": Lazy(
        "mirror",
        "mirror",
        "Copy the account into a SQLite or DuckDB file, and bring it up to date with the same command.",
    ),
    "models": Lazy("models", "models", "Python types of the account's records."),
    "ops": Lazy("operations", "ops", "List the operations, or those whose names have all of these words."),
    "portal": Lazy(
        "portal",
        "portal",
        "The account's settings as files: properties, pipelines, schemas, association labels, ….",
    ),
    "run": Lazy("run", "run", "Run an operation and print its answer."),
    "sandbox": Lazy(
        "sandbox",
        "sandbox",
        "Serve a local HubSpot until Ctrl+C, print how to point programs at it, and show the requests as they come.",
    ),
    "webhooks": Lazy("webhooks", "webhooks", "Send a signed webhook, or receive webhooks and print them."),
}
"""Every command; its help is the first line of the command's own, which a test compares."""


class LazyGroup(Group):
    """The commands of COMMANDS, and any that are registered as usual."""

    _listing = False

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of the alphabet."""
        return sorted({*COMMANDS, *super().list_commands(ctx)})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name; while commands are only listed, one that has no more than its help."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        if self._listing:
            return Command(cmd_name, help=COMMANDS[cmd_name].help, rich_markup_mode=self.rich_markup_mode)
        return load(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments begin with; the nearest ones are named where there is none."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            near = get_close_matches(name, self.list_commands(ctx), 3, 0.5)
            hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
            ctx.fail(f"No such command {name!r}.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named."""
        from hubspot_facade.cli.usage_errors import plainly_worded  # help and completion do without

        with plainly_worded():
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help without importing the commands."""
        with self._only_listed():
            super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The names that begin so, without importing the commands."""
        with self._only_listed():
            return super().shell_complete(ctx, incomplete)

    @contextmanager
    def _only_listed(self) -> Generator[None]:
        self._listing = True
        try:
            yield
        finally:
            self._listing = False


def load(name: str) -> Any:
    """The command, with its module imported."""
    module = import_module(f"hubspot_facade.cli.{COMMANDS[name].module}")
    found = getattr(module, COMMANDS[name].name)
    holder = typer.Typer(rich_markup_mode="markdown", add_completion=False)
    if isinstance(found, typer.Typer):
        for each in found.registered_commands:
            each.cls = Command
        holder.add_typer(found, name=name, cls=Group)
    else:
        holder.command(name, cls=getattr(module, "COMMAND", Command))(found)
    return get_group(holder).commands[name]
