"""How a disruption is spoken of: what it was like, where it stands and for how long, and what was there again, when.

The words are facts in the order in which they came. A disruption that is open, that was left open or that ended the
therapy is said as plainly as one that is back on track.
"""

from __future__ import annotations

from relmap.analysis.oldtimes import OldTime
from relmap.analysis.room import Disruption, Mend
from relmap.model.seats import clients, therapist
from relmap.model.source import Source
from relmap.model.therapy import Repair, Session
from relmap.model.vocabulary import RuptureKind
from relmap.read.choices import value_word
from relmap.read.sentences import dotted
from relmap.read.titles import title_of
from relmap.read.whens import date_words, when_words
from relmap.words import say, say_n


def session_words(source: Source, session: str) -> str:
    """A session by its number and its day: `session 5, 11 February 2026`."""
    row, title = source.get(session), title_of(source, session)
    if not isinstance(row, Session) or row.date is None or row.number is None:
        return title
    return say("{session}, {day}", session=title, day=date_words(row.date))


def disruption_facts(source: Source, one: Disruption) -> str:
    """What it was like, who moved first, and with whom, where that is not plain, to stand inside a line."""
    facts = [_kind(one.kind)]
    if one.moved_by is not None:
        facts.append(say("who moved first: {who}", who=value_word("moved_by", one.moved_by, "ruptures")))
    whom = source.get(one.with_whom) if one.with_whom is not None else None
    if one.with_whom is not None and whom is not None and whom.veil == "none" and names_whom(source, one.with_whom):
        facts.append(say("with {who}", who=title_of(source, one.with_whom)))
    return dotted(facts)


def _kind(kind: RuptureKind) -> str:
    if kind == "mixed":
        return say("withdrawal and confrontation")
    return value_word("kind", kind, "ruptures") if kind != "unsure" else ""


def names_whom(source: Source, with_whom: str | None) -> bool:
    """Whether it has to be said with whom a disruption was: with several in the room, or with somebody else."""
    host = therapist(source)
    return len(clients(source)) > 1 or (with_whom is not None and (host is None or with_whom != host.id))


def state_words(source: Source, one: Disruption) -> str:
    """Where a disruption stands, and over how many sessions it was open, as a fact."""
    if one.state == "back_on_track":
        return _back_on_track(source, one)
    if one.state == "left_open":
        return say("Left open")
    if one.state == "ended_the_therapy":
        return say("It ended the therapy")
    words = say("Still open, being mended") if one.state == "being_mended" else say("Still open")
    return dotted((words, _since(one.hours) if one.hours else ""))


def _since(hours: int) -> str:
    return say_n("{n} session since", "{n} sessions since", hours)


def _back_on_track(source: Source, one: Disruption) -> str:
    word = source.get(one.mended_by) if one.mended_by is not None else None
    if not isinstance(word, Repair):
        return say("Back on track, says the client")
    if word.session == one.session:
        return say("Back on track in the same session, says the client")
    there = title_of(source, word.session)
    if not one.hours:
        return say("Back on track in {session}, says the client", session=there)
    later = say_n("{n} session later", "{n} sessions later", one.hours)
    return say("Back on track in {session}, {later}, says the client", session=there, later=later)


def mend_facts(source: Source, broken: Disruption, mend: Mend) -> str:
    """With which disruption something helped, and who made the step."""
    by = value_word("by", mend.by, "repairs")
    if broken.session == mend.session:
        return say("What helped, in the same session · who made the step: {who}", who=by)
    there = title_of(source, broken.session)
    return say("What helped with the disruption of {session} · who made the step: {who}", session=there, who=by)


def old_words(time: OldTime | None) -> str:
    """How far back an old thing goes; empty where nobody said."""
    return when_words(time.when, time.said) if time is not None else ""
