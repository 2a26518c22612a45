"""From a case to its map: who is drawn how, what a change touches, and that nothing hidden is ever shown."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from relmap.analysis.arrange import arrange, free_place
from relmap.edits import fields, importing, lessons, linking, people, placing, rating, removing, roles, things
from relmap.exchange.importing import steps
from relmap.exchange.reading import parse_case
from relmap.model.base import Entity, fields_of
from relmap.model.geometry import ring
from relmap.model.integrity import RuleBroken
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.people import OtherName, Person, Relationship
from relmap.read.projection import Delta, Projection
from relmap.resources import resource
from relmap.store.document import Document
from relmap.ui.map import places
from relmap.ui.map.look import Looks, looks
from relmap.ui.map.quotes import marks_for
from relmap.ui.map.shapes import Look, NodeLook, TieLook
from tests.casefiles import begun_document, empty_document, set_cover


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Document]:
    opened = empty_document(tmp_path / "demo.relmap")
    for step in steps(parse_case(resource("demo", "heron.json"))):
        importing.take_in(opened, step.rows, session=step.session, mended=step.mended)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where things stand is tested elsewhere and takes time: here they stand anywhere."""
    monkeypatch.setattr(places, "arrange", lambda nodes, edges: {node.id: (90.0, 90.0) for node in nodes})
    monkeypatch.setattr(places, "free_place", lambda node, nodes, edges: (90.0, 90.0))


class Map:
    """The Looks of a document as a window keeps them."""

    def __init__(self, document: Document) -> None:
        self.projection = Projection(document, "therapist")
        self.looks = Looks(self.projection)
        self.shown = {look.id: look for look in self.looks.all()}
        self.told = 0
        self.projection.subscribe(self.follow)

    def follow(self, delta: Delta) -> None:
        changed, gone = self.looks.update(delta.touched)
        assert not {look.id for look in changed} & set(gone)
        for id in gone:
            del self.shown[id]
        self.shown |= {look.id: look for look in changed}
        self.told = len(changed) + len(gone)

    def node(self, id: str) -> NodeLook:
        look = self.shown[id]
        assert isinstance(look, NodeLook)
        return look

    def tie(self, id: str) -> TieLook:
        look = self.shown[id]
        assert isinstance(look, TieLook)
        return look


def placeless(look: Look) -> Look:
    return replace(look, x=0.0, y=0.0, side="below") if isinstance(look, NodeLook) else look


def main_tie(document: Document, person: str) -> Relationship:
    return next(tie for tie in document.all(Relationship) if person in (tie.a, tie.b))


def person(document: Document, name: str, **values: object) -> str:
    id = people.add_person(document, name)
    for field, value in values.items():
        fields.set_field(document, id, field, value)  # type: ignore[arg-type]  # plain values
    return id


