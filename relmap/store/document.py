"""An open case: read it by id and kind, write it only inside `with document.edit(verb)`.

The document notices what an edit changed, checks the rules, writes state and journal in one transaction, and tells
every subscriber once. Undo and redo are edits too. There is no Save and no dirty flag; there is no second way in.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar, cast

from sqlalchemy import Connection, event, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as OrmSession

from relmap.model.base import Entity, OutsideEdit, entity_from, field_named, from_plain
from relmap.model.integrity import RuleBroken, form_problems, problems, touched
from relmap.model.kinds import KINDS
from relmap.model.resting import at_rest, wake
from relmap.model.sittings import running_session, runs
from relmap.model.therapy import Session
from relmap.store import journal
from relmap.store.capture import captured
from relmap.store.collector import paused
from relmap.store.covers import covers_in, keep_covers, without_covers
from relmap.store.forgetting import forget
from relmap.store.history import History
from relmap.store.index import Index
from relmap.store.journal import Change, Revision, RevisionKind
from relmap.store.telling import Subscribers
from relmap.store.troubles import translate, translate_reading
from relmap.store.vault import Key, Vault, change_key, new_key

E = TypeVar("E", bound=Entity)
T = TypeVar("T")
MERGE_SECONDS = 60.0


class Document:
    """An open case file. Every method belongs to one thread at a time."""

    read_only = False

    def __init__(self, vault: Vault) -> None:
        """Load the case of an unlocked, migrated vault."""
        self._vault = vault
        self._subscribers: Subscribers[tuple[Change, ...]] = Subscribers()
        self._editing: _Bracket | None = None
        self._answers: dict[str, object] = {}
        self._sealed = 0
        self._running: str | None = None
        self.erasures = 0  # a past that was begun before one must begin again
        self._open_session()
        self._load()

    # reading

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._vault.path

    @property
    def revision(self) -> int:
        """The number of the last stored edit; 0 before the first."""
        return last.number if (last := self._history.last) else 0

    def get(self, id: str) -> Entity | None:
        """The entity with this id, or None."""
        return self._index.get(id)

    def today(self, id: str) -> Entity | None:
        """The entity with this id, or None: what is shown here is today."""
        return self._index.get(id)

    @property
    def present(self) -> Document:
        """The case as it is now, which is this."""
        return self

    def need(self, cls: type[E], id: str) -> E:
        """The entity with this id and class; raises KeyError when there is none."""
        return self._index.need(cls, id)

    def all(self, cls: type[E]) -> Sequence[E]:
        """Every entity of a class, in order."""
        return self._index.all(cls)

    def referrers(self, id: str) -> frozenset[str]:
        """The ids of those that refer to this one."""
        return self._index.referrers(id)

    @property
    def running(self) -> str | None:
        """The id of the session that runs now, as its row tells (see `model.sittings`), or None."""
        session = self._index.get(self._running) if self._running is not None else None
        return self._running if isinstance(session, Session) and runs(session, _now()) else None

    def remember(self, question: str, answer: Callable[[], T]) -> T:
        """The answer kept under `question` until the next edit begins; inside one it is asked for each time."""
        if self._editing is not None:
            return answer()
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def revisions(self) -> tuple[Revision, ...]:
        """Every stored edit, oldest first."""
        return self._history.revisions

    def changes(self, first: int, last: int) -> list[tuple[int, Change]]:
        """What the revisions `first` to `last` changed, oldest first."""
        with self._reading() as connection:
            return list(journal.read_changes(connection, first, last))

    def story(self, id: str) -> list[tuple[int, Change]]:
        """What happened to one row, oldest first: its earlier wordings among it."""
        with self._reading() as connection:
            return journal.changes_of(connection, id)

    def first_revision(self, id: str) -> Revision | None:
        """The edit in which a row was first stored, or None for one that never was."""
        with self._reading() as connection:
            number = journal.first_of(connection, id)
        return None if number is None else self._history.revision(number)

    def subscribe(self, subscriber: Callable[[tuple[Change, ...]], None]) -> Callable[[], None]:
        """Call `subscriber` once after each stored edit; returns the way to stop that."""
        return self._subscribers.add(subscriber)

    # writing

    @contextmanager
    def edit(
        self,
        verb: str,
        *,
        merge: str | None = None,
        origin: bool = False,
        stands: bool = False,
        session: str | None = None,
    ) -> Iterator[None]:
        """The one bracket for every change; a bracket inside another joins it.

        `merge`: edits with the same key within a minute become one revision. `origin`: a floor that undo does not
        pass. `stands`: undo and redo pass it over, and it alone may make a cover thinner. `session`: the session it
        belongs to, when not the running one. Raises RuleBroken or a StoreError, and then nothing was changed.
        """
        if self._editing is not None:
            yield
            return
        stamp = session or self.running
        kind: RevisionKind = "origin" if origin else "standing" if stands else "edit"
        with self._bracket(_Bracket(verb, kind, None, merge, stamp)):
            yield

    def add(self, entity: E) -> E:
        """Take a new entity in, last of its kind unless it brings its ordinal; returns it."""
        self._require_edit()
        if self._index.get(entity.id) is not None:
            raise ValueError(f"id {entity.id} is taken")
        if not entity.ordinal:
            entity.ordinal = self._index.next_ordinal(type(entity))
        self._orm.add(entity)
        self._index.add(entity)
        return entity

    def remove(self, entity: Entity) -> None:
        """Remove an entity. What refers to it is the caller's to remove first (`model.removal`)."""
        self._require_edit()
        self._index.discard(entity)
        wake(entity)
        if entity in self._orm.new:
            self._orm.expunge(entity)
        else:
            self._orm.delete(entity)

    def forget(self, ids: Iterable[str]) -> None:
        """Inside an edit: leave nothing of removed rows in the journal either. Belongs to an `origin` edit."""
        self._require_edit().forgotten |= frozenset(ids)

    @property
    def undo_verb(self) -> str | None:
        """The verb that undo would take back."""
        return revision.verb if (revision := self._history.next_undo) else None

    @property
    def redo_verb(self) -> str | None:
        """The verb that redo would bring back."""
        return revision.verb if (revision := self._history.next_redo) else None

    def undo(self) -> bool:
        """Take back the last edit, also one from before the file was last opened; False when there is none."""
        revision = self._history.next_undo
        if revision is not None:
            changes = [change.inverse() for _, change in reversed(self.changes(revision.number, revision.number))]
            self._apply(_Bracket(revision.verb, "undo", revision.number, None, self.running), changes)
        return revision is not None

    def redo(self) -> bool:
        """Bring back what was last undone; False when there is nothing."""
        revision = self._history.next_redo
        if revision is not None:
            changes = [change for _, change in self.changes(revision.number, revision.number)]
            self._apply(_Bracket(revision.verb, "redo", revision.number, None, self.running), changes)
        return revision is not None

    def seal(self) -> None:
        """Let no later edit merge into the last revision, because somebody now looks at it."""
        self._sealed = self.revision

    def key_in_place_of(self, old: str, new: str) -> Key | None:
        """The key for a new passphrase, or None where `old` is wrong; slow, touches nothing. Or PassphraseRefused."""
        return new_key(self._vault, new) if self._vault.opens_with(old) else None

    def change_passphrase(self, passphrase: str) -> None:
        """Derive a key and give it to the file; see `change_key`."""
        self.change_key(new_key(self._vault, passphrase))

    def change_key(self, key: Key) -> None:
        """Give the file a key that was derived before. On any failure the old one still opens it."""
        self._orm.close()
        try:
            change_key(self._vault, key)
        finally:
            self.reload()

    def reload(self) -> None:
        """Read the case anew from the file. Entities that somebody still holds stay readable, if old."""
        self._orm.info["editing"] = False
        self._orm.expunge_all()
        self._orm.rollback()
        self._open_session()
        self._load()

    def close(self) -> None:
        """Close the file; nothing of it stays in this object."""
        self._subscribers.clear()
        self._orm.close()
        self._vault.close()
        self._index = Index()
        self._history = History()
        self._answers.clear()

    # how an edit is stored

    def _open_session(self) -> None:
        self._orm = OrmSession(self._vault.engine, autoflush=False, expire_on_commit=False)
        event.listen(self._orm, "after_flush", self._after_flush)
        event.listen(self._orm, "do_orm_execute", _refuse_bulk)

    def _load(self) -> None:
        with paused(), self._reading() as connection:
            self._index = Index(chain.from_iterable(_rows(connection, cls, self._orm) for cls in KINDS.values()))
            self._history = History(journal.read_revisions(connection))
        self._answers.clear()
        self._running = running_session(self, _now())

    def _require_edit(self) -> _Bracket:
        if self._editing is None:
            raise OutsideEdit("the case was written outside an edit")
        return self._editing

    @contextmanager
    def _bracket(self, bracket: _Bracket) -> Iterator[None]:
        self._vault.check_present()
        self._editing, self._orm.info["editing"] = bracket, True
        self._answers.clear()
        stored = False
        try:
            yield
            self._commit(bracket)
            stored = True
        except (SQLAlchemyError, OSError, MemoryError) as error:
            stored = self._stored_after_all(bracket)
            if not stored:
                raise translate(error, self.path) from error
        finally:
            self._editing, self._orm.info["editing"] = None, False
            if not stored:
                self._abandon()
        if bracket.changes:
            self._subscribers.tell(bracket.changes)

    def _commit(self, bracket: _Bracket) -> None:
        misfits = tuple(form_problems(one for one in (*self._orm.new, *self._orm.dirty) if isinstance(one, Entity)))
        if misfits:
            raise RuleBroken(misfits)
        self._orm.flush()
        for change in bracket.changes:
            entity = self._index.get(change.id)
            if entity is not None:
                self._index.renew(entity, moved=change.before is not None and "ordinal" in change.before)
        if bracket.kind not in ("undo", "redo"):
            self._check(bracket.changes)
        if bracket.kind != "standing":
            keep_covers(bracket.changes)
        if bracket.forgotten:
            forget(self._orm.connection(), bracket.forgotten, self)
        self._orm.commit()
        if bracket.forgotten:
            self._forgotten()
        elif bracket.revision is not None:
            self._history.append(bracket.revision)
        if _touches_sessions(bracket.changes):
            self._running = running_session(self, _now())

    def _forgotten(self) -> None:
        self.erasures += 1
        with self._reading() as connection:
            self._history = History(journal.read_revisions(connection))

    def _check(self, changes: Iterable[Change]) -> None:
        changed = {change.id: (change.array, change.before, change.after) for change in changes}
        broken = tuple(problems(self, sorted(touched(self, changed))))
        if broken:
            raise RuleBroken(broken)

    def _stored_after_all(self, bracket: _Bracket) -> bool:
        """An error at COMMIT does not prove that nothing was written: read the file again, and see."""
        self._abandon()
        last, meant = self._history.last, bracket.revision
        if last is None or meant is None or (last.number, last.at) != (meant.number, meant.at):
            return False
        return bool(bracket.forgotten) or self.changes(last.number, last.number) == bracket.written

    def _abandon(self) -> None:
        if self._orm.new or self._orm.dirty or self._orm.deleted or self._orm.in_transaction():
            try:
                self.reload()
            except (SQLAlchemyError, OSError, MemoryError) as error:
                raise translate(error, self.path) from error

    def _after_flush(self, orm: OrmSession, context: object) -> None:
        bracket = self._require_edit()
        bracket.changes = journal.compose(bracket.changes, captured(orm))
        if bracket.changes:
            stored = self._merged(bracket) or bracket.changes
            again = bracket.revision is not None
            bracket.revision = bracket.revision or self._next_revision(bracket)
            bracket.written = [(bracket.revision.number, change) for change in stored]
            journal.write(orm.connection(), bracket.revision, stored, again=again)

    def _merged(self, bracket: _Bracket) -> tuple[Change, ...] | None:
        last = self._history.last
        if last is None or not self._merges_into(last, bracket):
            return None
        earlier = (change for _, change in self.changes(last.number, last.number))
        merged = journal.compose(earlier, bracket.changes)
        if merged:  # an edit that takes the last one back entirely is one of its own, or undo would do nothing
            bracket.revision = last
        return merged

    def _merges_into(self, last: Revision, bracket: _Bracket) -> bool:
        same = bracket.merge is not None and (last.merge, last.verb) == (bracket.merge, bracket.verb)
        here = last.session == bracket.session and last.number > self._sealed
        return same and here and last.kind == "edit" == bracket.kind and _seconds_since(last.at) < MERGE_SECONDS

    def _next_revision(self, bracket: _Bracket) -> Revision:
        session, number = bracket.session, self.revision + 1
        if session is None and _touches_sessions(bracket.changes):
            session = running_session(self, _now())  # the edit that lets it run again is its own
        return Revision(number, _now().isoformat(), bracket.verb, bracket.kind, bracket.of, bracket.merge, session)

    def _apply(self, bracket: _Bracket, changes: Sequence[Change]) -> None:
        with self._bracket(bracket):
            for change in changes:
                self._apply_one(change)

    def _apply_one(self, change: Change) -> None:
        entity = self._index.get(change.id)
        if change.after is None:
            if entity is not None:
                self.remove(entity)
        elif entity is None:
            self.add(entity_from(KINDS[change.array], {**change.after, **self._last_covers(change.id)}))
        else:
            set_plain(entity, without_covers(change.after))

    def _last_covers(self, id: str) -> journal.Row:
        """How a row that has gone was covered when it went."""
        story = self.story(id)
        last = story[-1][1].before if story and story[-1][1].after is None else None
        found = dict(covers_in(last or {}))
        if self._index.get(str(found.get("veiled_by"))) is None:
            found.pop("veiled_by", None)
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._orm.in_transaction():
            yield self._orm.connection()
            return
        try:
            with self._vault.engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError, MemoryError, ValueError) as error:
            raise translate_reading(error, self.path) from error


