"""Every benchmark, in one table beside its limit and its budget: `python -m tests.bench`, or some by their names.

Not part of the tests: a machine that does something else at the same time makes any budget look broken. Each
benchmark runs in a process of its own. The exit status is 1 when a budget is broken.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from relmap.__main__ import GARBAGE
from tests.figures import Figure, table

NAMES = ("start", "store", "map", "desk", "cover", "scrub", "arrange", "charts", "chart_page")


def figures_of(name: str) -> list[Figure]:
    """What one benchmark finds, with the collector as relmap sets it."""
    gc.set_threshold(*GARBAGE)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return list(importlib.import_module(f"tests.bench_{name}").figures())


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks that were named, or all, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], metavar="NAME", help=", ".join(NAMES))
    chosen = parser.parse_args(arguments).names or NAMES
    found: list[Figure] = []
    for name in chosen:
        print(f"{name} …", file=sys.stderr)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            found += alone.submit(figures_of, name).result()
    print(table(found))
    return 0 if all(figure.within for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
