"""The page to take home: what the client picks, in large and kind letters, and nothing that says where it comes from.

Others may find a page at home. So people bear code names unless it is wished otherwise, no title, foot or line on it
speaks of therapy, and what still gives something away is told to the one who makes it, not written on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relmap.analysis.repertoire import repertoire
from relmap.analysis.threads import is_open
from relmap.model.agreements import agreements_of, holding
from relmap.model.base import Entity
from relmap.model.lessons import Lesson
from relmap.model.links import Link
from relmap.model.people import Person, Relationship
from relmap.model.seats import clients
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.read.choices import value_word
from relmap.read.titles import capital, shown_title, title_of, whole_title
from relmap.reports.asking import finished, names_of, names_question
from relmap.reports.blocks import Block, Facts, Heading, Items, Report, Space, Words
from relmap.reports.map_words import is_on_the_map
from relmap.reports.naming import Names, told_apart
from relmap.reports.pictures import map_picture
from relmap.reports.questions import Answers, Given, Question, flag_of, text_of, ticks_of
from relmap.reports.telling import (
    begun,
    facts_line,
    has_words,
    held_words,
    is_couple,
    report,
    section,
    session_title,
    sessions_of,
    tag,
    tie_words,
)
from relmap.words import say

NOTHING = "none"
"""The answer to "which closing line" that means none."""
_FEW = 3
"""Of a kind, so many are ticked to begin with."""
_LINES = 8


def questions(source: Source) -> tuple[Question, ...]:
    """Whether it is safe, what is to be on it, and by which names; only what there is to pick from is asked."""
    asked = (
        _safe(),
        _truer(source),
        _lessons(source),
        _lived(source),
        _ways(source),
        _closing(source),
        Question(
            "map",
            say("The map as a picture"),
            "flag",
            default=False,
            hint=say("The map shows the therapist too, and all that was said. It is the page that gives most away."),
        ),
        Question("own", say("A line of your own"), "text"),
        Question("write", say("Room to write by hand"), "flag", default=False),
        Question("title", say("What stands at the top"), "text", hint=_hint_of_title()),
        names_question("code"),
    )
    return tuple(one for one in asked if one.kind in ("flag", "text") or one.options)


def read(source: Source, answers: Answers, given: Given) -> Report:
    """The page of what was picked."""
    asked = {question.key: question for question in questions(source)}
    names = names_of(answers, asked["names"])
    called = told_apart(source, names)
    title = text_of(answers, asked["title"]).strip() or say("My page")
    blocks = (Heading(1, title), *_picked(called, answers, asked, names))
    page = replace(report(source, title, blocks), sheets=1)
    named = finished(source, page, names, given)
    return replace(page, told=_told(source, named, safe=flag_of(answers, asked["safe"])))


# what is asked


def _safe() -> Question:
    return Question(
        "safe",
        say("Is it safe to have this at home?"),
        "flag",
        default=False,
        hint=say(
            "Think together of who might find it: at home, in a bag, on a printer. If it is not safe, a shorter page, "
            "or none, is just as good. It can wait here."
        ),
    )


def _hint_of_title() -> str:
    return say("If it stays empty: My page. Nothing on the page says where it comes from.")


def _truer(source: Source) -> Question:
    """Affirming lessons; those that came in the place of another are ticked first."""
    seen = [one for one in _seen_lessons(source) if one.valence == "affirming"]
    came = {link.to for link in source.all(Link) if link.kind == "instead" and link.veil == "none"}
    likely = sorted(seen, key=lambda one: (one.id not in came, one.disputed))
    return _ticks("truer", say("Truer lessons"), source, seen, [one.id for one in likely if not one.disputed])


def _lessons(source: Source) -> Question:
    seen = [one for one in _seen_lessons(source) if one.valence != "affirming"]
    return _ticks("lessons", say("Other lessons"), source, seen, [])


def _lived(source: Source) -> Question:
    """New experiences that have words; the latest are ticked first."""
    rows = (one for one in source.all(NewExperience) if one.veil == "none" and has_words(one.description))
    seen = [one for one in rows if is_open(source, one.relationship)]
    here = _tells_of_therapy(source)  # what was lived out there says less of where the page comes from
    likely = sorted(seen, key=lambda one: (one.relationship not in here, one.ordinal), reverse=True)
    return _ticks("new", say("Something new that was lived"), source, seen, [one.id for one in likely])


def _tells_of_therapy(source: Source) -> frozenset[str]:
    """The ties of which the other end says where the page comes from: whoever sits in the room, and any therapist."""
    telling = {one.id for one in source.all(Person) if one.kind == "therapist" or one.seat not in ("none", "client")}
    return frozenset(tie.id for tie in source.all(Relationship) if telling & {tie.a, tie.b})


def _ways(source: Source) -> Question:
    ways = repertoire(source)
    options = tuple((one.way, _way_words(source, one.way)) for one in ways)
    likely = [one.way for one in ways if one.state != "imagined"]
    return Question("ways", say("Ways of connecting"), "ticks", options, _first(options, likely))


def _closing(source: Source) -> Question:
    """Which closing line; that of the last session that has one."""
    said = [one for one in reversed(sessions_of(source)) if has_words(one.closing)]
    lines = tuple((one.id, say("{session}: {words}", session=_which(source, one), words=one.closing)) for one in said)
    options = (*lines, (NOTHING, say("none"))) if lines else ()
    return Question("closing", say("A closing line"), "one", options, said[0].id if said else NOTHING)


def _which(source: Source, session: Session) -> str:
    return capital(session_title(source, session.id))


def _seen_lessons(source: Source) -> list[Lesson]:
    return [one for one in source.all(Lesson) if one.veil == "none" and has_words(one.text)]


def _ticks(key: str, words: str, source: Source, rows: Sequence[Entity], likely: Iterable[str]) -> Question:
    options = tuple((one.id, shown_title(source, one.id)) for one in rows)
    return Question(key, words, "ticks", options, _first(options, likely))


def _first(options: Sequence[tuple[str, str]], likely: Iterable[str]) -> tuple[str, ...]:
    few = list(likely)[:_FEW]
    return tuple(value for value, _ in options if value in few)


def _way_words(source: Source, way: str) -> str:
    return title_of(source, way)


# what is on the page


def _picked(source: Source, answers: Answers, asked: dict[str, Question], names: Names) -> Iterator[Block]:
    blocks = tuple(_chosen(source, answers, asked))
    picture = flag_of(answers, asked["map"]) and is_on_the_map(source)
    if picture:
        blocks += (Heading(2, say("My map")), map_picture(source, names))
    if flag_of(answers, asked["write"]):
        blocks += (Heading(2, say("Room for more")), Space(_LINES))
    if not blocks:
        yield Words(say("There is room here for what you want to keep."))
        yield Space(_LINES)
    yield from blocks


def _chosen(source: Source, answers: Answers, asked: dict[str, Question]) -> Iterator[Block]:
    own = text_of(answers, asked["own"]).strip()
    if own:
        yield Words(own, quote=True)
    picked = {key: ticks_of(answers, asked[key]) if key in asked else () for key in ("truer", "lessons", "new", "ways")}
    yield from section(say("What is true as well"), tuple(_of_lessons(source, picked["truer"])))
    yield from section(say("What I learned once"), tuple(_of_lessons(source, picked["lessons"])))
    yield from section(say("What I have lived"), tuple(_of_experiences(source, picked["new"])))
    if picked["ways"]:
        yield Heading(2, say("Ways to be with others"))
        yield Items(tuple(_of_way(source, id) for id in picked["ways"]))
    yield from section(say("A line to keep"), tuple(_of_closing(source, answers, asked)))


def _of_lessons(source: Source, ids: Sequence[str]) -> Iterator[Block]:
    for id in ids:
        lesson = source.need(Lesson, id)
        gloss = say("In other words: {gloss}", gloss=lesson.gloss) if has_words(lesson.gloss) else ""
        held = held_words(source, lesson.held_by) if is_couple(source) else ""
        yield from _quoted(lesson, lesson.text or "", lesson.language, (gloss, held))


def _quoted(entity: Entity, text: str, lang: str | None = None, also: Iterable[str] = ()) -> Iterator[Block]:
    """Words as they were spoken; whose they are is said without saying who that is."""
    yield Words(text, lang=tag(lang), quote=True)
    if line := facts_line((*also, _whose(entity), _disputed(entity))):
        yield Words(line, small=True)


def _whose(entity: Entity) -> str:
    if entity.author == "client":
        return ""
    return say("found together") if entity.author == "both" else say("somebody else’s words")


def _disputed(entity: Entity) -> str:
    return say("not quite") if entity.disputed else ""


def _of_experiences(source: Source, ids: Sequence[str]) -> Iterator[Block]:
    here = _tells_of_therapy(source)
    for id in ids:
        lived = source.need(NewExperience, id)
        yield from _quoted(lived, lived.description or "")
        facts = (
            (
                say("With"),
                begun(source, tie_words(source, lived.relationship)) if lived.relationship not in here else "",
            ),
            (say("What I feared"), lived.feared),
            (say("What happened instead"), lived.happened_instead),
        )
        rows = tuple((label, text) for label, text in facts if text is not None and has_words(text))
        if rows:
            yield Facts(rows)


def _of_way(source: Source, id: str) -> str:
    way = next(one for one in repertoire(source) if one.way == id)
    return say("{way} ({state})", way=whole_title(source, id), state=value_word("state", way.state, "ways"))


def _of_closing(source: Source, answers: Answers, asked: dict[str, Question]) -> Iterator[Block]:
    row = source.get(text_of(answers, asked["closing"])) if "closing" in asked else None
    if isinstance(row, Session) and has_words(row.closing):
        yield Words(row.closing or "", quote=True)


# what the one who makes it is told


def _told(source: Source, page: Report, *, safe: bool) -> str:
    lines = []
    if not safe:
        lines.append(say("Nobody has said yet that it is safe to have this page at home. It can wait here."))
    lines.extend(_agreement(source))
    lines.append(page.told)
    return " ".join(line for line in lines if line)


def _agreement(source: Source) -> Iterator[str]:
    """That taking pages home was agreed to once, and taken back."""
    for one in clients(source):
        if agreements_of(source, one.id, "take_home") and holding(source, one.id, "take_home") is None:
            yield say("Taking pages home was agreed to once, and taken back: {who}.", who=title_of(source, one.id))
