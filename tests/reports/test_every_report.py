"""What holds for every report of every case: read in order, nothing empty, nothing weighed, and kind."""

from __future__ import annotations

import gettext
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from relmap import words
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Case, Person, Relationship
from relmap.model.source import Source
from relmap.model.therapy import Session
from relmap.read.projection import Projection
from relmap.reports.blocks import Facts, Grid, Heading, Items, Picture, Report, Space, Words, texts
from relmap.reports.catalogue import kind
from relmap.reports.questions import Given
from relmap.store.document import Document
from tests.casefiles import begun_document, empty_document
from tests.couplecase import couple_case
from tests.reports import readings
from tests.reports.readings import KEYS, everything, headings, page, told

VERDICTS = re.compile(
    r"\b(average|mean value|trend|progress|improv|better|worse|failed|failure|score|increase|decrease)", re.IGNORECASE
)


def _demo(folder: Path) -> Source:
    return readings.demo()


def _bare(folder: Path) -> Source:
    return readings.seen([])


def _begun(folder: Path) -> Source:
    return readings.seen(readings.rows_of(_closed(begun_document(folder / "begun.relmap"))))


def _empty(folder: Path) -> Source:
    return readings.seen(readings.rows_of(_closed(empty_document(folder / "empty.relmap"))))


def _couple(folder: Path) -> Source:
    return readings.seen(readings.rows_of(_closed(couple_case(folder / "couple.relmap").document)))


def _hebrew(folder: Path) -> Source:
    return readings.hebrew()


def _long(folder: Path) -> Source:
    return readings.long()


def _chinese(folder: Path) -> Source:
    return readings.chinese()


CASES: dict[str, Callable[[Path], Source]] = {
    "demo": _demo,
    "bare": _bare,
    "begun": _begun,
    "empty": _empty,
    "long": _long,
    "couple": _couple,
    "hebrew": _hebrew,
    "chinese": _chinese,
}


def _closed(document: Document) -> Document:
    """Still readable from memory after the file is closed."""
    document.close()
    return document


@cache
def _case(name: str) -> Source:
    with tempfile.TemporaryDirectory() as folder:
        return CASES[name](Path(folder))


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _made(name: str) -> tuple[Report, ...]:
    return tuple(page(_case(name), key, names=names) for key in KEYS for names in ("names", "code"))


_reports = cache(_made)


def test_every_report_reads_in_order(name: str) -> None:
    """It begins with its title, no heading skips a level, every table is whole, and nothing in it is empty."""
    for report in _reports(name):
        first, *rest = report.blocks
        assert first == Heading(1, report.title)
        assert rest, "a title alone says nothing"
        before = 1
        for block in rest:
            if isinstance(block, Heading):
                assert 2 <= block.level <= before + 1, block.text
                before = block.level
            _is_whole(block)


def _is_whole(block: object) -> None:
    if isinstance(block, Heading | Words):
        assert block.text.strip()
    elif isinstance(block, Items):
        assert block.items
        assert all(item.strip() for item in block.items)
    elif isinstance(block, Facts):
        assert block.rows
        assert all(label.strip() and text.strip() for label, text in block.rows)
    elif isinstance(block, Grid):
        assert block.rows
        assert block.words
        assert all(len(row) == len(block.header) and all(cell.strip() for cell in row) for row in block.rows)
    elif isinstance(block, Picture):
        assert block.alt.strip()
    elif isinstance(block, Space):
        assert block.lines > 0


