"""The ways of connecting on paper: each with where it stands, with whom it was lived, and when first. No ladder."""

from __future__ import annotations

from relmap.analysis.repertoire import Way, repertoire
from relmap.model.source import Source
from relmap.model.therapy import WayOfConnecting
from relmap.read.choices import value_word
from relmap.read.sentences import listed
from relmap.read.titles import whole_title
from relmap.read.whens import when_words
from relmap.reports.blocks import Block, Grid
from relmap.reports.telling import in_told_order, session_title, tie_words, whose
from relmap.words import say


def repertoire_blocks(source: Source) -> tuple[Block, ...]:
    """Every way in the order in which they came up; nothing where there is none."""
    ways = {one.way: one for one in repertoire(source)}
    rows = in_told_order(source, (row for row in source.all(WayOfConnecting) if row.id in ways))
    if not rows:
        return ()
    header = (say("A way of connecting"), say("How much it is mine"), say("Lived with"), say("First"))
    lines = tuple(_row(source, row, ways[row.id]) for row in rows)
    return (Grid(header, lines, say("Imagined, tried and mine are three places, and none is further on.")),)


def _row(source: Source, row: WayOfConnecting, way: Way) -> tuple[str, ...]:
    title, told = whole_title(source, row.id), whose(row)
    return (
        say("{way} ({whose})", way=title, whose=told) if told else title,
        value_word("state", way.state, "ways"),
        listed([tie_words(source, tie) for tie in way.ties]) or say("not yet"),
        _first(source, way),
    )


def _first(source: Source, way: Way) -> str:
    use = way.first
    if use is None:
        return say("not yet")
    return when_words(use.happened, use.happened_said) or session_title(source, use.session) or say("not known when")
