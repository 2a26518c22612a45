"""What happened between those in the room, on paper: moments, disruptions with all that became of them, and numbers.

A disruption that stayed open, or ended the therapy, is told as plainly as one that is back on track; only the client's
word says that it is. Nobody's part in it is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relmap.analysis.room import Again, Disruption, Marked, Mend
from relmap.analysis.room_words import disruption_facts, old_words, state_words
from relmap.model.people import Relationship
from relmap.model.source import Source
from relmap.model.therapy import Moment, Rating, Repair, Rupture
from relmap.read.choices import value_word
from relmap.read.sentences import listed
from relmap.read.titles import partner_title, title_of
from relmap.read.whens import clock_words
from relmap.reports.blocks import Block, Facts, Grid, Words
from relmap.reports.lines import notes_on, subject_words, thing_title
from relmap.reports.telling import (
    begun,
    facts_line,
    has_words,
    is_couple,
    of_ten,
    rater_words,
    session_title,
    spoken,
    spoken_or,
    whose,
)
from relmap.words import say

# moments


def moment_blocks(source: Source, one: Marked, *, session: str | None = None) -> Iterator[Block]:
    """A moment in its words, with what it was, when, who noticed it, and what was there again; `session`: name it."""
    row = source.need(Moment, one.id)
    says_so = one.type == "here_too" and one.again  # what was here too is named below
    what = "" if says_so else value_word("type", one.type, "moments")
    also = (
        session_title(source, session),
        clock_words(one.at) if one.at is not None else "",
        _noticed(one),
        *(again_words(source, again) for again in one.again),
    )
    if has_words(one.text):
        yield from spoken(row, one.text or "", also=(what, *also))
    else:
        yield Words(facts_line((what, whose(row), *also)))


def _noticed(one: Marked) -> str:
    if one.noticed_by == "client":
        return ""
    return say("noticed by {who}", who=value_word("noticed_by", one.noticed_by, "moments"))


def again_words(source: Source, again: Again) -> str:
    """What was there again, how far back it goes, and what was said of it."""
    row = source.get(again.target)
    what = partner_title(source, again.target) if isinstance(row, Relationship) else thing_title(source, again.target)
    old = old_words(again.old)
    if old:
        what = say("{what}, {when}", what=what, when=old)
    line = say("here too: {what}", what=what)
    return say("{line}: {words}", line=line, words=again.text) if again.text else line


# disruptions and what helped


def disruption_blocks(source: Source, one: Disruption, *, notes: bool = True) -> Iterator[Block]:
    """A disruption from the hour in which it began to where it stands; `notes`: with those on it."""
    row = source.need(Rupture, one.id)
    also = (
        session_title(source, one.session),
        disruption_facts(source, one),
        *(again_words(source, again) for again in one.again),
        _contexts(source, one),
    )
    yield from spoken_or(row, one.description, lambda: say("A disruption that has no words yet."), also=also)
    rows = [(say("Where it stands"), state_words(source, one))]
    if has_words(one.therapist_part):
        rows.insert(0, (say("The therapist’s part in it"), one.therapist_part or ""))
    yield Facts(tuple(rows))
    for mend in one.mends:
        yield from mend_blocks(source, mend)
    if notes:
        yield from notes_on(source, one.id)


def mend_blocks(source: Source, mend: Mend, *, of: Disruption | None = None) -> Iterator[Block]:
    """One thing that helped: its words, who made the step, the number and the client's word; `of`: with what."""
    row = source.need(Repair, mend.id)
    also = (
        say("what helped"),
        say("with the disruption of {session}", session=session_title(source, of.session)) if of is not None else "",
        session_title(source, mend.session),
        say("who made the step: {who}", who=value_word("by", mend.by, "repairs")),
        say("back on track: {value}", value=of_ten(mend.score)),
        say("the client says that it is back on track") if mend.word else "",
    )
    yield from spoken_or(row, mend.what_helped, lambda: say("A step that has no words yet."), also=also)


def _contexts(source: Source, one: Disruption) -> str:
    if not one.contexts:
        return ""
    return say("what mattered in it: {what}", what=listed([title_of(source, id) for id in one.contexts]))


# numbers


def numbers_given(source: Source, session: str) -> tuple[Block, ...]:
    """The numbers that were given in a session, as they were given; what was not asked is said to be so."""
    rows = [row for row in source.all(Rating) if row.session == session and row.veil == "none"]
    told = [row for row in rows if (subject := source.get(row.subject)) is not None and subject.veil == "none"]
    if not told:
        return ()
    raters = _raters(source, told)
    header = (say("About"), say("What was asked"), say("As it was said"), *((say("By"),) if raters else ()))
    lines = tuple(_number_row(source, row, by=raters) for row in told)
    return (Grid(header, lines, say("Each number as it was given, from 0 to 10.")),)


def _raters(source: Source, rows: Sequence[Rating]) -> bool:
    """Whether it has to be said whose numbers they are."""
    return is_couple(source) or len({row.rated_by for row in rows if row.rated_by is not None}) > 1


def _number_row(source: Source, row: Rating, *, by: bool) -> tuple[str, ...]:
    asked = value_word("dimension", row.dimension, "ratings")
    line = (begun(source, subject_words(source, row.subject)), asked, of_ten(row.value))
    return (*line, rater_words(source, row.rated_by)) if by else line