class TestPeople:
    def test_a_new_case_shows_client_and_therapist(self, document: Document) -> None:
        shapes = {look.shape for look in looks(document) if isinstance(look, NodeLook)}
        assert shapes == {"client", "therapist"}
        assert [look.style for look in looks(document) if isinstance(look, TieLook)] == ["room"]

    def test_kinds_have_their_shapes(self, document: Document) -> None:
        mum, school = person(document, "Mum", kind="parent"), person(document, "St. B", kind="institution")
        shown = Map(document)
        assert shown.node(mum).shape == "person"
        assert (shown.node(school).shape, shown.node(school).pictogram) == ("place", "institution")

    def test_somebody_without_a_name_is_a_question_mark(self, document: Document) -> None:
        id = person(document, "?")
        assert (Map(document).node(id).title, Map(document).node(id).initial) == ("", "?")

    def test_the_label_goes_before_everything_else(self, document: Document) -> None:
        dad = person(document, "Dad", died="2011-11")
        tie = main_tie(document, dad)
        fields.set_field(document, tie.id, "quality", "distant")
        shown = Map(document)
        assert shown.node(dad).subtitle == "distant · died 2011"
        assert shown.node(dad).dashed
        fields.set_field(document, tie.id, "label", "far away")
        assert shown.node(dad).subtitle == "far away"

    def test_a_partner_since(self, document: Document) -> None:
        sam = person(document, "Sam", kind="partner")
        fields.set_field(document, main_tie(document, sam).id, "period", "2021-09/..")
        assert Map(document).node(sam).subtitle == "partner since 2021"

    def test_a_second_tie_is_a_second_circle_that_moves_along(self, document: Document) -> None:
        dad = person(document, "Dad")
        shown = Map(document)
        client = main_tie(document, dad).a
        second = people.add_tie(document, client, dad)
        circle = shown.node(second)
        assert (circle.shape, circle.attached) == ("second", dad)
        assert shown.tie(f"{second}:line").b == second
        placing.move(document, {dad: (300.0, 0.0)})
        host, circle = shown.node(dad), shown.node(second)
        assert ((circle.x - host.x) ** 2 + (circle.y - host.y) ** 2) ** 0.5 == pytest.approx(51.0)

    def test_when_the_first_tie_goes_the_second_takes_its_place(self, document: Document) -> None:
        dad = person(document, "Dad")
        shown = Map(document)
        first = main_tie(document, dad)
        second = people.add_tie(document, first.a, dad)
        lesson = lessons.add_lesson(document, "Be good", taught_by=[second])
        assert any(look.a == second for look in shown.shown.values() if isinstance(look, TieLook) and look.b == lesson)
        removing.remove(document, [first.id])
        assert isinstance(shown.shown[second], TieLook)
        assert f"{second}:line" not in shown.shown
        assert any(look.a == dad for look in shown.shown.values() if isinstance(look, TieLook) and look.b == lesson)

    def test_closeness_is_distance(self, document: Document) -> None:
        mum = person(document, "Mum")
        placing.move(document, {mum: (0.0, -200.0)})
        shown = Map(document)
        rating.rate(document, main_tie(document, mum).id, "closeness", 2)
        assert abs(shown.node(mum).y) == pytest.approx(ring(2), abs=19.1)

    def test_power_widens_the_taper(self, document: Document) -> None:
        boss = person(document, "Dr. Okoye")
        tie = main_tie(document, boss)
        shown = Map(document)
        assert shown.tie(tie.id).taper == 0
        fields.set_field(document, tie.id, "who_adapts", "client")
        assert shown.tie(tie.id).taper == 1
        context = things.add_context(document, "money", about=tie.id)
        fields.set_field(document, context, "standing", "more_power")
        assert shown.tie(tie.id).taper == -1
        assert [badge.text for badge in shown.node(boss).badges] == ["money"]

    def test_a_couple_has_two_circles(self, document: Document) -> None:
        other = person(document, "Kim", seat="client")
        clients = [
            look for look in Map(document).shown.values() if isinstance(look, NodeLook) and look.shape == "client"
        ]
        assert len(clients) == 2
        assert {look.x for look in clients} == {-70.0, 70.0}
        assert other in {look.id for look in clients}


