"""Something new that was lived, on paper: with whom, when, what was feared and what happened instead.

The three words, stronger, more confident, more alive, stand as the client gave them; what was not asked is left out
of the line rather than shown as little.
"""

from __future__ import annotations

from collections.abc import Iterator

from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.read.sentences import listed
from relmap.read.whens import when_words
from relmap.reports.blocks import Block, Facts, Words
from relmap.reports.lines import links_from, speaks_words, thing_title
from relmap.reports.telling import facts_line, of_ten, session_title, spoken, tie_words, whose
from relmap.words import say


def experience_blocks(source: Source, lived: NewExperience, *, lessons: bool = True) -> Iterator[Block]:
    """What was lived, in the words in which it was told, and what belongs to it; `lessons`: of which it speaks."""
    if lived.description and lived.description.strip():
        yield from spoken(lived, lived.description)
    else:
        yield Words(facts_line((say("Something new, without words yet"), whose(lived))))
    yield Facts((*_facts(source, lived), *(_beyond(source, lived, lessons=lessons))))


def _facts(source: Source, lived: NewExperience) -> Iterator[tuple[str, str]]:
    yield say("With"), tie_words(source, lived.relationship)
    when = when_words(lived.happened, lived.happened_said)
    told = session_title(source, lived.session)
    if when or told:
        yield say("When"), facts_line((when, told))
    if lived.feared:
        yield say("What was feared"), lived.feared
    if lived.happened_instead:
        yield say("What happened instead"), lived.happened_instead
    if felt := felt_words(lived):
        yield say("Afterwards"), felt


def _beyond(source: Source, lived: NewExperience, *, lessons: bool) -> Iterator[tuple[str, str]]:
    """Of which lessons it speaks, and the ways of connecting that were lived in it."""
    speaks = speaks_words(source, lived.id) if lessons else []
    if speaks:
        yield say("Of which lessons"), listed(speaks)
    ways = [thing_title(source, link.to) for link in links_from(source, lived.id, "uses")]
    if ways:
        yield say("A way of connecting"), listed(ways)


def felt_words(lived: NewExperience) -> str:
    """Stronger, more confident, more alive, as far as they were asked; empty where none was."""
    asked = (
        (say("stronger"), lived.stronger),
        (say("more confident"), lived.more_confident),
        (say("more alive"), lived.more_alive),
    )
    return facts_line(
        say("{word} {value}", word=word, value=of_ten(value)) for word, value in asked if value is not None
    )
