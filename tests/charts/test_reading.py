"""Charts as data: every number once, gaps as gaps, nothing covered, and the words hold the whole picture."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from relmap.charts import bands
from relmap.charts.along import Series
from relmap.charts.bands import BandsChart
from relmap.charts.catalogue import CHARTS, chart
from relmap.charts.closeness import FEW, ClosenessChart
from relmap.charts.disruptions import DisruptionsChart
from relmap.charts.draw_along import Across
from relmap.charts.felt import FELT, FeltChart
from relmap.charts.lesson_lines import LessonChart, LessonsChart
from relmap.charts.marks import ChartData
from relmap.charts.matrix import MatrixChart
from relmap.charts.repertoire import RepertoireChart
from relmap.edits import fields, marks, rating
from relmap.edits.sessions import begin_session
from relmap.model.base import Entity
from relmap.model.contexts import Context
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Person, Relationship
from relmap.model.roles import Played
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Rating, Repair, Rupture, Session, WayOfConnecting
from relmap.model.vocabulary import WayState
from relmap.read.journalled import Journalled
from relmap.read.projection import Projection
from relmap.read.sessions import as_it_stood
from relmap.store.document import Document
from tests.analysis.looked_at import looked_at, people
from tests.casefiles import begun_document, set_cover
from tests.charts.pictures import demo, long, picture, read
from tests.couplecase import couple_case

KEYS = [kind.key for kind in CHARTS]
HOURS: list[Entity] = [
    Session(id=f"s{n}", number=n, date=f"2026-01-{7 * n:02}", held="held", ordinal=n) for n in range(1, 5)
]
LESSON = Lesson(id="l", text="My needs are too much", ordinal=1)


def rated(n: int, session: str | None, value: int | None, subject: str = "l", dimension: str = "true_today") -> Rating:
    return Rating(
        id=f"g{n}", subject=subject, dimension=dimension, session=session, value=value, rated_by="me", ordinal=n
    )


def lesson_chart(*rows: Entity) -> LessonChart:
    data = read(looked_at([*people("mum"), *HOURS, LESSON, *rows]), "lesson")
    assert isinstance(data, LessonChart)
    return data


def numbers(series: Series) -> list[list[tuple[float, int]]]:
    return [[(dot.place, dot.value) for dot in run] for run in series.runs]


def all_words(data: ChartData) -> str:
    return "\n".join((data.title, data.words, data.empty or "", *(mark.words for mark in data.marks)))


# the catalogue


def test_each_kind_has_its_key_and_a_title_of_its_own() -> None:
    assert KEYS == [
        "lesson", "lessons", "lessons_ties", "roles_ties", "disruptions", "repertoire", "felt", "closeness", "life",
    ]  # fmt: skip
    assert len({kind.title() for kind in CHARTS}) == len(CHARTS)
    with pytest.raises(KeyError):
        chart("averages")


def test_subjects_are_what_can_be_chosen(heron: Document) -> None:
    lessons, ties = chart("lesson").subjects, chart("closeness").subjects
    assert lessons is not None
    assert ties is not None
    assert {id for id, _ in lessons(heron)} == {one.id for one in heron.all(Lesson)}
    assert {id for id, _ in ties(heron)} == {one.id for one in heron.all(Relationship)}
    assert dict(ties(heron))["r_mum"] == "Mum"
    assert [kind.key for kind in CHARTS if kind.many] == ["closeness"]


@pytest.mark.parametrize("key", KEYS)
def test_every_mark_of_the_demo_leads_to_something_that_is_there(heron: Document, key: str) -> None:
    data = read(heron, key)
    assert data.empty is None
    assert data.marks
    for mark in data.marks:
        assert mark.words.strip()
        assert mark.thing is not None
        assert heron.get(mark.thing) is not None
        assert mark.session is None or isinstance(heron.get(mark.session), Session)


@pytest.mark.parametrize("key", KEYS)
def test_a_case_that_has_just_begun_is_met_with_a_kind_sentence(tmp_path: Path, key: str) -> None:
    data = read(begun_document(tmp_path / "new.relmap"), key)
    assert data.empty
    assert data.empty.endswith(".")
    assert data.empty in data.words
    assert data.size(700.0) < 100.0


# numbers


def test_an_unasked_session_is_a_gap_and_never_a_nought() -> None:
    data = lesson_chart(rated(1, "s1", 7), rated(2, "s2", 0), rated(3, "s4", 5))
    assert data.line is not None
    (series,) = data.line.series
    assert numbers(series) == [[(0.0, 7), (1.0, 0)], [(3.0, 5)]]
    assert data.line.gaps == ((2.0, 2.0),)
    assert "session 3: not asked" in data.words
    assert "session 2: 0 of 10" in data.words


def test_not_today_breaks_the_line_as_well() -> None:
    data = lesson_chart(rated(1, "s1", 7), rated(2, "s2", None), rated(3, "s3", 9))
    assert data.line is not None
    assert numbers(data.line.series[0]) == [[(0.0, 7)], [(2.0, 9)]]


def test_a_number_since_the_last_session_stands_after_it_and_joins() -> None:
    data = lesson_chart(rated(1, "s4", 7), rated(2, None, 9))
    assert data.line is not None
    ((first, since),) = numbers(data.line.series[0])
    assert first == (3.0, 7)
    assert since[0] > 3.0
    assert data.axis.last == since[0]
    assert "today: 9 of 10" in data.words


def test_a_lesson_of_which_nobody_asked_says_so() -> None:
    data = lesson_chart()
    assert data.empty is not None
    assert "My needs are too much" in data.empty
    assert "0 of 10" not in all_words(data)


def test_every_number_of_a_lesson_is_there_once_with_its_words(heron: Document) -> None:
    for id, _ in (chart("lesson").subjects or (lambda _: ()))(heron):
        data = read(heron, "lesson", id)
        assert isinstance(data, LessonChart)
        assert data.line is not None
        dots = [dot for series in data.line.series for run in series.runs for dot in run]
        given = [
            row for row in heron.all(Rating)
            if (row.subject, row.dimension) == (id, "true_today") and row.value is not None
        ]  # fmt: skip
        assert sorted(dot.value for dot in dots) == sorted(row.value for row in given if row.value is not None)
        for dot in dots:
            assert data.marks[dot.mark].words in data.words
            assert f"{dot.value} of 10" in data.marks[dot.mark].words
            assert data.marks[dot.mark].thing == id


def test_what_was_lived_and_what_was_here_too_stands_along_the_sessions(heron: Document) -> None:
    data = read(heron, "lesson", "l_needs")
    assert isinstance(data, LessonChart)
    assert data.line is not None
    assert {sign.kind for sign in data.line.signs} >= {"against"}
    for sign in data.line.signs:
        assert data.marks[sign.mark].words in data.words
        assert isinstance(heron.get(data.marks[sign.mark].thing or ""), Entity)


def test_all_lessons_are_told_affirming_ones_as_well(heron: Document) -> None:
    data = read(heron, "lessons")
    assert isinstance(data, LessonsChart)
    assert [line.lesson for line in data.lines] == [one.id for one in heron.all(Lesson)]
    assert {line.valence for line in data.lines} == {"affirming", "mixed", "diminishing"}
    for line in data.lines:
        assert line.title in data.words


def test_two_people_have_a_line_each_with_their_names(tmp_path: Path) -> None:
    couple = couple_case(tmp_path / "wren.relmap")
    data = read(couple.document, "lesson")
    assert isinstance(data, LessonChart)
    assert data.line is not None
    assert [(one.name, one.which, numbers(one)) for one in data.line.series] == [
        ("Noor", 0, [[(0.0, 3)]]),
        ("Lev", 1, [[(0.0, 8)]]),
    ]
    assert "Noor: session 1: 3 of 10" in data.words
    assert "Lev: session 1: 8 of 10" in data.words


def test_closeness_keeps_the_chosen_ties_apart(heron: Document) -> None:
    data = read(heron, "closeness", "r_dad", "r_mum", "no such tie")
    assert isinstance(data, ClosenessChart)
    assert [strip.tie for strip in data.strips] == ["r_mum", "r_dad"]
    for strip in data.strips:
        values = [dot.value for series in strip.series for run in series.runs for dot in run]
        given = [row.value for row in heron.all(Rating) if (row.subject, row.dimension) == (strip.tie, "closeness")]
        assert values == [value for value in given if value is not None]


def test_without_a_choice_only_a_few_ties_are_shown(tmp_path: Path) -> None:
    data = read(long(tmp_path), "closeness")
    assert isinstance(data, ClosenessChart)
    assert len(data.strips) == FEW


def test_a_tie_that_was_chosen_and_never_rated_says_so(heron: Document) -> None:
    unrated = next(one.id for one in heron.all(Relationship) if all(row.subject != one.id for row in heron.all(Rating)))
    data = read(heron, "closeness", unrated)
    assert "not asked" in data.words
    assert data.empty is None


def test_felt_has_a_point_for_each_number_and_none_for_what_was_not_asked(heron: Document) -> None:
    data = read(heron, "felt")
    assert isinstance(data, FeltChart)
    for strip, name in zip(data.strips, FELT, strict=True):
        given = [getattr(row, name) for row in heron.all(NewExperience)]
        assert sorted(one.value for one in strip.points) == sorted(value for value in given if value is not None)
        for point in strip.points:
            number = data.marks[point.mark].words.rsplit(" · ", 1)[1]
            assert number in data.words


def test_experiences_of_one_session_stand_beside_each_other() -> None:
    lived: list[Entity] = [
        NewExperience(id=f"x{n}", relationship="r_mum", session="s2", description=f"It {n}", stronger=5, ordinal=n)
        for n in range(3)
    ]
    data = read(looked_at([*people("mum"), *HOURS, *lived]), "felt")
    assert isinstance(data, FeltChart)
    places = [point.place for point in data.strips[0].points]
    assert len(set(places)) == 3
    assert all(0.5 < place < 1.5 for place in places)


# the room


def disruption(state: str, **word: object) -> DisruptionsChart:
    rows: list[Entity] = [Rupture(id="u", session="s1", kind="withdrawal", state=state, description="A strain")]
    if word:
        rows.append(Repair(id="p", rupture="u", session="s3", what_helped="It was said", **word))
    data = read(looked_at([*people("mum"), *HOURS, *rows]), "disruptions")
    assert isinstance(data, DisruptionsChart)
    return data


def test_only_the_clients_word_ends_a_disruption() -> None:
    (row,) = disruption("back_on_track", clients_word=True).rows
    assert (row.first, row.last) == (0.0, 2.0)
    (row,) = disruption("being_mended", clients_word=False, back_on_track=10).rows
    assert (row.first, row.last) == (0.0, 3.0)


def test_an_open_one_runs_to_the_last_session_and_the_others_to_nowhere() -> None:
    assert disruption("open").rows[0].last == 3.0
    assert disruption("left_open").rows[0].last is None
    assert disruption("ended_the_therapy").rows[0].last is None


def test_the_words_tell_each_disruption_and_what_helped(heron: Document) -> None:
    data = read(heron, "disruptions")
    assert isinstance(data, DisruptionsChart)
    assert len(data.rows) == len(heron.all(Rupture))
    for row in data.rows:
        assert row.words in data.words
    for repair in heron.all(Repair):
        assert repair.what_helped is None or repair.what_helped in data.words


# ties


def test_each_cell_leads_to_the_row_that_says_so(heron: Document) -> None:
    for key, kind in (("lessons_ties", Taught), ("roles_ties", Played)):
        data = read(heron, key)
        assert isinstance(data, MatrixChart)
        assert {data.marks[cell.mark].thing for cell in data.cells} == {row.id for row in heron.all(kind)}
        for cell in data.cells:
            row = heron.get(data.marks[cell.mark].thing or "")
            assert isinstance(row, Taught | Played)
            assert data.columns[cell.column].tie == row.relationship
            assert data.rows[cell.row].thing == (row.lesson if isinstance(row, Taught) else row.role)
            assert data.marks[cell.mark].words.split(" · ", 1)[1] in data.words


def test_affirming_lessons_come_first() -> None:
    data = read(demo(), "lessons_ties")
    assert isinstance(data, MatrixChart)
    assert [word for word, _ in data.groups] == ["Affirming", "Mixed", "Diminishing"]


def test_all_columns_stand_in_some_block_however_narrow(tmp_path: Path) -> None:
    data = read(long(tmp_path), "lessons_ties")
    assert isinstance(data, MatrixChart)
    for width in (200.0, 500.0, 3000.0):
        blocks = data.blocks(width)
        assert [n for block in blocks for n in block] == list(range(len(data.columns)))
        shown = {(row, block.start) for block in blocks for _, rows in data.rows_in(block) for row in rows}
        assert all((cell.row, block.start) in shown for block in blocks for cell in data.cells if cell.column in block)
    assert data.size(500.0) > data.size(3000.0)


def test_two_rows_of_one_tie_and_lesson_stand_beside_each_other() -> None:
    rows = [Taught(id=f"t{n}", lesson="l", relationship="r_mum", ordinal=n) for n in range(2)]
    data = read(looked_at([*people("mum"), LESSON, *rows]), "lessons_ties")
    assert isinstance(data, MatrixChart)
    assert [cell.aside for cell in data.cells] == [-0.25, 0.25]


# ways


def test_ways_stand_where_they_stand_today_with_each_time_they_were_lived(heron: Document) -> None:
    data = read(heron, "repertoire")
    assert isinstance(data, RepertoireChart)
    rows = [row for _, rows in data.groups for row in rows]
    assert {row.way: row.state for row in rows} == {one.id: one.state for one in heron.all(WayOfConnecting)}
    for row in rows:
        assert row.name in data.words
        places = [lived.place for lived in row.lived]
        assert places == sorted(places)


def test_where_the_journal_knows_when_a_way_was_moved_it_stands_there(heron: Document) -> None:
    sessions = sorted((one for one in heron.all(Session) if one.held == "held"), key=lambda one: one.number or 0)
    way = next(one for one in heron.all(WayOfConnecting) if one.state == "imagined")
    moves: list[tuple[int, WayState]] = [(10, "tried"), (11, "mine"), (12, "tried")]
    for place, state in moves:
        with heron.edit("move_way", session=sessions[place].id):
            heron.need(WayOfConnecting, way.id).state = state
    data = chart("repertoire").read(heron, (), Journalled(heron))
    assert isinstance(data, RepertoireChart)
    (row,) = [row for _, rows in data.groups for row in rows if row.way == way.id]
    assert [(one.place, one.state) for one in row.stages[1:]] == moves
    assert row.stages[0].state == "imagined"
    for stage in row.stages[1:]:
        assert data.marks[stage.mark or 0].words.split(" · ")[1] in data.words
    with as_it_stood(heron, "client", heron.revision - 1) as past:
        before = chart("repertoire").read(past, (), Journalled(heron))
    assert isinstance(before, RepertoireChart)
    assert [len(one.stages) for _, rows in before.groups for one in rows if one.way == way.id] == [3]
    made = picture(data)
    assert all(made.drawn.hit((one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2) == one.mark for one in made.drawn.spots)


def test_what_was_moved_and_moved_back_in_one_session_is_no_story(heron: Document) -> None:
    way = next(one for one in heron.all(WayOfConnecting) if one.state == "imagined").id
    session = heron.all(Session)[0].id
    states: tuple[WayState, ...] = ("tried", "imagined")
    for state in states:
        with heron.edit("move_way", session=session):
            heron.need(WayOfConnecting, way).state = state
    assert Journalled(heron).moves(way, "state", heron.revision) == ()
    assert Journalled(heron)("no such row") is None
    assert Journalled(heron)(way) == datetime.date.today().isoformat()


# life


def test_what_has_no_date_is_named_and_never_placed() -> None:
    context = Context(id="c", dimension="class", description="Nobody spoke of money", ordinal=1)
    mum = Person(id="mum", name="Mum", born="1950~", ordinal=3)
    rows = [row for row in people("mum", "dad") if row.id != "mum"]
    data = read(looked_at([*rows, mum, context]), "life")
    assert isinstance(data, BandsChart)
    assert [row.title for _, there in data.lanes for row in there] == ["Mum"]
    ((band,),) = [row.bands for _, there in data.lanes for row in there]
    assert band.begins == "about"
    assert "Nobody spoke of money" in data.undated
    assert "Dad" in data.undated
    assert data.undated in data.words


def test_a_life_is_read_as_of_a_day(heron: Document) -> None:
    data = bands.read(heron, lambda id: None, datetime.date(2030, 1, 1))
    assert data.last >= 2030
    for _, rows in data.lanes:
        for row in rows:
            assert all(data.first <= band.first <= band.last <= data.last for band in row.bands)
            assert all(data.marks[band.mark].words in data.words for band in row.bands)


# what is covered


def test_nothing_that_is_covered_is_in_any_chart(heron: Document) -> None:
    seen = Projection(heron, "export")
    before = {key: all_words(read(seen, key)) for key in KEYS}
    assert "Mum" in before["closeness"]
    assert "My needs are too much" in before["lessons"]
    for id in ("mum", "l_needs"):
        set_cover(heron, id, "full")
    for key in KEYS:
        words = all_words(read(seen, key))
        assert not re.search(r"\bMum\b(?! had|['’])", _without_quotes(words)), key
        assert "My needs are too much" not in words, key
    ties = chart("closeness").subjects
    assert ties is not None
    assert "r_mum" not in dict(ties(seen))
    seen.close()


def _without_quotes(words: str) -> str:
    """Words that somebody spoke may say a name; what the program calls things may not."""
    return re.sub(r"“[^”]*”|‘[^’]*’", "", words)


def test_of_an_outline_nothing_is_told(heron: Document) -> None:
    seen = Projection(heron, "export")
    covered = {heron.need(Lesson, "l_earned").text or "", heron.need(Person, "umm_nour").name or ""}
    for id in ("l_earned", "umm_nour"):
        set_cover(heron, id, "outline")
    for key in KEYS:
        words = _without_quotes(all_words(read(seen, key)))
        assert not any(text in words for text in covered), key
        assert "Love has to be earned" not in all_words(read(seen, key)), key
    seen.close()


# what changes


def test_a_number_given_now_is_in_the_next_reading(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "case.relmap")
    begin_session(document)
    lesson = marks_lesson(document)
    rating.rate(document, lesson, "true_today", 4)
    source: Source = document
    assert "session 1: 4 of 10" in read(source, "lesson", lesson).words
    rupture = marks.mark(document, "disruption")
    fields.set_field(document, rupture, "description", "You looked at the clock")
    assert "You looked at the clock" in read(source, "disruptions").words


def marks_lesson(document: Document) -> str:
    from relmap.edits.lessons import add_lesson

    return add_lesson(document, "I may ask", taught_by=[])


# what a life chart counts, and what it calls undated


def test_only_sessions_that_were_held_are_counted_in_a_life() -> None:
    rows = [
        Session(id="a", number=1, date="2026-01-01"),
        Session(id="b", date="2026-01-08", held="no_show", ordinal=1),
        Session(id="c", number=2, date="2026-01-15", held="cancelled", ordinal=2),
    ]
    words = read(looked_at([*people(), *rows]), "life").words
    assert "1 session, 1 January 2026" in words
    assert "sessions" not in words


def test_the_axis_of_disruptions_begins_and_ends_with_sessions_that_were_held() -> None:
    rows = [
        Session(id="a", date="2026-01-01", held="cancelled"),
        Session(id="b", number=1, date="2026-01-08", ordinal=1),
        Session(id="c", date="2026-01-15", held="no_show", ordinal=2),
        Rupture(id="r", session="b"),
    ]
    data = read(looked_at([*people(), *rows]), "disruptions")
    assert isinstance(data, DisruptionsChart)
    assert (data.axis.begins, data.axis.ends) == ("8 January 2026", "8 January 2026")


def test_somebody_who_is_called_as_somebody_dated_is_still_named_as_undated() -> None:
    rows = [Person(id="a", name="Anna", born="1980", ordinal=5), Person(id="b", name="Anna", ordinal=6)]
    data = read(looked_at([*people(), *rows, Relationship(id="ra", a="me", b="a", ordinal=7)]), "life")
    assert isinstance(data, BandsChart)
    assert data.undated.split(": ")[1].split(", ").count("Anna") == 1


def test_a_lesson_that_several_taught_at_no_known_time_is_undated_once() -> None:
    rows = [LESSON, *(Taught(id=f"w{who}", lesson="l", relationship=f"r_{who}") for who in ("mum", "dad"))]
    data = read(looked_at([*people("mum", "dad"), *rows, Person(id="x", name="Xan", born="1980", ordinal=9)]), "life")
    assert isinstance(data, BandsChart)
    assert data.undated.count("My needs are too much") == 1


def test_the_words_of_a_disruption_say_in_which_session_each_step_was() -> None:
    rows = [
        *HOURS, Rupture(id="r", session="s1", description="I left early"),
        Repair(id="m", rupture="r", session="s3", what_helped="He rang me"),
    ]  # fmt: skip
    words = read(looked_at([*people(), *rows]), "disruptions").words
    assert "session 3, 21 January 2026 · What helped with the disruption of session 1" in words
    assert words.endswith(".")


def test_without_a_session_there_is_no_before_beside_the_sheet() -> None:
    for hours in ([], HOURS[:2]):
        early = rated(0, None, 5)
        data = read(looked_at([*people(), *hours, LESSON, early]), "lesson")
        assert isinstance(data, LessonChart)
        assert data.axis.first <= Across(data.axis, 30.0, 700.0).before
        assert Across(data.axis, 30.0, 700.0).before >= 30.0
        assert not (data.axis.is_before and not hours)


def test_a_blank_lesson_is_one_without_words() -> None:
    data = read(looked_at([*people("mum"), Lesson(id="l", text=" \n ")]), "lesson")
    assert data.title == "a lesson without words yet"
