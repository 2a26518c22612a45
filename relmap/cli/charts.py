"""Charts by the command line: which there are, of what each can be, and one as a file; no display is needed."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from relmap.cli.leaving import put_out
from relmap.cli.terminal import without_a_screen
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.charts.catalogue import ChartKind
    from relmap.store.document import Document

PICTURES = (".png", ".svg", ".pdf")


def export_chart(chosen: argparse.Namespace, document: Document) -> None:
    """Draw the chart that was asked for into a file, as an export may show it."""
    from relmap.exchange.landing import picture_warning

    kind = _kind(chosen.chart)
    subjects = _subjects(document, kind, chosen.of)
    without_a_screen()
    from relmap.app import draw_chart

    def write() -> None:
        draw_chart(document, kind.key, subjects, chosen.out, replace=chosen.force)

    put_out(document, chosen.out, write, picture_warning(), what=kind.title(), whom=chosen.whom)


def _kind(key: str) -> ChartKind:
    from relmap.charts.catalogue import CHARTS, chart

    try:
        return chart(key)
    except KeyError:
        charts = ", ".join(f"{kind.key} ({kind.title()})" for kind in CHARTS)
        raise Trouble(say("There is no chart “{chart}”. There are: {charts}.", chart=key, charts=charts)) from None


def _subjects(document: Document, kind: ChartKind, typed: Sequence[str]) -> tuple[str, ...]:
    """The things that were typed after --of, by their ids or their words."""
    from relmap.read.projection import Projection

    if not typed:
        return ()
    with contextlib.closing(Projection(document, "export")) as source:
        there = kind.subjects(source) if kind.subjects is not None else ()
    if not there:
        raise Trouble(say("This chart is of the whole case: leave --of out."))
    if len(typed) > 1 and not kind.many:
        raise Trouble(say("This chart is of one thing: give --of once."))
    return tuple(_subject(words, there) for words in typed)


def _subject(words: str, there: Sequence[tuple[str, str]]) -> str:
    for id, title in there:
        if words in (id, title):
            return id
    titles = "; ".join(title for _, title in there)
    raise Trouble(say("“{words}” is none of those this chart can be of: {titles}.", words=words, titles=titles))
