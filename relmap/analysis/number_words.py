"""How a number given along the sessions is spoken of: where it stood, and that nobody asked where nobody did."""

from __future__ import annotations

from relmap.analysis.numbers import Stop
from relmap.model.source import Source
from relmap.read.titles import title_of
from relmap.words import say


def stop_title(source: Source, stop: Stop) -> str:
    """What a stop is called: its session, today, or between sessions."""
    if stop.session is not None:
        return title_of(source, stop.session)
    return say("today") if stop.today else say("between sessions")


def value_words(value: int | None) -> str:
    """A number as it was given; a gap is said to be one, and is never a zero."""
    return say("not asked") if value is None else say("{value} of 10", value=value)
