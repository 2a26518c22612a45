"""Random lives of a case: every verb, undo, redo, reopening, and looking back, against snapshots taken on the way."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from relmap.edits import (
    asking_later,
    disruptions,
    fields,
    lessons,
    linking,
    marks,
    people,
    placing,
    rating,
    removing,
    roles,
    sessions,
    things,
    veiling,
)
from relmap.model.base import Entity, Field, fields_of
from relmap.model.integrity import case_problems
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.links import LINK_RULES
from relmap.model.notes import Note
from relmap.model.patterns import Pattern
from relmap.model.people import Person, Relationship
from relmap.model.roles import Role
from relmap.model.sittings import running_session
from relmap.model.therapy import Moment, Repair, Rupture, Session
from relmap.store.document import Document
from relmap.store.journal import replay
from relmap.store.past import Past
from relmap.words import Trouble
from tests.casefiles import begun_document, reopened, tables

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
COORDINATES = st.tuples(st.floats(-900, 900), st.floats(-900, 900))


def value_for(field: Field, ids: list[str]) -> st.SearchStrategy[Any]:
    """Some value for a field, mostly one that fits."""
    by_form: dict[str, st.SearchStrategy[Any]] = {
        "text": WORDS,
        "open": WORDS,
        "closed": st.sampled_from(field.values or ("x",)),
        "when": st.sampled_from(["1984", "1984-03", "1990~", "2019/..", "nonsense"]),
        "date": st.sampled_from(["2026-01-14", "2026-02-30"]),
        "time": st.sampled_from(["10:05", "25:00"]),
        "score": st.integers(-1, 11),
        "flag": st.booleans(),
        "number": st.integers(0, 90),
        "coordinate": st.floats(-900, 900),
        "ref": st.sampled_from(ids),
        "subject": st.sampled_from(ids),
        "refs": st.lists(st.sampled_from(ids), max_size=2, unique=True),
    }
    fitting = by_form[field.form]
    return st.none() | fitting if field.nullable else fitting


def bare(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows without what they say of covers."""
    return {
        array: {id: {name: row[name] for name in row if name not in ("veil", "veiled_by")} for id, row in found.items()}
        for array, found in rows.items()
    }


