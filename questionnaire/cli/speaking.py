"""What the command line says: JSON, figures and errors, in which nothing can steer a terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn
from unicodedata import category

import click

# Control characters, marks that turn the direction of text, half characters, and ends of lines that are no "\n".
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


class PlainGroup(click.Group):
    """Commands whose errors quote what was typed without its control characters."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the arguments of the program itself."""
        with _plain_errors():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Read the arguments of a command, and run it."""
        with _plain_errors():
            return super().invoke(ctx)


def plain(text: str) -> str:
    """A text whose control characters are written out; only the ends of lines stay."""
    return "".join(
        _written_out(letter) if category(letter) in _UNSEEN and letter != "\n" else letter for letter in text
    )


def dump(data: Any) -> str:
    """Data as JSON for people and programs."""
    return plain(json.dumps(data, ensure_ascii=False, indent=2))


def figure(value: float | int | None) -> str:
    """A figure in few digits."""
    return "-" if value is None else f"{value:g}" if isinstance(value, int) else f"{value:.3f}"


def stop(message: str, *, code: int) -> NoReturn:
    """Tell what is wrong on standard error, and end."""
    click.echo(plain(message), err=True)
    sys.exit(code)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except click.ClickException as error:
        error.message = plain(error.message)  # type: ignore[misc]  # the same words, written out
        raise


def _written_out(letter: str) -> str:
    """As JSON writes it, so that a JSON text stays one."""
    return json.dumps(letter).strip('"')