class _Bracket:
    """One open edit: what it is called and what it has changed so far."""

    def __init__(
        self,
        verb: str,
        kind: RevisionKind,
        of: int | None,
        merge: str | None,
        session: str | None,
    ) -> None:
        self.verb, self.kind, self.of, self.merge, self.session = verb, kind, of, merge, session
        self.changes: tuple[Change, ...] = ()
        self.written: list[tuple[int, Change]] = []
        self.revision: Revision | None = None
        self.forgotten: frozenset[str] = frozenset()


def set_plain(entity: Entity, values: journal.Row) -> None:
    """Set fields of an entity from plain values by field name."""
    for name, value in values.items():
        field = field_named(type(entity), name)
        setattr(entity, field.attr if field else name, from_plain(value))


def _rows(connection: Connection, cls: type[Entity], home: OrmSession) -> Iterator[Entity]:
    columns = {prop.key: prop.columns[0] for prop in inspect(cls).column_attrs}
    return at_rest(cls, tuple(columns), connection.execute(select(*columns.values())).all(), home)


def _touches_sessions(changes: Iterable[Change]) -> bool:
    return any(change.array == Session.__tablename__ for change in changes)


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise OutsideEdit("bulk statements would pass the journal by")


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _seconds_since(at: str) -> float:
    return (_now() - datetime.datetime.fromisoformat(at)).total_seconds()