class TestThings:
    def test_a_lesson_speaks_in_its_language_and_shows_its_number(self, document: Document) -> None:
        mum = person(document, "Mum")
        lesson = lessons.add_lesson(document, "Zu viel", taught_by=[main_tie(document, mum).id])
        shown = Map(document)
        assert shown.node(lesson).score is None
        assert shown.node(lesson).score_text == ""
        fields.set_field(document, lesson, "language", "de")
        rating.rate(document, lesson, "true_today", 0)
        look = shown.node(lesson)
        assert (look.quotes, look.score, look.score_text) == (("„", "“"), 0, "0/10")

    def test_a_lesson_keeps_its_tone_on_every_line(self, document: Document) -> None:
        mum = person(document, "Mum")
        lesson = lessons.add_lesson(document, "I am welcome", taught_by=[main_tie(document, mum).id])
        shown = Map(document)
        fields.set_field(document, lesson, "valence", "affirming")
        line = next(look for look in shown.shown.values() if isinstance(look, TieLook) and look.b == lesson)
        assert (line.tone, line.end) == ("affirming", "arrow")

    def test_one_ticket_for_a_role_played_twice(self, document: Document) -> None:
        one, two = person(document, "Mum"), person(document, "Boss")
        role = roles.add_role(document, "The caretaker")
        for each in (one, two):
            roles.play(document, role, main_tie(document, each).id)
        shown = Map(document)
        assert sum(look.kind == "roles" for look in shown.shown.values()) == 1
        assert sum(look.kind == "played" for look in shown.shown.values()) == 2

    def test_a_context_alone_is_a_chip_until_it_is_about_something(self, document: Document) -> None:
        mum = person(document, "Mum")
        context = things.add_context(document, "class")
        shown = Map(document)
        assert shown.node(context).shape == "context"
        linking.link(document, "about", context, mum)
        assert context not in shown.shown
        assert shown.node(mum).badges[0].subjects == (context,)

    @pytest.mark.parametrize(
        ("language", "marks"),
        [
            ("en", "“”"),
            ("de-AT", "„“"),
            ("ar", "«»"),
            ("ja", "「」"),
            ("sv", "””"),
            ("zh-TW", "「」"),
            ("xx", "“”"),
        ],
    )
    def test_quotation_marks(self, language: str, marks: str) -> None:
        assert marks_for("x", language) == (marks[0], marks[1])

    def test_quotation_marks_by_script(self) -> None:
        assert marks_for("مسموح", None) == ("«", "»")
        assert marks_for("1, 2", None) == ("“", "”")


class TestTheDemo:
    def test_everything_on_it_has_a_sentence_and_two_ends(self, demo: Document) -> None:
        shown = Map(demo).shown
        lines = [look for look in shown.values() if isinstance(look, TieLook)]
        marks = {id for look in lines for mark in look.marks for id in mark.entities}
        for look in shown.values():
            assert look.spoken
            if isinstance(look, TieLook):
                assert {look.a, look.b} <= shown.keys() | marks, look.id

    def test_every_link_is_drawn_or_is_a_badge(self, demo: Document) -> None:
        shown = Map(demo).shown
        badged = {
            subject
            for look in shown.values()
            if isinstance(look, NodeLook)
            for badge in look.badges
            for subject in badge.subjects
        }
        for link in Projection(demo, "therapist").all(KINDS["links"]):
            drawn = link.id in shown or link.from_ in badged  # type: ignore[attr-defined]  # links have ends
            assert drawn or link.veil != "none"

    def test_spoken_like_the_design_says(self, demo: Document) -> None:
        shown = Map(demo)
        assert shown.node("mum").spoken == "Mum, parent, close 6 of 10, strained; taught 1 lesson, asked for 2 roles"

    def test_disruptions_and_repairs_stand_on_the_tie_in_order(self, demo: Document) -> None:
        kinds = [mark.kind for mark in Map(demo).tie("r_dana").marks]
        assert kinds == ["folded", "mended", "repair", "disruption", "left_open", "helped"]

    def test_a_former_name_is_nowhere(self, demo: Document) -> None:
        hidden = [name.text for name in demo.all(OtherName) if name.never_show and name.text]
        assert hidden
        for look in Map(demo).shown.values():
            assert not any(name in repr(astuple(look)) for name in hidden)

    @pytest.mark.parametrize("veil", ["outline", "full"])
    def test_what_is_covered_leaves_no_word(self, demo: Document, veil: str) -> None:
        shown = Map(demo)
        secret = "Sentinel-Word"
        mum = demo.need(Person, "mum")
        lesson = demo.need(Lesson, "l_needs")
        with demo.edit("change"):
            mum.name, lesson.text = f"{secret} one", f"{secret} two"
            demo.need(Relationship, "r_mum").label = f"{secret} three"
        assert secret in repr(shown.shown)
        with demo.edit("cover", stands=True):
            mum.veil = lesson.veil = veil  # type: ignore[assignment]  # parametrised
        assert secret not in repr([astuple(look) for look in shown.shown.values()])
        assert ("mum" in shown.shown) == (veil == "outline")
        assert demo.undo()
        assert secret not in repr([astuple(look) for look in shown.shown.values()])


