"""What every command shares: the case and its passphrase, what must be there, and how something is said.

A passphrase is asked for without showing it, or read from a file; it never stands among the arguments.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.store.document import Document

DONE, PROBLEM, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
LONGEST_PASSPHRASE = 10_000
"""Bytes of a passphrase file; anything longer is some other file."""


def add_case(parser: argparse.ArgumentParser, command: Callable[[argparse.Namespace], int]) -> None:
    """Let a command ask for a case file and the way to its passphrase."""
    parser.set_defaults(command=command)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--passphrase-file",
        metavar="F",
        help=say("read the passphrase from F (- is standard input) instead of asking for it"),
    )


def open_case(chosen: argparse.Namespace) -> Document:
    """The case that was asked for; whoever asks closes it."""
    from relmap.store.files import open_document

    require_file(chosen.file)
    return open_document(chosen.file, passphrase_for(chosen))


# passphrases


def passphrase_for(chosen: argparse.Namespace, *, new: bool = False) -> str:
    """The passphrase as the arguments say; a new one is asked for twice. Raises Trouble."""
    if chosen.passphrase_file:
        return read_passphrase(chosen.passphrase_file)
    if not new:
        return _ask(say("Passphrase: "))
    first = _ask(say("New passphrase: "))
    if first != _ask(say("The same again: ")):
        raise Trouble(say("The two passphrases differ. Nothing was made."))
    return first


def read_passphrase(source: str) -> str:
    """The passphrase in a file, `-` for standard input. Raises Trouble."""
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LONGEST_PASSPHRASE + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LONGEST_PASSPHRASE + 1)
    except OSError as error:
        raise Trouble(say("The passphrase file cannot be read ({reason}).", reason=error.strerror)) from None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Trouble(say("The passphrase file is not text in UTF-8.")) from None
    if len(data) > LONGEST_PASSPHRASE:
        raise Trouble(say("The passphrase file is too long to hold a passphrase."))
    return _given(text.removesuffix("\n").removesuffix("\r"))


def _ask(prompt: str) -> str:
    from getpass import GetPassWarning, getpass

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)  # rather no answer than one that the screen shows
            return _given(getpass(prompt))
    except (GetPassWarning, EOFError):
        raise Trouble(say("Nobody can be asked for the passphrase here. Use --passphrase-file.")) from None


def _given(passphrase: str) -> str:
    if not passphrase:
        raise Trouble(say("The passphrase is empty."))
    return passphrase


# what must be there


def has_display() -> bool:
    """Whether a window can be shown."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in ("offscreen", "minimal")
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_display() -> None:
    """Raise Trouble where no window can be shown."""
    if not has_display():
        raise Trouble(say("There is no display to open a window on. See relmap --help for what works without one."))


def without_a_screen() -> None:
    """A picture needs no screen, and one that is named may be gone."""
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def require_file(path: Path) -> None:
    """Raise Missing where there is no such file."""
    from relmap.store.errors import Missing

    try:
        path.stat()
    except OSError:  # also of a name that is too long to be there
        raise Missing(path) from None


# what is said


def speak_anywhere() -> None:
    """Let what a terminal has no letter for be said by its number, rather than stop the command."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def tell(sentence: str) -> None:
    """Say a sentence."""
    print(sentence, flush=True)


def remark(sentence: str) -> None:
    """Say a sentence beside what a command gives, before it does what cannot be taken back."""
    print(sentence, file=sys.stderr, flush=True)


def say_error(sentence: str) -> None:
    """Say what is wrong."""
    print(f"relmap: {sentence}", file=sys.stderr)


def silence() -> None:
    """Let the interpreter not complain about a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
