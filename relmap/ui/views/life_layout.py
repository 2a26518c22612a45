"""Lays a lesson's life out along one line: those who taught it in life, its card, the sessions, the truer lesson.

Things are drawn as on the map, by the same Looks. What has no room is not squeezed: session labels thin out, and an
experience without room for its words keeps its sprout on the line; its words stand in the list beneath.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from relmap.analysis.threads import HereToo, LessonLife, Lived, MadeOf, Speaks, Teaching, Truer
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.people import Case, Person, Relationship
from relmap.model.roles import Role
from relmap.model.source import Source
from relmap.model.therapy import NewExperience
from relmap.model.when import year_of
from relmap.ui.map.drafts import Draft as Drafted
from relmap.ui.map.drafts import Drawn
from relmap.ui.map.lettering import Lettering, Voice
from relmap.ui.map.look_people import draw_person
from relmap.ui.map.look_words import draw_experience, draw_lesson, draw_role
from relmap.ui.map.outlines import body
from relmap.ui.map.quotes import ENGLISH, Marks, marks_for
from relmap.ui.map.shapes import NodeLook, TieLook
from relmap.ui.map.sight import Sight
from relmap.ui.texts import date_words, partner_title, quoted, title_of, value_word
from relmap.ui.views import life_words
from relmap.ui.views.life_plan import Box, End, Ink, Note, Plan, Stem, Tracks
from relmap.ui.views.life_words import Event
from relmap.words import say

EDGE = 26.0
CARD = (170.0, 62.0)
PILL = (180.0, 52.0)
COLUMN = 146.0
GAP = 14.0
_BELOW_CIRCLE = 37.0
_DIAMOND = 12.0
_OVER_CIRCLES = 40.0
_TICKET = 40.0
ARROW = 46.0
_STACKED = 54.0
LANE_TOP = 50.0
ENDS: Mapping[Speaks, End] = {"against": "bar", "for": "arrow", "both": "both"}
_NO_MARKS: Marks = ("", "")


class Layout:
    """What the parts of a life are laid out with: what may be read, how words are set, and the plan they go to."""

    def __init__(self, source: Source, life: LessonLife, lettering: Lettering, plan: Plan) -> None:
        """Lay `life` out in `plan`."""
        self.source, self.life, self.lettering, self.plan = source, life, lettering, plan
        self.sight = Sight(source)
        cases = source.all(Case)
        self.language = cases[0].language if cases else None

    def marks(self, text: str) -> Marks:
        """The quotation marks of somebody's words: of their script, where that is not the case's own."""
        by_script = marks_for(text, None)
        return by_script if by_script != ENGLISH else marks_for(text, self.language)

    def look(self, entity: Entity | None) -> NodeLook | None:
        """A thing as it is drawn on the map, without badges."""
        drawn: Drawn | None = None
        if isinstance(entity, Person):
            drawn = draw_person(self.sight, entity)
        elif isinstance(entity, Lesson):
            drawn = draw_lesson(self.sight, entity)
        elif isinstance(entity, Role):
            drawn = draw_role(self.sight, entity)
        elif isinstance(entity, NewExperience):
            drawn = draw_experience(self.sight, entity)
        drafted = next((one for one in drawn or () if isinstance(one, Drafted)), None)
        if drafted is None:
            return None
        look = replace(drafted.look, badges=())
        if len(self.sight.clients) > 1:
            look = replace(look, score=None)  # it would be one's number, and not say whose
        return replace(look, subtitle=self._when(entity)) if isinstance(entity, NewExperience) else look

    def _when(self, lived: NewExperience) -> str:
        """The line on a pill: its session, else its day."""
        if lived.session is not None and self.source.get(lived.session) is not None:
            return self.sight.title(lived.session)
        return date_words(lived.happened) if lived.happened else ""

    def height(self, voice: Voice, text: str, lines: int, marks: Marks = _NO_MARKS, width: float = COLUMN) -> float:
        """How tall some words are in a column."""
        return self.lettering.words(voice, text, width, lines, marks).height if text else 0.0

    def half_width(self, voice: Voice, text: str, marks: Marks = _NO_MARKS) -> float:
        """Half of what words take beside others: a column at most."""
        return min(COLUMN, self.lettering.width(voice, marks[0] + text + marks[1])) / 2 if text else 0.0


Row = tuple[Voice, str, Ink, int, Marks]
"""Words in a column: how they are set, and in how many lines at most."""


def write_rows(layout: Layout, middle: float, top: float, rows: Iterable[Row], width: float = COLUMN) -> float:
    """Write rows of words below one another, each in the middle of a column; returns where they end."""
    for voice, text, ink, lines, marks in rows:
        if text:
            height = layout.height(voice, text, lines, marks, width)
            box = Box(middle - width / 2, top, width, height)
            layout.plan.notes.append(Note(text, box, voice, ink, lines, marks))
            top += height
    return top


def lay_out_life(layout: Layout) -> Tracks:
    """Everything from before the therapy, in its order, from the left: who taught it, what it was made of."""
    tracks = Tracks(GAP)
    rows = life_words.in_life(layout.life)
    for row in rows:
        if isinstance(row, Teaching):
            _teacher(row, layout, tracks)
        elif isinstance(row, MadeOf):
            _life_event(row, layout, tracks)
        elif isinstance(row, Lived):
            _long_ago(row, layout, tracks)
        elif isinstance(row, HereToo):
            _moment(row, layout, tracks)
        else:
            _older(row, layout, tracks)
    if not rows:
        _nobody_yet(layout, tracks)
    return tracks


def _nobody_yet(layout: Layout, tracks: Tracks) -> None:
    middle = tracks.place(EDGE, {"line": 4.0, "below": COLUMN / 2})
    words = say("Who taught it has not been told yet.")
    write_rows(layout, middle, layout.plan.base + 14.0, [("line", words, "faded", 3, _NO_MARKS)])


def _teacher(row: Teaching, layout: Layout, tracks: Tracks) -> None:
    """A circle on the line; below it who, how and when, and the words that were said."""
    tie = layout.source.get(row.relationship)
    far = layout.sight.get(layout.sight.far_end(tie)) if isinstance(tie, Relationship) else None
    look = layout.look(far)
    if look is None:
        return
    name, quote = partner_title(layout.source, row.relationship), row.quote or ""
    rows: list[Row] = [
        ("name", name, "ink", 1, _NO_MARKS),
        ("line", value_word("how", row.how, "taught"), "faded", 2, _NO_MARKS),
        ("line", year_of(row.period) or "", "faded", 1, _NO_MARKS),
        ("label", quote, "ink", 3, layout.marks(quote) if quote else _NO_MARKS),
    ]
    half = max(layout.half_width(voice, text, marks) for voice, text, _, _, marks in rows)
    radius = body(look.shape).half_width
    middle = tracks.place(EDGE, {"line": radius, "below": half})
    layout.plan.put(replace(look, id=row.id, title="", subtitle="", disputed=False), middle, layout.plan.base)
    top = layout.plan.base - radius
    foot = write_rows(layout, middle, layout.plan.base + _BELOW_CIRCLE, rows)
    width = 2 * max(half, radius)
    layout.plan.spot(life_words.of_teaching(layout.source, row), Box(middle - width / 2, top, width, foot - top))


def _life_event(row: MadeOf, layout: Layout, tracks: Tracks) -> None:
    """A diamond on the line; above it what happened, and what was made of it."""
    title, words = title_of(layout.source, row.event), row.text or ""
    year = year_of(row.happened)
    rows: list[Row] = [
        ("line", say("{title}, {year}", title=title, year=year) if year else title, "ink", 2, _NO_MARKS),
        ("label", words, "ink", 3, layout.marks(words) if words else _NO_MARKS),
    ]
    half = max(layout.half_width(voice, text, marks) for voice, text, _, _, marks in rows)
    middle = tracks.place(EDGE, {"line": _DIAMOND, "above": half})
    base = layout.plan.base
    foot = base - _OVER_CIRCLES
    layout.plan.hairs.append(((middle, foot + 3.0), (middle, base)))
    top = foot - sum(layout.height(voice, text, most, marks) for voice, text, _, most, marks in rows)
    write_rows(layout, middle, top, rows)
    layout.plan.diamonds.append((middle, base))
    width = 2 * max(half, _DIAMOND)
    layout.plan.spot(life_words.of_event(layout.source, row), Box(middle - width / 2, top, width, base + 12.0 - top))


def _long_ago(row: Lived, layout: Layout, tracks: Tracks) -> None:
    """An experience from before the therapy, or without a known day: a pill that hangs below the line."""
    look = layout.look(layout.source.get(row.id))
    if look is not None:
        middle = tracks.place(EDGE, {"line": _DIAMOND, "below": PILL[0] / 2})
        base, top = layout.plan.base, layout.plan.base + LANE_TOP
        layout.plan.stems.append(Stem(((middle, base), (middle, top)), ENDS[row.speaks]))
        layout.plan.put(look, middle, top + PILL[1] / 2)
        event = life_words.of_lived(layout.source, row)
        layout.plan.spot(event, Box(middle - PILL[0] / 2, top, *PILL))


def _moment(row: HereToo, layout: Layout, tracks: Tracks) -> None:
    """A moment before there was any session that was held."""
    radius = body("moment").half_width
    middle = tracks.place(EDGE, {"line": radius})
    base = layout.plan.base
    layout.plan.put(NodeLook(row.id, "moment", tone="accent"), middle, base)
    box = Box(middle - radius, base - radius, 2 * radius, 2 * radius)
    layout.plan.spot(life_words.of_here_too(layout.source, row), box)


def _older(row: Truer, layout: Layout, tracks: Tracks) -> None:
    """The card of the lesson in whose place it stands."""
    middle = tracks.place(EDGE, {"line": CARD[0] / 2, "below": CARD[0] / 2, "above": CARD[0] / 2})
    _card_at(layout, row, middle, layout.plan.base, say("in place of"), life_words.of_older(layout.source, row))


def _card_at(layout: Layout, row: Truer, x: float, y: float, caption: str, event: Event) -> None:
    """Another lesson's card with a caption and the words of the link above it."""
    look = layout.look(layout.source.get(row.lesson))
    if look is None:
        return
    layout.plan.put(look, x, y)
    words = row.text or ""
    rows: list[Row] = [
        ("small", caption, "faded", 1, _NO_MARKS),
        ("label", words, "ink", 2, layout.marks(words) if words else _NO_MARKS),
    ]
    tall = sum(layout.height(voice, text, most, marks, CARD[0]) for voice, text, _, most, marks in rows)
    top = y - CARD[1] / 2 - 4.0 - tall
    write_rows(layout, x, top, rows, CARD[0])
    layout.plan.spot(event, Box(x - CARD[0] / 2, top, CARD[0], tall + 4.0 + CARD[1]))