def test_a_covered_context_leaves_its_badge(demo: Document) -> None:
    shown = Map(demo)
    assert "money" in shown.node("dana").badges[0].text
    set_cover(demo, "c_money", "full")
    assert "money" not in shown.node("dana").badges[0].text


def values_for(entity: Entity, chance: random.Random) -> tuple[str, object] | None:
    """A field of an entity and another value for it."""
    choices = [
        field
        for field in fields_of(type(entity))
        if field.form in ("text", "closed", "open", "score", "when", "flag") and field.name != "veil"
    ]
    field = chance.choice(choices)
    if field.form == "closed":
        return field.name, chance.choice(field.values)
    if field.form == "score":
        return field.name, chance.randrange(11)
    if field.form == "when":
        return field.name, chance.choice(("1999", "2001-05/..", None))
    if field.form == "flag":
        return field.name, chance.random() < 0.5
    if field.form == "open":
        return field.name, chance.choice(field.suggestions)
    return field.name, chance.choice(("other words", "another thing", None))


@pytest.mark.parametrize("seed", range(3))
def test_following_gives_what_looking_anew_gives(demo: Document, seed: int) -> None:
    chance = random.Random(seed)
    shown = Map(demo)
    for _ in range(70):
        act(demo, chance)()
        fresh = {look.id: placeless(look) for look in Looks(shown.projection).all()}
        kept = {id: placeless(look) for id, look in shown.shown.items()}
        assert kept == fresh


def act(demo: Document, chance: random.Random) -> Callable[[], object]:
    """Something that could be done now."""
    entities = [entity for cls in KINDS.values() for entity in demo.all(cls)]
    entity = chance.choice(entities)
    found = values_for(entity, chance)

    def change() -> None:
        if found is not None and entity.array != "case":
            with contextlib.suppress(RuleBroken):
                fields.set_field(demo, entity.id, found[0], found[1])  # type: ignore[arg-type]  # plain values

    def remove() -> None:
        if entity.array not in ("case", "people", "sessions"):
            with contextlib.suppress(RuleBroken):
                removing.remove(demo, [entity.id])

    def cover() -> None:
        if entity.array != "case":
            set_cover(demo, entity.id, chance.choice(("none", "outline", "full")))

    def add() -> None:
        tie = chance.choice(demo.all(Relationship))
        people.add_tie(demo, tie.a, tie.b)

    return chance.choice((change, change, change, cover, remove, demo.undo, demo.redo, add))


def test_a_small_change_touches_few_looks(demo: Document) -> None:
    shown = Map(demo)
    fields.set_field(demo, "l_needs", "text", "My needs are many")
    assert 0 < shown.told < 24
    placing.move(demo, {"l_needs": (500.0, -300.0)})
    assert shown.told == 1
    rating.rate(demo, "l_needs", "true_today", 4)
    assert shown.told == 1
    fields.set_field(demo, "mum", "note", "nothing that is drawn")
    assert shown.told == 0


def test_what_has_no_place_gets_a_calm_one_and_keeps_it(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "arrange", arrange)
    monkeypatch.setattr(places, "free_place", free_place)
    shown = Map(document)
    mum = person(document, "Mum")
    first = shown.node(mum)
    assert (first.x, first.y) != (0.0, 0.0)
    others = [person(document, f"Person {number}") for number in range(6)]
    assert shown.node(mum) == first
    spots = {(shown.node(id).x, shown.node(id).y) for id in (mum, *others)}
    assert len(spots) == 7
