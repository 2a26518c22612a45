"""What an audience sees: nothing of what is covered, everything else, and every change of it exactly once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmap.edits import fields, lessons, linking, people, placing, removing, roles, things
from relmap.model.base import OutsideEdit, fields_of, plain
from relmap.model.columns import Plain
from relmap.model.kinds import KINDS
from relmap.model.links import Link
from relmap.model.people import OtherName, Person, Relationship
from relmap.model.privacy import Audience
from relmap.model.seats import client, main_tie
from relmap.model.source import Source
from relmap.read.projection import Delta, Projection
from relmap.read.search import Search
from relmap.store.document import Document
from relmap.store.past import Past
from tests.casefiles import begun_document, empty_document, set_cover
from tests.everykind import one_of_each, words_of

SECRET = "zugunruhe"
AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@pytest.fixture
def everything(tmp_path: Path) -> Iterator[Document]:
    """A case with one row of every kind, every text of it the secret word and the name of its array."""
    opened = empty_document(tmp_path / "every.relmap")
    one_of_each(opened, SECRET)
    yield opened
    opened.close()


def shown(source: Source) -> dict[str, dict[str, Plain]]:
    """All that can be reached through a source: by kind, by id and by reference."""
    rows = {entity.id: plain(entity) for cls in KINDS.values() for entity in source.all(cls)}
    reached = set(rows)
    waiting = list(rows)
    while waiting:
        for other in source.referrers(waiting.pop()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    found = {id: plain(entity) for id in reached if (entity := source.get(id)) is not None}
    assert found == rows
    return rows


def words(source: Source) -> str:
    """Every value that can be reached, ids aside."""
    rows = shown(source).values()
    return "\n".join(str(value) for row in rows for name, value in row.items() if name != "id")


@pytest.mark.parametrize("veil", ["outline", "full"])
@pytest.mark.parametrize("array", [array for array in KINDS if array != "case"])
def test_nothing_of_a_covered_thing_can_be_reached(everything: Document, array: str, veil: str) -> None:
    (covered,) = everything.all(KINDS[array])
    set_cover(everything, covered.id, veil)
    for audience in AUDIENCES:
        projection = Projection(everything, audience)
        assert words_of(array, SECRET) not in words(projection)
        assert not [hit for hit in Search(projection).find(SECRET) if hit.id == covered.id]
        stand_in = projection.get(covered.id)
        if stand_in is not None:
            assert veil == "outline"
            closed = [field for field in fields_of(type(stand_in)) if field.form in ("closed", "flag", "score")]
            assert all(
                getattr(stand_in, field.attr) == field.default for field in closed if field.name not in ("veil", "kind")
            )
        projection.close()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_hangs_on_a_covered_person_is_covered_with_them(everything: Document, audience: Audience) -> None:
    (person,) = everything.all(Person)
    set_cover(everything, person.id, "full")
    seen = words(Projection(everything, audience))
    gone = {"people", "names", "relationships", "taught", "played", "episodes", "experiences", "ratings", "links"}
    gone |= {"notes", "consents"}
    for array in KINDS:
        has_words = any(field.form in ("text", "open") for field in fields_of(KINDS[array]))
        assert (words_of(array, SECRET) in seen) == (has_words and array not in gone), array


def test_an_outlined_person_keeps_place_and_empty_ties_and_nothing_else(everything: Document) -> None:
    (person,) = everything.all(Person)
    (tie,) = everything.all(Relationship)
    set_cover(everything, person.id, "outline")
    projection = Projection(everything, "therapist")
    left = {id for id, row in shown(projection).items() if person.id in row.values()}
    assert left == {person.id, tie.id, "placements-1", "ruptures-1"}  # a disruption with somebody only mentions them
    stand_in = projection.need(Relationship, tie.id)
    assert (stand_in.veil, stand_in.a, stand_in.b) == ("outline", person.id, person.id)
    assert [stand_in.label, stand_in.note, stand_in.quality, stand_in.period] == [None] * 4
    assert SECRET not in str(plain(projection.need(Person, person.id)))


def test_the_thicker_of_two_covers_counts_in_whatever_order(document: Document) -> None:
    ids = [people.add_person(document, "one"), people.add_person(document, "other")]
    tie = people.add_tie(document, *ids)
    for thick, thin in (ids, ids[::-1]):
        set_cover(document, thick, "full")
        set_cover(document, thin, "outline")
        assert Projection(document, "client").get(tie) is None
    set_cover(document, tie, "outline")
    assert Projection(document, "client").get(tie) is None


def test_no_outline_of_a_link_says_which_link_it_is(document: Document) -> None:
    lesson, role = lessons.add_lesson(document, "one"), roles.add_role(document, "other")
    link = linking.link(document, "asks_for", lesson, role)
    set_cover(document, link, "outline")
    assert Projection(document, "therapist").all(Link) == []


def test_a_stand_in_cannot_be_written(document: Document) -> None:
    person = people.add_person(document, "Mum")
    set_cover(document, person, "outline")
    stand_in = Projection(document, "therapist").need(Person, person)
    with pytest.raises(OutsideEdit), document.edit("test"):
        stand_in.name = "x"


@pytest.mark.parametrize("audience", ["client", "export"])
def test_a_name_never_to_be_shown_leaves_no_trace_for_others(document: Document, audience: Audience) -> None:
    person = people.add_person(document, "Sam")
    name = people.add_other_name(document, person, SECRET, use="former")
    note = things.add_note(document, name, "about that name")
    projection, deltas = Projection(document, audience), list[Delta]()
    assert {name, note} <= projection.referrers(person) | projection.referrers(name)
    projection.subscribe(deltas.append)
    fields.set_field(document, name, "never_show", True)
    assert deltas == [Delta(removed=(name, note))]
    assert not {name, note} & projection.referrers(person)
    assert projection.referrers(name) == frozenset()
    fields.set_field(document, name, "text", SECRET + SECRET)
    people.add_other_name(document, person, SECRET, never_show=True)
    assert len(deltas) == 1
    assert projection.all(OtherName) == []
    fields.set_field(document, name, "never_show", False)
    assert deltas[1:] == [Delta(added=(name, note))]


def test_what_changes_under_a_cover_is_not_told(document: Document) -> None:
    thin, thick = people.add_person(document, "one"), people.add_person(document, "other")
    set_cover(document, thin, "outline")
    set_cover(document, thick, "full")
    tie = main_tie(document, thick)
    assert tie is not None
    deltas: list[Delta] = []
    Projection(document, "therapist").subscribe(deltas.append)
    fields.set_field(document, thin, "name", SECRET)
    fields.set_field(document, thick, "name", SECRET)
    fields.set_field(document, tie.id, "label", SECRET)
    things.add_note(document, thick, SECRET)
    assert deltas == []
    placing.move(document, {thin: (1.0, 2.0), thick: (3.0, 4.0)})
    assert [len(delta.added) for delta in deltas] == [1]


class Mirror:
    """What somebody knows who looked once and has listened since."""

    def __init__(self, source: Document | Past, audience: Audience) -> None:
        self.source = source
        self.projection = Projection(source, audience)
        self.known = shown(self.projection)
        self.projection.subscribe(self.follow)

    def follow(self, delta: Delta) -> None:
        """Take in what one delta says, and nothing but that."""
        assert len(delta.touched) == len(delta.added) + len(delta.updated) + len(delta.removed)
        assert self.known.keys() >= {*delta.updated, *delta.removed}
        assert not self.known.keys() & set(delta.added)
        for id in delta.removed:
            del self.known[id]
        for id in (*delta.added, *delta.updated):
            entity = self.projection.get(id)
            assert entity is not None
            assert self.known.get(id) != plain(entity)
            self.known[id] = plain(entity)

    def check(self) -> None:
        """Compare with somebody who looks only now."""
        fresh = Projection(self.source, self.projection.audience)
        assert self.known == shown(fresh) == shown(self.projection)
        for id in [entity.id for cls in KINDS.values() for entity in self.source.all(cls)]:
            assert self.projection.referrers(id) == fresh.referrers(id)
        fresh.close()


def _hide_names(document: Document) -> None:
    for name in document.all(OtherName):
        fields.set_field(document, name.id, "never_show", True)


def _act(document: Document, data: st.DataObject) -> None:
    everybody = [entity.id for cls in KINDS.values() for entity in document.all(cls) if entity.id != "case"]
    one = data.draw(st.sampled_from(everybody))
    ties = [tie.id for tie in document.all(Relationship)]
    actions = {
        "veil": lambda: set_cover(document, one, data.draw(st.sampled_from(["none", "outline", "full"]))),
        "person": lambda: people.add_person(document, "new"),
        "lesson": lambda: lessons.add_lesson(document, "new", taught_by=ties[:1]),
        "note": lambda: things.add_note(document, one, "new"),
        "name": lambda: people.add_other_name(
            document, document.all(Person)[-1].id, "new", never_show=data.draw(st.booleans())
        ),
        "hide": lambda: _hide_names(document),
        "move": lambda: placing.move(document, {one: (data.draw(st.floats(-9, 9)), 0.0)}),
        "remove": lambda: one == everybody[0] or removing.remove(document, [one]),
        "erase": lambda: one == everybody[0] or removing.erase(document, [one]),
        "undo": document.undo,
        "redo": document.redo,
    }
    actions[data.draw(st.sampled_from(sorted(actions)))]()


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_whoever_follows_knows_what_whoever_looks_anew_sees(data: st.DataObject) -> None:
    folder = Path(tempfile.mkdtemp(prefix="relmap-mirror-"))
    document = begun_document(folder / "case.relmap")
    people.add_person(document, "Mum")
    past = Past(document)
    mirrors = [Mirror(document, "therapist"), Mirror(document, "client"), Mirror(past, "client")]
    for _ in range(data.draw(st.integers(1, 14))):
        _act(document, data)
        past.seek(data.draw(st.integers(0, document.revision)))
        for mirror in mirrors:
            mirror.check()
    document.close()
    shutil.rmtree(folder)


@pytest.mark.parametrize("veil", ["outline", "full"])
def test_looking_back_lifts_no_cover(document: Document, veil: str) -> None:
    mum = people.add_person(document, SECRET)
    note = things.add_note(document, mum, SECRET)
    open_then = document.revision
    set_cover(document, mum, veil)
    past = Past(document)
    projection, deltas = Projection(past, "client"), list[Delta]()
    projection.subscribe(deltas.append)
    for revision in (open_then, document.revision, open_then - 1):
        past.seek(revision)
        assert SECRET not in words(projection)
        assert SECRET not in words(Projection(past, "therapist"))
    removing.remove(document, [mum])
    past.seek(open_then)
    assert SECRET not in words(projection)
    assert SECRET not in words(Projection(past, "therapist"))
    assert note not in {id for delta in deltas for id in delta.touched}


def test_what_is_uncovered_today_is_uncovered_in_the_past(document: Document) -> None:
    mum = people.add_person(document, SECRET)
    set_cover(document, mum, "full")
    covered_then = document.revision
    past = Past(document)
    past.seek(covered_then)
    projection, deltas = Projection(past, "client"), list[Delta]()
    projection.subscribe(deltas.append)
    assert projection.get(mum) is None
    document.seal()
    set_cover(document, mum, "none")
    assert past.revision == covered_then
    person = projection.need(Person, mum)
    assert (person.name, person.veil) == (SECRET, "none")
    tie = main_tie(document, mum)
    assert tie is not None
    assert deltas == [Delta(added=(mum, tie.id))]
    set_cover(document, mum, "full")
    assert deltas[1:] == [Delta(removed=(mum, tie.id))]
    assert SECRET not in words(projection)


def test_a_name_never_to_be_shown_is_not_shown_in_the_past(document: Document) -> None:
    mum = people.add_person(document, "Sam")
    name = people.add_other_name(document, mum, SECRET)
    shown_then = document.revision
    past = Past(document)
    desk, client_ = Projection(past, "therapist"), Projection(past, "client")
    searches = [Search(desk), Search(client_)]
    assert [len(search.find(SECRET)) for search in searches] == [1, 1]
    fields.set_field(document, name, "never_show", True)
    past.seek(shown_then)
    assert [search.find(SECRET) for search in searches] == [[], []]
    assert [Search(Projection(past, audience)).find(SECRET) for audience in AUDIENCES] == [[], [], []]
    assert desk.need(OtherName, name).never_show
    assert client_.get(name) is None


def test_a_projection_that_is_closed_follows_no_more(document: Document) -> None:
    projection, deltas = Projection(document, "therapist"), list[Delta]()
    projection.subscribe(deltas.append)
    projection.close()
    people.add_person(document, "Mum")
    assert deltas == []


def test_a_delta_is_empty_or_names_what_it_touches() -> None:
    assert not Delta()
    assert Delta(removed=("a",))
    assert Delta(("a",), ("b",), ("c",)).touched == {"a", "b", "c"}


def test_the_client_is_seen_by_the_therapist_as_by_the_client(document: Document) -> None:
    seats = [client(Projection(document, audience)) for audience in AUDIENCES]
    assert [one.id for one in seats if one] == [document.all(Person)[0].id] * 3
