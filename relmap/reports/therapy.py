"""What the work was, in a few facts and in its closing lines; an end that one of them chose is an end like any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relmap.model.source import Source
from relmap.model.therapy import Rupture, Session
from relmap.read.choices import value_word
from relmap.read.titles import capital
from relmap.read.whens import date_words
from relmap.reports.blocks import Block, Facts, Words
from relmap.reports.telling import case_row, has_words, session_title, sessions_of, spoken
from relmap.words import say, say_n


def therapy_facts(source: Source) -> tuple[Block, ...]:
    """When it began and ended, how often those in it met, and where it stands."""
    row, held = case_row(source), sessions_of(source, held=True)
    began = (row.started if row is not None else None) or (held[0].date if held else None)
    ended = row.ended if row is not None else None
    facts = (
        (say("Began"), date_words(began) if began else ""),
        (say("Ended"), date_words(ended) if ended else ""),
        (say("Met"), say_n("in {n} session", "in {n} sessions", len(held)) if held else ""),
        (say("How it stands"), value_word("status", row.status, "case") if row is not None else ""),
    )
    rows = tuple((label, text) for label, text in facts if text)
    return (Facts(rows),) if rows else ()


def closing_lines(source: Source) -> tuple[Block, ...]:
    """The closing line of each session that has one, in order, each with its session."""
    return tuple(block for one in sessions_of(source) for block in _closing(source, one))


def _closing(source: Source, session: Session) -> Iterator[Block]:
    if has_words(session.closing):
        yield from spoken(session, session.closing or "", also=(session_title(source, session.id),))


def last_met(source: Source) -> Session | None:
    """The last session that was held."""
    held = sessions_of(source, held=True)
    return held[-1] if held else None


def broke_off(source: Source) -> bool:
    """Whether the record says that it ended without an end they made together: the client ended it, or a disruption."""
    row = case_row(source)
    if row is not None and row.status == "ended_by_client":
        return True
    return any(one.state == "ended_the_therapy" and one.veil == "none" for one in source.all(Rupture))


def how_it_ended(source: Source) -> Sequence[Block]:
    """How the work came to its end, without a word on whether that is good."""
    last, row = last_met(source), case_row(source)
    lines = []
    if broke_off(source):
        lines.append(
            say(
                "The work ended in another way than was thought of at first. What was made in it is here all the same, "
                "and stays."
            )
        )
    elif row is not None and row.status == "transferred":
        lines.append(say("The work goes on with somebody else. What was made in it is here, and goes along."))
    if last is not None:
        lines.append(say("Last met: {session}.", session=session_title(source, last.id)))
    return tuple(Words(capital(line)) for line in lines)
