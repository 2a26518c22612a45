"""The rows of the room view: hours, disruptions, what helped, moments and what was newly lived, each in plain words.

It turns the thread of the therapy into lines to be painted, found and read aloud. It says what is there and for how
many hours, and never what that means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from relmap.analysis.room import Disruption, Hour, Marked, Mend, RoomThread, room_thread
from relmap.analysis.room_words import disruption_facts, mend_facts, state_words
from relmap.model.people import Case
from relmap.model.source import Source
from relmap.read.search import folded
from relmap.ui.map.quotes import marks_for
from relmap.ui.sentences import Chip, read_out
from relmap.ui.texts import capital, date_words, field_word, title_of, value_word
from relmap.ui.views.room_pieces import again_pieces, context_pieces
from relmap.ui.views.room_strands import Strand, strands
from relmap.words import say

Show = Literal["all", "disruptions", "open", "heard", "here_too"]
Order = Literal["oldest", "newest"]
Kind = Literal["hour", "disruption", "mend", "moment", "lived", "words"]
Voice = Literal["title", "plain", "faded", "state"]
Quotes = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Para:
    """A few words of a row, set in a voice; `quotes` stand round words that somebody spoke."""

    words: str
    voice: Voice = "plain"
    quotes: Quotes = ("", "")

    @property
    def spoken(self) -> str:
        """The words with their quotation marks."""
        return f"{self.quotes[0]}{self.words}{self.quotes[1]}"


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One row, with the lines beside it in one of so many `lanes`; `faint`: an hour that did not take place."""

    id: str
    kind: Kind
    paras: tuple[Para, ...]
    pieces: tuple[Chip, ...] = ()
    tags: frozenset[str] = frozenset()
    faint: bool = False
    type: str = ""
    beside: tuple[Strand, ...] = ()
    lanes: int = 0

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be gone to."""
        return tuple(piece for piece in self.pieces if piece.id)

    @property
    def spoken(self) -> str:
        """All that is on it, in words."""
        parts = [para.spoken for para in self.paras] + ([read_out(self.pieces)] if self.pieces else [])
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class RoomRows:
    """The rows, how many disruptions are open, and whether there is any hour at all."""

    rows: tuple[RoomRow, ...]
    open: int
    anything: bool


def room_rows(source: Source, wanted: str = "", show: Show = "all", order: Order = "oldest") -> RoomRows:
    """The rows of what may be seen, only those of a kind (`show`) that have the words of `wanted`."""
    thread = source.remember("room", lambda: room_thread(source))
    writer = _Writer(source, thread)
    rows: list[RoomRow] = []
    for hour in thread.hours if order == "oldest" else reversed(thread.hours):
        head, items = writer.hour(hour), list(writer.items(hour))
        found = [row for row in items if (show == "all" or show in row.tags) and wanted in folded(row.spoken)]
        if found or (show == "all" and wanted in folded(head.spoken)):
            above = head if show == "all" else replace(head, paras=head.paras[:1])
            rows += [above, *(found if order == "oldest" else reversed(found))]
    open_ = sum(one.is_open for one in thread.disruptions)
    return RoomRows(_with_strands(rows, thread, order), open_, bool(thread.hours))


def _with_strands(rows: Sequence[RoomRow], thread: RoomThread, order: Order) -> tuple[RoomRow, ...]:
    ids = [row.id for row in rows]
    beside, lanes = strands(ids, thread.disruptions, newest_first=order == "newest")
    return tuple(replace(row, beside=beside.get(number, ()), lanes=lanes) for number, row in enumerate(rows))


class _Writer:
    """Puts what the thread holds in words."""

    def __init__(self, source: Source, thread: RoomThread) -> None:
        self._source = source
        self._broken = {one.id: one for one in thread.disruptions}
        cases = source.all(Case)
        self._language = cases[0].language if cases else None

    def hour(self, hour: Hour) -> RoomRow:
        """The row of a session."""
        took_place = hour.held == "held"
        title = [capital(title_of(self._source, hour.session))]
        if hour.date and hour.number is not None:
            title.append(date_words(hour.date))
        if hour.medium != "room":
            title.append(value_word("medium", hour.medium, "sessions"))
        if not took_place:
            title.append(value_word("held", hour.held, "sessions"))
        paras = [Para(" · ".join(title), "title" if took_place else "faded")]
        if hour.also_present:
            paras.append(Para(_labelled("sessions", "also_present", hour.also_present), "faded"))
        if hour.opening:
            paras.append(Para(say("Opened with {words}", words=self._quoted(hour.opening)), "faded"))
        if hour.closing:
            paras.append(Para(say("Closed with {words}", words=self._quoted(hour.closing))))
        return RoomRow(hour.session, "hour", tuple(paras), faint=not took_place)

    def items(self, hour: Hour) -> Iterator[RoomRow]:
        """The rows of what was in an hour: what helped with something older, then as it came."""
        own = {one.id for one in hour.disruptions}
        yield from (self._mend(mend) for mend in hour.mends if mend.rupture not in own)
        yield from (self._moment(moment) for moment in hour.moments)
        for one in hour.disruptions:
            yield self._disruption(one)
            yield from (self._mend(mend) for mend in hour.mends if mend.rupture == one.id)
        yield from (self._lived(id) for id in hour.lived)

    def _disruption(self, one: Disruption) -> RoomRow:
        paras = [self._said(one.id, one.description, say("A disruption")), *self._doubt(one.id)]
        facts = disruption_facts(self._source, one)
        if facts:
            paras.append(Para(capital(facts), "faded"))
        if one.therapist_part:
            paras.append(Para(_labelled("ruptures", "therapist_part", one.therapist_part), "plain"))
        paras.append(Para(state_words(self._source, one), "state"))
        here, matters = again_pieces(self._source, one.again), context_pieces(self._source, one.contexts)
        pieces = (*here, Chip("", "."), *matters) if here and matters else (*here, *matters)
        tags = {"disruptions"} | ({"open"} if one.is_open else set()) | ({"here_too"} if one.again else set())
        return RoomRow(one.id, "disruption", tuple(paras), pieces, frozenset(tags), type=one.state)

    def _mend(self, mend: Mend) -> RoomRow:
        broken = self._broken[mend.rupture]
        paras = [self._said(mend.id, mend.what_helped, say("Something that helped")), *self._doubt(mend.id)]
        paras.append(Para(mend_facts(self._source, broken, mend), "faded"))
        ends = mend.id == broken.mended_by
        if mend.word:
            paras.append(Para(_word(mend), "state"))
        elif mend.score is not None:
            paras.append(Para(say("{value} of 10, says the client", value=mend.score), "faded"))
        tags = {"disruptions"} | ({"open"} if broken.is_open else set())
        return RoomRow(mend.id, "mend", tuple(paras), (), frozenset(tags), type="tick" if ends else "helped")

    def _moment(self, moment: Marked) -> RoomRow:
        kind = capital(value_word("type", moment.type, "moments"))
        name = say("{kind}, {time}", kind=kind, time=moment.at) if moment.at else kind
        paras = [Para(name, "faded")]
        if moment.text:
            paras = [self._said(moment.id, moment.text, "", strong=False), *self._doubt(moment.id), *paras]
        tags = {moment.type} | ({"here_too"} if moment.again else set())
        pieces = again_pieces(self._source, moment.again)
        return RoomRow(moment.id, "moment", tuple(paras), pieces, frozenset(tags), type=moment.type)

    def _lived(self, id: str) -> RoomRow:
        words = title_of(self._source, id)
        return RoomRow(id, "lived", (Para(words, "plain"), Para(say("Something new"), "faded")))

    def _said(self, id: str, words: str | None, unsaid: str, *, strong: bool = True) -> Para:
        """What somebody said, in quotation marks where the words are the client's own."""
        voice: Voice = "title" if strong else "plain"
        if not words:
            return Para(unsaid, voice)
        row = self._source.get(id)
        spoken = row is not None and row.author == "client"
        return Para(words, voice, self._marks(words) if spoken else ("", ""))

    def _doubt(self, id: str) -> Iterator[Para]:
        """That the client says it is not quite so."""
        row = self._source.get(id)
        if row is not None and row.disputed:
            yield Para(say("Not quite, says the client"), "faded")

    def _quoted(self, words: str) -> str:
        opening, closing = self._marks(words)
        return f"{opening}{words}{closing}"

    def _marks(self, words: str) -> Quotes:
        return marks_for(words, self._language)


def _labelled(array: str, field: str, words: str) -> str:
    return say("{label}: {words}", label=field_word(array, field), words=words)


def _word(mend: Mend) -> str:
    if mend.score is None:
        return say("Back on track, says the client")
    return say("Back on track, says the client: {value} of 10", value=mend.score)


SHOWS: tuple[tuple[Show, Callable[[], str]], ...] = (
    ("all", lambda: say("Everything")),
    ("disruptions", lambda: say("Disruptions")),
    ("open", lambda: say("Still open")),
    ("heard", lambda: say("Felt heard")),
    ("here_too", lambda: say("Here too")),
)
"""What can be shown, and how it is called."""