def lay_out_card(layout: Layout, tracks: Tracks) -> tuple[float, float]:
    """The lesson's own card on the line, below it the roles it asks for; the right edges of the card and of them."""
    looks = [(row, look) for row in layout.life.asks if (look := layout.look(layout.source.get(row.role))) is not None]
    tickets = [body("role", layout.lettering.width("ticket", look.title)).half_width for _, look in looks]
    below = max([CARD[0] / 2, *tickets]) if looks else CARD[0] / 2 - GAP
    start = tracks.right + GAP if not looks else EDGE
    middle = tracks.place(start, {"line": CARD[0] / 2 + 6.0, "above": CARD[0] / 2 - GAP, "below": below})
    base, plan = layout.plan.base, layout.plan
    look = layout.look(layout.source.get(layout.life.lesson))
    if look is not None:
        plan.put(look, middle, base)
        state = value_word("state", layout.life.state, "lessons")
        event = Event(layout.life.lesson, "lesson", "", quoted(look.title), state)
        plan.spot(event, Box(middle - CARD[0] / 2, base - CARD[1] / 2, *CARD))
    top = base + CARD[1] / 2 + 34.0 + (14.0 if look is not None and look.disputed else 0.0)
    for number, ((row, ticket), half) in enumerate(zip(looks, tickets, strict=True)):
        y = top + number * _TICKET
        plan.put(ticket, middle, y)
        plan.spot(life_words.of_asking(layout.source, row), Box(middle - half, y - 14.0, 2 * half, 28.0))
    if looks:
        plan.ties.append(TieLook("asks", layout.life.lesson, looks[-1][0].role, tone="role", thin=True))
    return middle + CARD[0] / 2, middle + max([CARD[0] / 2, *tickets])


def truer_room(count: int) -> float:
    """How far the line lies below the top of the picture, so that truer lessons have room above one another."""
    return count * (CARD[1] + _STACKED) if count else 0.0


def lay_out_truer(layout: Layout, end: float) -> float:
    """The truer lessons at the end of the line, above one another; returns the left edge of their cards."""
    left = end + ARROW
    for number, row in enumerate(layout.life.truer):
        y = layout.plan.base - number * (CARD[1] + _STACKED)
        event = life_words.of_truer(layout.source, row)
        _card_at(layout, row, left + CARD[0] / 2, y, say("a truer lesson"), event)
    if len(layout.life.truer) > 1:
        first, last = layout.life.truer[0], layout.life.truer[-1]
        layout.plan.ties.append(TieLook("truer", first.lesson, last.lesson, tone="affirming", thin=True))
    return left
