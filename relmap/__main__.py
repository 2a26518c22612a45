"""Where relmap starts: the process is made safe before anything else is loaded, then the command line takes over."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import TracebackType

GARBAGE = (50_000, 20, 20)
"""When the collector looks: at Python's 700 new objects it takes a tenth of the start, and the slowest of all edits."""


def main() -> int:
    """Run the command of `sys.argv`; the exit status."""
    sys.excepthook = say_crash
    gc.set_threshold(*GARBAGE)
    from relmap.resuming import take_over

    resume = take_over()
    from relmap.store.process import harden

    harden()
    from relmap.cli import run

    return run(sys.argv[1:], resume)


def say_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """One sentence on a mistake of our own: its type and place only, because messages may hold a person's words."""
    place = "?"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    from relmap.words import say

    sentence = say(
        "relmap stopped because of a mistake of its own ({kind} at {place}). What was saved is safe.",
        kind=kind.__name__,
        place=place,
    )
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