class CaseMachine(RuleBasedStateMachine):
    """One case file and what it was after each revision."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="relmap-machine-"))
        self.document: Document = begun_document(self.folder / "case.relmap")
        self.snapshots: dict[int, Any] = {}
        self.undoable: list[Any] = []
        self.redoable: list[Any] = []
        self.told: list[Any] = []
        self.covers: dict[str, str] = {}

    @initialize()
    def begin(self) -> None:
        """Take the first snapshot."""
        self._remember()
        self.document.subscribe(self.told.append)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.document.close()
        shutil.rmtree(self.folder)

    def _remember(self) -> None:
        self.snapshots[self.document.revision] = tables(self.document)

    def _do(self, verb: Callable[[], object]) -> None:
        before, revision, told = tables(self.document), self.document.revision, len(self.told)
        try:
            verb()
        except Trouble:
            assert tables(self.document) == before
            assert self.document.revision == revision
            return
        if self.document.revision > revision:
            assert self.document.revision == revision + 1
            assert len(self.told) == told + 1
            self.undoable.append(before)
            self.redoable.clear()
        elif len(self.told) > told:
            self.redoable.clear()  # merged into the last revision
        self._remember()

    def _ids(self, cls: type[Entity]) -> list[str]:
        return [entity.id for entity in self.document.all(cls)]

    def _any(self, data: st.DataObject, *classes: type[Entity]) -> str:
        chosen = [id for cls in classes or tuple(KINDS.values()) for id in self._ids(cls)]
        return data.draw(st.sampled_from(chosen or self._ids(Person) or ["case"]))

    @rule(name=WORDS, place=st.none() | COORDINATES)
    def add_person(self, name: str, place: tuple[float, float] | None) -> None:
        """Somebody new."""
        self._do(lambda: people.add_person(self.document, name, place=place))

    @rule(data=st.data(), text=WORDS, valence=st.sampled_from(["diminishing", "affirming", "mixed"]))
    def add_lesson(self, data: st.DataObject, text: str, valence: Any) -> None:
        """A lesson, taught by some ties."""
        ties = data.draw(st.lists(st.sampled_from(self._ids(Relationship) or [""]), max_size=3, unique=True))
        known = [tie for tie in ties if tie]
        self._do(lambda: lessons.add_lesson(self.document, text, valence=valence, taught_by=known))

    @rule(data=st.data(), name=WORDS)
    def add_role(self, data: st.DataObject, name: str) -> None:
        """A role, played in one tie."""
        tie = self._any(data, Relationship)
        self._do(lambda: roles.add_role(self.document, name, played_in=[tie]))

    @rule(data=st.data(), words=WORDS, which=st.integers(0, 7))
    def add_thing(self, data: st.DataObject, words: str, which: int) -> None:
        """Any of the other things."""
        tie, anything = self._any(data, Relationship), self._any(data)
        verbs: list[Callable[[], str]] = [
            lambda: things.add_pattern(self.document, words),
            lambda: things.add_experience(self.document, words, tie=tie),
            lambda: things.add_life_event(self.document, words),
            lambda: things.add_context(self.document, words, about=anything),
            lambda: things.add_way(self.document, words),
            lambda: things.add_note(self.document, anything, words),
            lambda: people.add_other_name(self.document, self._any(data, Person), words),
            lambda: things.add_episode(self.document, self._any(data, Pattern), relationship=tie),
        ]
        self._do(verbs[which])

    @rule(data=st.data(), settles=st.booleans())
    def ask_later(self, data: st.DataObject, settles: bool) -> None:
        """Anything is kept to be asked later, or settled."""
        waiting = [note.id for note in self.document.all(Note) if note.ask_later]
        if settles and waiting:
            note = data.draw(st.sampled_from(waiting))
            self._do(lambda: asking_later.settle(self.document, note))
        else:
            anything = self._any(data)
            self._do(lambda: asking_later.ask_later(self.document, anything))

    @rule(data=st.data(), kind=st.sampled_from(sorted(LINK_RULES)))
    def link(self, data: st.DataObject, kind: Any) -> None:
        """A link, often between ends that do not fit."""
        wanted = LINK_RULES[kind]
        source = self._any(data, *(KINDS[array] for array in sorted(wanted.sources)))
        target = self._any(data, *(KINDS[array] for array in sorted(wanted.targets)))
        self._do(lambda: linking.link(self.document, kind, source, target))

    @rule(data=st.data())
    def teach_and_play(self, data: st.DataObject) -> None:
        """One more tie for a lesson or a role."""
        tie, lesson, role = self._any(data, Relationship), self._any(data, Lesson), self._any(data, Role)
        if isinstance(self.document.get(lesson), Lesson):
            self._do(lambda: lessons.teach(self.document, lesson, tie))
        if isinstance(self.document.get(role), Role):
            self._do(lambda: roles.play(self.document, role, tie, pressure="She goes quiet"))

    @rule(data=st.data(), place=COORDINATES, closeness=st.integers(0, 10))
    def move(self, data: st.DataObject, place: tuple[float, float], closeness: int) -> None:
        """A drag that rates."""
        person, tie = self._any(data, Person), self._any(data, Relationship)
        self._do(lambda: placing.move(self.document, {person: place}, closeness={tie: closeness}))

    @rule(data=st.data(), value=st.none() | st.integers(0, 10))
    def rate(self, data: st.DataObject, value: int | None) -> None:
        """A number, or taking it back."""
        subject = self._any(data, Lesson, Relationship)
        self._do(lambda: rating.rate(self.document, subject, "true_today", value))

    @rule(medium=st.sampled_from(["room", "phone"]), closing=st.none() | WORDS, ends=st.booleans())
    def sit(self, medium: Any, closing: str | None, ends: bool) -> None:
        """A session begins, or the one that runs ends."""
        self._do(lambda: sessions.begin_session(self.document, medium=medium))
        if ends:
            self._do(lambda: sessions.end_session(self.document, closing=closing))

    @rule(held=st.sampled_from(["held", "cancelled", "no_show", "hour_kept"]), today=st.booleans())
    def note_session(self, held: Any, today: bool) -> None:
        """A session that is only written down."""
        day = datetime.date.today().isoformat() if today else "2026-01-14"
        self._do(lambda: sessions.note_session(self.document, day=day, held=held))

    @rule(data=st.data(), kind=st.sampled_from(get_args(marks.MarkKind)))
    def mark(self, data: st.DataObject, kind: Any) -> None:
        """A mark of the moment, which needs a session that runs."""
        tie = data.draw(st.sampled_from([None, *self._ids(Relationship)]))
        runs = self.document.running is not None
        moments = len(self._ids(Moment))
        self._do(lambda: marks.mark(self.document, kind, tie=tie))
        assert runs or len(self._ids(Moment)) == moments

    @precondition(lambda self: self.document.all(Rupture))
    @rule(data=st.data(), said=st.booleans(), score=st.none() | st.integers(0, 10), end=st.integers(0, 3))
    def mend(self, data: st.DataObject, said: bool, score: int | None, end: int) -> None:
        """A repair somewhere, the client's word on one, and an end or none."""
        rupture = data.draw(st.sampled_from(self._ids(Rupture)))
        where = data.draw(st.none() | st.sampled_from(self._ids(Session)))
        self._do(lambda: disruptions.add_repair(self.document, rupture, session=where))
        if self._ids(Repair):
            repair = data.draw(st.sampled_from(self._ids(Repair)))
            self._do(lambda: disruptions.hear_word(self.document, repair, said, score=score))
        ends = (disruptions.leave_open, disruptions.end_therapy, disruptions.open_again)
        if end < len(ends):
            self._do(lambda: ends[end](self.document, rupture))

    @precondition(lambda self: self.document.all(Rupture) or self.document.all(Moment))
    @rule(data=st.data())
    def here_too(self, data: st.DataObject) -> None:
        """What was there before is here too, where it fits."""
        source = data.draw(st.sampled_from(self._ids(Rupture) + self._ids(Moment)))
        target = self._any(data, *(KINDS[array] for array in ("patterns", "lessons", "roles", "people")))
        self._do(lambda: linking.here_too(self.document, source, target))

    @rule(data=st.data())
    def dispute(self, data: st.DataObject) -> None:
        """The client says "not quite", or that it is settled."""
        id = self._any(data)
        entity = self.document.get(id)
        if entity is not None:
            self._do(lambda: fields.set_field(self.document, id, "disputed", not entity.disputed))

    @rule(data=st.data())
    def set_field(self, data: st.DataObject) -> None:
        """Any field of anything, to something that may not fit."""
        id = self._any(data)
        entity = self.document.get(id)
        if entity is None:
            return
        fields_ = [field for field in fields_of(type(entity))[1:] if field.name not in ("veil", "veiled_by")]
        field = data.draw(st.sampled_from(fields_))
        value = data.draw(value_for(field, [one for cls in KINDS.values() for one in self._ids(cls)]))
        self._do(lambda: fields.set_field(self.document, id, field.name, value))

    @rule(data=st.data(), count=st.integers(1, 3))
    def remove(self, data: st.DataObject, count: int) -> None:
        """Remove some things with what hangs on them."""
        ids = [self._any(data) for _ in range(count)]
        lessons_before = {id for id in self._ids(Lesson) if id not in ids}
        self._do(lambda: removing.remove(self.document, ids))
        assert lessons_before <= set(self._ids(Lesson))

    @rule(data=st.data(), how=st.sampled_from(["outline", "full"]))
    def cover(self, data: st.DataObject, how: Any) -> None:
        """Something is covered; undo and redo know nothing of it."""
        for id in veiling.cover(self.document, [self._any(data)], how):
            self.covers[id] = how
        self._remember()

    @rule(data=st.data())
    def uncover(self, data: st.DataObject) -> None:
        """Something is uncovered, in a session only."""
        id = self._any(data)
        try:
            veiling.uncover(self.document, [id])
        except veiling.NotInSession:
            assert self.document.running is None
        else:
            self.covers.pop(id, None)
        self._remember()

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        """Take the last edit back."""
        self.redoable.append(tables(self.document))
        expected = self.undoable.pop()
        assert self.document.undo()
        assert bare(tables(self.document)) == bare(expected)
        self._remember()

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        """Bring it back."""
        self.undoable.append(tables(self.document))
        expected = self.redoable.pop()
        assert self.document.redo()
        assert bare(tables(self.document)) == bare(expected)
        self._remember()

    @rule()
    def reopen(self) -> None:
        """Close the file and open it again."""
        before = tables(self.document)
        running = self.document.running
        self.document = reopened(self.document)
        self.document.subscribe(self.told.append)
        assert tables(self.document) == before
        assert self.document.running == running

    @rule(data=st.data())
    def look_back(self, data: st.DataObject) -> None:
        """See the case as it stood at some revisions."""
        past = Past(self.document)
        known = sorted(self.snapshots)
        for revision in data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3)):
            past.seek(revision)
            assert tables(past) == self.snapshots[revision]

    @invariant()
    def what_is_covered_stays_covered(self) -> None:
        """Whatever was done, undone, removed and brought back: only uncovering uncovers."""
        for cls in KINDS.values():
            for entity in self.document.all(cls):
                assert entity.veil == self.covers.get(entity.id, "none")

    @invariant()
    def the_journal_tells_all(self) -> None:
        """The journal alone leads to the tables, and the tables keep every rule."""
        story = [change for _, change in self.document.changes(1, self.document.revision)]
        assert replay(story) == tables(self.document)
        assert list(case_problems(self.document)) == []
        assert self.document.running == running_session(self.document, datetime.datetime.now())
        assert (self.document.undo_verb is not None) == bool(self.undoable)
        assert (self.document.redo_verb is not None) == bool(self.redoable)


CaseMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, suppress_health_check=list(HealthCheck), deadline=None
)
TestCaseMachine = CaseMachine.TestCase
