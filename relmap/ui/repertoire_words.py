"""What there is to say of a way of connecting: when it was first lived, with whom, and with whom else."""

from __future__ import annotations

from relmap.analysis.repertoire import Use, Way
from relmap.model.source import Source
from relmap.ui.sentences import DOT, Chip, hole, sentence, tie_chips
from relmap.ui.texts import title_of, when_words
from relmap.words import say


def way_words(source: Source, way: Way) -> tuple[Chip, ...]:
    """When it was first lived and with whom, and with whom else, in words and chips; empty where it never was."""
    first = way.first
    if first is None:
        return ()
    lived = [Chip(first.experience, _first_words(source, first), "new")]
    with_whom, *others = tie_chips(source, way.ties)
    told = sentence(say("First with {who}, {when}", who=hole("who"), when=hole("when")), who=[with_whom], when=lived)
    if not others:
        return told
    return (*told, DOT, *sentence(say("also with {people}", people=hole("people")), people=others))


def _first_words(source: Source, use: Use) -> str:
    """When it was, shortly: its date, else what was said, else its session."""
    if use.happened and use.happened != "unknown":
        return when_words(use.happened)
    if use.happened_said:
        return when_words(None, use.happened_said)
    return title_of(source, use.session) if use.session is not None else say("once")
