"""What is covered, and a name that is never to be shown, stand in no report: a word in every text, looked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from relmap.model.base import Entity, copy_of
from relmap.model.kinds import KINDS as ARRAYS
from relmap.model.people import OtherName, Person
from relmap.model.source import Source
from relmap.reports.catalogue import kind
from relmap.reports.questions import Answer
from tests.casefiles import empty_document
from tests.everykind import one_of_each, words_of
from tests.reports.readings import KEYS, demo, everything, rows_of, seen, told

NEVER = ("consents", "exports", "placements")
"""Kinds of which no page of these tells."""
HIDDEN = {
    "case": {"case"},
    "people": {"people", "names", "relationships", "taught", "played", "episodes", "experiences"},
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Entity]:
    """One row of every kind, each with its own words in every text."""
    document = empty_document(tmp_path_factory.mktemp("covers") / "case.relmap")
    one_of_each(document, "Zyx")
    found = [copy_of(row) for row in rows_of(document)]
    document.close()
    return found


def whole(source: Source) -> str:
    """All words of all reports with everything ticked, by names and by code names, with what their makers are told."""
    return "\n".join(_words(source))


def _words(source: Source) -> Iterator[str]:
    for key in KEYS:
        answers: dict[str, Answer] = {}
        for question in kind(key).questions(source):
            yield question.words
            yield from (words for _, words in question.options)
            if question.kind == "ticks":
                answers[question.key] = tuple(value for value, _ in question.options)
            elif question.kind == "flag":
                answers[question.key] = True
        for names in ("names", "code"):
            report = told(source, key, {**answers, "names": names})
            yield everything(report)
            yield report.told


def test_the_words_of_every_kind_stand_somewhere(rows: list[Entity]) -> None:
    """So that the tests below look for what would be found."""
    words = whole(seen(rows))
    for array in ARRAYS:
        if array not in (*NEVER, "names", "ratings", "links"):
            assert words_of(array, "Zyx") in words, array


@pytest.mark.parametrize("array", ARRAYS)
@pytest.mark.parametrize("how", ["full", "outline"])
def test_what_is_covered_stands_in_no_report(rows: list[Entity], array: str, how: str) -> None:
    covered = [copy_of(row, veil=how) if row.array == array else row for row in rows]
    words = whole(seen(covered))
    assert words_of(array, "Zyx") not in words
    assert "Zyx" in words or array in HIDDEN


def test_no_report_tells_of_consents_or_of_what_left_the_case(rows: list[Entity]) -> None:
    words = whole(seen(rows))
    for array in NEVER:
        assert words_of(array, "Zyx") not in words


def test_a_name_that_is_never_to_be_shown_stands_in_no_report(rows: list[Entity]) -> None:
    never = [copy_of(row, never_show=True) if isinstance(row, OtherName) else row for row in rows]
    assert words_of("names", "Zyx") not in whole(seen(never))
    code = [copy_of(row, use="code") if isinstance(row, OtherName) else row for row in rows]
    assert words_of("names", "Zyx") in whole(seen(code))
    both = [copy_of(row, use="code", never_show=True) if isinstance(row, OtherName) else row for row in rows]
    assert words_of("names", "Zyx") not in whole(seen(both))


def test_the_former_name_in_the_demo_stands_in_no_report() -> None:
    assert any(row.text == "Bernadette" for row in rows_of_the_demo() if isinstance(row, OtherName))
    assert "bernadette" not in whole(demo()).casefold()


def rows_of_the_demo() -> list[Entity]:
    from relmap.exchange.reading import parse_case
    from relmap.resources import resource

    return rows_of(parse_case(resource("demo", "heron.json")))


@pytest.mark.parametrize("id", ["mum", "dad", "dana", "sam"])
def test_of_a_person_who_is_covered_nothing_is_left_but_what_others_said(id: str) -> None:
    """Their own name in no heading, list or table; what was said of them in words of the session stays said."""
    found = rows_of_the_demo()
    covered = [copy_of(row, veil="full") if row.id == id else row for row in found]
    covered = [copy_of(row, name=f"Zyx{row.id}x") if isinstance(row, Person) and row.name else row for row in covered]
    words = whole(seen(covered))
    assert f"Zyx{id}x" not in words
    assert "Zyxgranx" in words
    note = next(row for row in found if isinstance(row, Person) and row.id == id).note
    assert note is None or note not in words


def test_a_note_that_is_covered_in_the_demo_stands_in_no_report() -> None:
    assert "What I say when I sit in the car outside" not in whole(demo())