def test_no_heading_stands_over_nothing(name: str) -> None:
    for report in _reports(name):
        for block, after in zip(report.blocks, [*report.blocks[1:], None], strict=True):
            if isinstance(block, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > block.level, block.text


def test_nothing_is_weighed(name: str) -> None:
    """In a case whose own words hold no such word, none stands on a page."""
    for report in _reports(name):
        for text in texts(report):
            assert not VERDICTS.search(text), text
            assert not re.search(r"\b(None|nan|null)\b", text), text


def test_a_report_is_the_same_each_time(name: str) -> None:
    assert _made(name) == _reports(name)


class _Hebrew(gettext.NullTranslations):
    """A catalogue that says it is Hebrew and leaves everything as it is."""

    def info(self) -> dict[str, str]:
        return {"language": "he"}


def test_a_page_has_the_side_of_its_own_words_and_a_quotation_that_of_the_client(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def languages(name: str) -> tuple[str, str, set[str | None]]:
        report = page(_case(name), "story", lines=True)
        spoken = {block.lang for block in report.blocks if isinstance(block, Words) and block.quote}
        return report.language, report.direction, spoken

    assert languages("hebrew") == ("en", "ltr", {"he"})
    assert languages("chinese") == ("en", "ltr", {"zh-Hans"})
    assert languages("demo") == ("en", "ltr", {None, "ig"})
    monkeypatch.setattr(words._Voice, "catalogue", _Hebrew())
    assert languages("hebrew") == ("he", "rtl", {None})
    assert languages("demo") == ("he", "rtl", {"en", "ig"})


@pytest.mark.parametrize("typed", ["Hebrew", "", "e", "en; x", "<b>", "x" * 300])
def test_a_language_that_is_none_is_not_named(typed: str) -> None:
    report = page(readings.seen([Case(id="case", language=typed), Lesson(id="l", text="No", language=typed)]), "lesson")
    assert report.language == "en"
    assert {block.lang for block in report.blocks if isinstance(block, Words)} == {None}


def test_words_of_another_script_stand_code_point_for_code_point() -> None:
    for source, spoken in (
        (readings.hebrew(), (readings.HEBREW, readings.HEBREW_LESSON, readings.HEBREW_CLOSING)),
        (readings.chinese(), (readings.CHINESE, readings.CHINESE_LESSON, readings.CHINESE_CLOSING)),
    ):
        for key in ("session", "story", "ending"):
            assert all(word in everything(page(source, key)) for word in spoken), key
        assert spoken[0] in everything(page(source, "lesson"))


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_case_gets_a_kind_page(key: str) -> None:
    kindly = {
        "session": "There is no session here yet. Its page will be made when you have met.",
        "take_home": "There is room here for what you want to keep.",
        "lesson": "There is no lesson on the map yet. One begins with a sentence that somebody once taught.",
        "story": "The story begins with the first name on the map. It has all the time it needs.",
        "ending": "The client’s letter",
    }
    assert kindly[key] in everything(page(readings.seen([]), key))
    assert kindly[key] in everything(page(_case("empty"), key))


def test_the_foot_of_a_page_says_which_case_and_when() -> None:
    for key in KEYS:
        foot = page(readings.demo(), key).footer
        assert foot == ("" if key == "take_home" else "Heron · 23 November 2026")


def test_every_report_can_be_found_by_its_key() -> None:
    assert KEYS == ["session", "take_home", "lesson", "story", "ending"]
    assert [kind(key).key for key in KEYS] == KEYS
    assert all(kind(key).title() and kind(key).about() for key in KEYS)
    with pytest.raises(KeyError):
        kind("nothing")


def test_every_answer_that_can_be_given_makes_a_page(name: str) -> None:
    """The first options of each question, one after the other, and all ticks at once."""
    source = _case(name)
    for key in KEYS:
        for question in kind(key).questions(source):
            assert question.words
            if question.kind == "one":
                assert question.default in dict(question.options) or not question.options
                for value, words in question.options[:3]:
                    assert words
                    assert told(source, key, {question.key: value}).blocks
            elif question.kind == "ticks":
                every = tuple(value for value, _ in question.options)
                assert told(source, key, {question.key: every}).blocks
                assert told(source, key, {question.key: ()}).blocks
            elif question.kind == "flag":
                assert told(source, key, {question.key: question.default is not True}).blocks
            else:
                assert "Typed just now." in everything(told(source, key, {question.key: "Typed just now."}))


@pytest.mark.parametrize("key", KEYS)
def test_a_wrong_answer_harms_nobody(key: str) -> None:
    """Keys and ids that are not there, or are of something else, and answers of the wrong kind."""
    source = readings.demo()
    for question in kind(key).questions(source):
        for wrong in ("me", True, ("me", "nowhere")):
            assert told(source, key, {question.key: wrong}).blocks
    assert page(source, key, nothing="x") == page(source, key)


def test_two_people_of_one_name_are_told_apart_everywhere() -> None:
    source = readings.demo()
    story = page(source, "story")
    assert "Sam (partner)" in headings(story, 3)
    assert "Sam (friend)" in headings(story, 3)
    assert "Sam" not in headings(story, 3)
    assert "Someone without a name" in headings(story, 3)


def test_people_of_one_name_and_kind_are_numbered_and_the_client_keeps_theirs() -> None:
    rows = [
        Person(id="me", name="Ann", seat="client"),
        Person(id="a", name="ANN", kind="friend", ordinal=1),
        Person(id="b", name="ann", kind="friend", ordinal=2),
        Person(id="c", name="Anne", kind="friend", ordinal=3),
        Person(id="d", ordinal=4),
        Person(id="e", kind="sibling", ordinal=5),
    ]
    story = everything(page(readings.seen(rows), "story", pictures=False))
    for name in ("ANN (friend 1)", "ann (friend 2)", "Anne: Friend", "Someone without a name (sibling)"):
        assert name in story
    assert "Someone without a name (1)" in story


def test_a_name_is_written_as_it_is_written() -> None:
    """Nobody's own small letter is made large, and a heading that is ours begins with a large one."""
    rows = [
        Person(id="me", kind="self", seat="client"),
        Person(id="b", name="bell", kind="friend", note="She rang.", ordinal=1),
        Person(id="d", kind="sibling", note="He did not.", ordinal=2),
        Relationship(id="r", a="me", b="b", label="the one who rings"),
        Relationship(id="s", a="me", b="d", ordinal=1),
    ]
    report = page(readings.seen(rows), "story", pictures=False)
    assert headings(report, 3) == ["bell", "Someone without a name"]
    assert "“the one who rings”" in everything(report)
    assert headings(page(readings.seen(rows), "story", names="code"), 3) == ["Friend", "Someone without a name"]


def test_a_session_that_is_covered_names_itself_nowhere() -> None:
    covered = Session(id="s", number=41, date="2026-01-14", veil="full", opening="Hush")
    rows = [Lesson(id="l", text="No", told_in="s"), covered, Session(id="s2", number=42, date="2026-01-21")]
    for key in KEYS:
        assert "41" not in everything(page(readings.seen(rows), key))
        assert "Hush" not in everything(page(readings.seen(rows), key))
    assert "42" in everything(page(readings.seen(rows), "session"))


def test_a_page_is_not_told_what_it_is_not_given() -> None:
    assert Given() == Given(None, Given().noted, None, None)
    assert isinstance(readings.demo(), Projection)


def test_an_unseen_sign_in_a_name_turns_no_words_round() -> None:
    """It stays where it was said: in the words of a quotation, and in the case."""
    turned = "\u202eMo"
    rows = [
        Case(id="case", code=turned), Person(id="me", kind="self", seat="client"),
        Person(id="m", name=turned, kind="parent", ordinal=1), Relationship(id="r", a="me", b="m"),
        Lesson(id="l", text=f"says {turned}"), Taught(id="w", lesson="l", relationship="r"),
    ]  # fmt: skip
    report = page(readings.seen(rows), "story", pictures=False)
    composed = [
        *(block.text for block in report.blocks if isinstance(block, Heading)),
        *(block.text for block in report.blocks if isinstance(block, Words) and not block.quote),
        *(item for block in report.blocks if isinstance(block, Items) for item in block.items),
        report.footer,
    ]
    assert any("Mo" in text for text in composed)
    assert not any("\u202e" in text for text in composed)
    assert f"says {turned}" in readings.quotes(report.blocks)
