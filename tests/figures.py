"""What a benchmark found, beside the limit that was measured in the same run, and the one table that shows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEAD = ("what", "figure", "limit", "ratio", "budget", "")


@dataclass(frozen=True)
class Figure:
    """One figure. Its budget is a multiple of `limit`; without a limit it is in the figure's own unit."""

    what: str
    value: float
    budget: float | None = None
    limit: float | None = None
    unit: str = "ms"

    @property
    def within(self) -> bool:
        return self.budget is None or self.value <= self.budget * (1.0 if self.limit is None else self.limit)

    def row(self) -> tuple[str, ...]:
        limit, ratio, budget = "", "", ""
        if self.limit is not None:
            limit, ratio = f"{self.limit:.1f} {self.unit}", f"{self.value / self.limit:.2f} ×"
        if self.budget is not None:
            budget = f"{self.budget:g} {self.unit if self.limit is None else '×'}"
        verdict = "" if self.budget is None else "within" if self.within else "OVER"
        return self.what, f"{self.value:.{1 if self.unit else 2}f} {self.unit}".strip(), limit, ratio, budget, verdict


def table(figures: Iterable[Figure]) -> str:
    """The figures one below the other, numbers to the right."""
    rows = [HEAD, *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = (
        "  ".join(
            [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def times(action: Callable[[], object], amount: int = 5) -> list[float]:
    """How long each of some runs took, in milliseconds, the shortest first."""
    found = []
    for _ in range(amount):
        start = time.perf_counter()
        action()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def median(found: list[float]) -> float:
    """The middle one."""
    return sorted(found)[len(found) // 2]
