"""The program `startex`: one group whose commands are loaded only when they are called for.

The command ``check`` is the click command called ``command`` in ``web/cli/check.py``, and so on; a name
that Python keeps for itself has an underscore after it (``import_.py``).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from io import TextIOWrapper
from keyword import iskeyword
from typing import Any

import click

from web.i18n import preferred, words

NAMES = (
    "serve",
    "demo",
    "check",
    "play",
    "rehearse",
    "behaviour",
    "replay",
    "whatif",
    "report",
    "plan",
    "finding",
    "coverage",
    "programme",
    "import",
    "export",
    "user",
    "db",
)
"""The commands in the order in which help lists them; those without a file yet are left out."""


class Program(click.Group):
    """A group that imports a command's file when the command is used, and answers every error in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands that have a file."""
        return [name for name in NAMES if find_spec(_module(name)) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called *cmd_name*, or None if there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(_module(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        lines = [(name, words(preferred(), f"cli.{name}")) for name in self.list_commands(ctx)]
        if lines:
            with formatter.section(words(preferred(), "cli.commands")):
                formatter.write_dl(lines)

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> Any:
        """Run the program; wrong use and unreadable input end with one line on stderr and status 2."""
        if not options.get("standalone_mode", True):
            return super().main(args, *more, **options)
        options["standalone_mode"] = False
        _print_whatever_is_said()
        try:
            status = super().main(args, *more, **options)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        except click.ClickException as error:
            _complain(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            _complain(_named(error))
        sys.exit(status if isinstance(status, int) else 0)


def fail(message: str) -> click.ClickException:
    """Return the error that ends the program with *message* on one line of stderr and status 2."""
    return click.ClickException(message)


def _print_whatever_is_said() -> None:
    """Let a terminal that lacks some characters show their numbers, never end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(message: str) -> None:
    click.echo("startex: " + " ".join(message.split()), err=True)
    sys.exit(2)


def _named(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


def _module(name: str) -> str:
    return f"{__name__}.{name}_" if iskeyword(name) else f"{__name__}.{name}"


@click.group(cls=Program, name="startex", help=words(preferred(), "cli.program"))
@click.version_option(package_name="startex", prog_name="startex", message="%(prog)s %(version)s")
def main() -> None:
    """Run the program `startex`."""
