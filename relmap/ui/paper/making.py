"""Makes the pages that can be chosen: what each asks, and its sheets from the answers.

Everything is read through what an export may show, today: covered things and names never to be shown are absent.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from relmap.model.source import Source
from relmap.model.therapy import Session
from relmap.read.journalled import Journalled
from relmap.read.names_in_text import NameSearch
from relmap.read.projection import Projection
from relmap.read.reduced import copy_words
from relmap.read.sessions import as_it_stood, stops
from relmap.reports.blocks import texts
from relmap.reports.catalogue import KINDS
from relmap.reports.catalogue import kind as kind_of_report
from relmap.reports.map_words import map_words
from relmap.reports.naming import Names, named, told_of_names
from relmap.reports.questions import Answers, Given, Question, ReportKind, flag_of, text_of
from relmap.reports.telling import case_footer, case_language, direction_of
from relmap.store.document import Document
from relmap.ui.folio.bound import Bound
from relmap.ui.folio.sheet import Sheet, paper_theme
from relmap.ui.map.look import looks
from relmap.ui.map.picture import MapSheet
from relmap.ui.map.scene import MapScene
from relmap.ui.pages import POSTER
from relmap.ui.paper.listed import listed_report, listed_titles
from relmap.ui.paper.pictures import CaseDrawings
from relmap.ui.paper.poster import PosterWords, SetPoster, smallest_words, tiling
from relmap.ui.paper.set_report import SetReport
from relmap.ui.steps import finished
from relmap.words import say, say_n

SHEETS_OF_POSTER = (1, 2, 4, 6, 9, 12, 16)
_SMALLEST_WORDS = 11.0
"""Scene units of the smallest words of the map."""


@dataclass(frozen=True, slots=True)
class Made:
    """Pages, all of their words for ears, and a line about them for the one who makes them."""

    bound: Bound
    words: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of page that can be chosen; `forms` are the suffixes of the files it can be written to."""

    key: str
    title: Callable[[], str]
    about: Callable[[], str]
    questions: Callable[[Source], tuple[Question, ...]]
    forms: tuple[str, ...] = (".pdf", ".html", ".odt")


class Making:
    """Makes pages of one case, on one kind of paper, always in the light colours of paper."""

    def __init__(self, document: Document) -> None:
        """Read from `document`."""
        self._document = document
        self._theme = paper_theme()
        self.kinds: Sequence[PaperKind] = (*map(_paper_kind, KINDS), _poster_kind(), *_listed_kinds())

    def kind(self, key: str) -> PaperKind:
        """The kind with a key. Raises KeyError."""
        found = next((kind for kind in self.kinds if kind.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def questions(self, key: str) -> tuple[Question, ...]:
        """What a kind of page asks of the case as it is now."""
        with closing(Projection(self._document, "export")) as source:
            return self.kind(key).questions(source)

    def make(self, key: str, answers: Answers, sheet: Sheet) -> Made:
        """The pages of a kind."""
        return finished(self.steps(key, answers, sheet))

    def steps(self, key: str, answers: Answers, sheet: Sheet) -> Generator[float, None, Made]:
        """The same bit by bit: yields how far it is (0 to 1), and returns them at the end."""
        with closing(Projection(self._document, "export")) as source:
            if key == POSTER:
                return (yield from self._poster(source, answers, sheet))
            told = given(self._document)
            listed = key in listed_titles()
            report = listed_report(key, source, told) if listed else kind_of_report(key).read(source, answers, told)
            report = replace(report, watermark=report.watermark or copy_words(source))
            drawings = CaseDrawings(self._document, source, self._theme, told.noted)
            bound = SetReport(report, sheet, self._theme, drawings, at_once=False)
            yield 0.1
            yield from bound.steps()
        words = "\n".join(text for text in texts(report) if text)
        return Made(bound, words, " ".join(part for part in (_about_sheets(bound), report.told) if part))

    def _poster(self, source: Source, answers: Answers, sheet: Sheet) -> Generator[float, None, Made]:
        questions = {question.key: question for question in _poster_questions(source)}
        names: Names = "code" if flag_of(answers, questions["code_names"]) else "names"
        case, source = source, named(source, names)
        yield 0.1
        shown = looks(source)
        yield 0.3
        scene = MapScene(self._theme)
        scene.show(shown)
        yield 0.7
        picture = MapSheet(scene, legend=True)
        tiled = tiling(int(text_of(answers, questions["sheets"])), picture.size.width() / picture.size.height(), sheet)
        language = case_language(source)
        words = PosterWords(
            language, direction_of(language), case_footer(source, given(self._document).today), copy_words(source)
        )
        points = smallest_words(tiled, picture, _SMALLEST_WORDS)
        told = say("The smallest words will be {points} points high; from 7 on they read well.", points=points)
        spoken = map_words(source)
        left = told_of_names(case, (spoken,), all_names(self._document)) if names == "code" else ""
        return Made(SetPoster(picture, tiled, self._theme, words), spoken, " ".join(one for one in (told, left) if one))


def given(document: Document) -> Given:
    """What a page is told besides the case."""
    held = [stop for stop in stops(document) if stop.held == "held" and stop.revision > 0]
    seen = [stop for stop in held if _may_be_seen(document, stop.session)]
    first = seen[0].revision if len(seen) > 1 else None
    today = datetime.date.today().isoformat()
    return Given(
        today,
        Journalled(document),
        first,
        lambda revision: as_it_stood(document, "export", revision),
        lambda: all_names(document),
    )


def all_names(document: Document) -> NameSearch:
    """Every name of everybody in the case, to be looked for where people bear code names."""
    return NameSearch(document, code_names=False)


def _may_be_seen(document: Document, session: str) -> bool:
    return document.need(Session, session).veil == "none"


def _paper_kind(kind: ReportKind) -> PaperKind:
    return PaperKind(kind.key, kind.title, kind.about, kind.questions)


def _poster_kind() -> PaperKind:
    return PaperKind(
        POSTER,
        lambda: say("The map as a poster"),
        lambda: say("One large map over several sheets, to cut and glue together."),
        _poster_questions,
        (".pdf",),
    )


def _listed_kinds() -> Iterator[PaperKind]:
    def about() -> str:
        return say("All that stands in this view, line by line.")

    for key, title in listed_titles().items():
        yield PaperKind(key, title, about, lambda _source: ())


def _poster_questions(_source: Source) -> tuple[Question, ...]:
    options = tuple((str(n), say_n("at most {n} sheet", "at most {n} sheets", n)) for n in SHEETS_OF_POSTER)
    return (
        Question("sheets", say("How large"), "one", options, "4"),
        Question("code_names", say("Code names in place of names"), "flag", default=False),
    )


def _about_sheets(bound: SetReport) -> str:
    sheets = say_n("{n} sheet", "{n} sheets", bound.count)
    points = say("text of {points} points", points=f"{bound.points:g}")
    wanted = bound.report.sheets
    if wanted is not None and bound.count > wanted:
        more = say("It does not fit on one sheet in letters that read well, so it takes two.")
        return f"{sheets}, {points}. {more}"
    return f"{sheets}, {points}."
