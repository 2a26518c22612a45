"""Pictures on a page, as recipes with all they show in words: charts, and the map of today or of another day.

A chart that has nothing to show yet is no picture: the page says so in its own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from relmap.analysis.numbers import Noted, unknown_day
from relmap.charts.catalogue import chart
from relmap.model.source import Source
from relmap.reports.blocks import Picture
from relmap.reports.map_words import map_words
from relmap.reports.naming import Names

WIDTH = 170.0
"""Millimetres: the width of a sheet between its margins."""


@dataclass(frozen=True, slots=True)
class Charts:
    """Draws charts: when numbers were noted, and by which names people are called in them."""

    noted: Noted = unknown_day
    names: Names = "names"

    def of(self, source: Source, key: str, subject: str | None = None) -> tuple[Picture, ...]:
        """The chart of a kind, of `subject` where it is of one thing; empty where there is nothing to draw yet.

        `source` calls people as `names` says.
        """
        data = chart(key).read(source, (subject,) if subject is not None else (), self.noted)
        if data.empty is not None:
            return ()
        return (Picture("chart", key, data.words, WIDTH, subject, code_names=self.names == "code"),)


def map_picture(source: Source, names: Names, *, at: int | None = None) -> Picture:
    """The map; `source` is the case as it stood after revision `at` (None: today), and calls people as `names` says."""
    return Picture("map", "map", map_words(source), WIDTH, at=at, code_names=names == "code")
