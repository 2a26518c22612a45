"""How something leaves the encryption by a command: what it means is said first, and what left is recorded.

Ctrl+C stops the writing. Where the file has landed before that, the record is kept all the same.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, TypeVar

from relmap.cli.terminal import remark, tell
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.store.document import Document

T = TypeVar("T")
_AT_ONCE = 1.0
"""Seconds that nothing is said of how far something is."""


def require_whom(whom: str | None) -> None:
    """Raise Trouble where the case could not keep in its record for whom something is."""
    from relmap.model.base import field_named
    from relmap.model.forms import form_problem
    from relmap.model.notes import ExportRecord

    field = field_named(ExportRecord, "for_whom")
    problem = form_problem(field, whom) if field is not None else None
    if problem is not None:
        raise Trouble(say("--for: {problem} Nothing was written.", problem=problem))


def put_out(
    document: Document,
    out: Path,
    write: Callable[[], None],
    warning: str,
    *,
    what: str,
    whom: str | None,
    reduced_identity: bool = False,
) -> None:
    """Say `warning`, write, and keep the record; then say that it was written. Raises what `write` does, NotRecorded.

    `what`: words for the record; `whom`: for whom it is, as typed.
    """
    from relmap.edits.exports import record_export

    remark(warning)
    before = _identity(out)
    with _Interrupts() as interrupts:
        try:
            write()
            interrupts.hold()
        except KeyboardInterrupt:
            interrupts.hold()
            if _identity(out) == before:
                raise
            interrupts.came = True
        form = out.suffix[1:].lower() or "relmap"
        record_export(document, what=what, form=form, for_whom=whom, reduced_identity=reduced_identity)
    tell(say("“{name}” was written.", name=out.name))


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells one file from another that took its place."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_ino, there.st_mtime_ns


class _Interrupts:
    """Lets Ctrl+C stop the work until it is held back; what came while it was is raised at the end."""

    def __init__(self) -> None:
        self.came = False
        self._held = False
        self._before = signal.getsignal(signal.SIGINT)

    def hold(self) -> None:
        """From now on let nothing be stopped."""
        self._held = True

    def __enter__(self) -> _Interrupts:
        if self._before is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._before is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._before)
        if self.came and kind is None:
            raise KeyboardInterrupt

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if not self._held:
            raise KeyboardInterrupt
        self.came = True


def done_with(steps: Generator[float, None, T]) -> T:
    """What the steps return at the end; on a terminal it is said how far they are, where they take long."""
    shown, begun = "", time.monotonic()
    while True:
        try:
            part = next(steps)
        except StopIteration as end:
            if shown:
                print("\r" + " " * len(shown) + "\r", end="", file=sys.stderr, flush=True)
            result: T = end.value
            return result
        if sys.stderr.isatty() and time.monotonic() - begun > _AT_ONCE:
            shown = say("{percent} % done", percent=round(100 * part))
            print(f"\r{shown}", end="", file=sys.stderr, flush=True)
