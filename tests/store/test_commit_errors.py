"""An error at COMMIT: what was not stored is taken back in memory too, what was stored all the same is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from relmap.edits import fields, people, removing
from relmap.model.people import Person, Relationship
from relmap.store.document import Document
from relmap.store.errors import StoreError
from tests.casefiles import reopened, tables

SECRET = "zugunruhe"


@contextmanager
def next_commit_failing(document: Document, *, stored: bool) -> Iterator[None]:
    """The next COMMIT of a change answers with an error of the drive, before or after it has reached the file."""
    driver = document._vault.driver
    written = driver.total_changes

    def fail(connection: Connection) -> None:
        if driver.total_changes == written:
            return  # only something was read
        event.remove(engine, "commit", fail)
        if stored:
            driver.commit()
        error = sqlcipher.OperationalError("disk I/O error")
        raise OperationalError("COMMIT", None, error)

    engine = document._orm.get_bind()
    event.listen(engine, "commit", fail)
    yield
    assert not event.contains(engine, "commit", fail)


VERBS: dict[str, Callable[[Document], object]] = {
    "add": lambda document: people.add_person(document, SECRET),
    "change": lambda document: fields.set_field(document, document.all(Person)[0].id, "note", SECRET),
    "remove": lambda document: removing.remove(document, [document.all(Relationship)[0].id]),
    "undo": Document.undo,
    "erase": lambda document: removing.erase(document, [document.all(Person)[-1].id]),
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_could_not_be_committed_is_as_if_it_had_not_been(document: Document, verb: str) -> None:
    people.add_person(document, "Mum")
    before, revisions, told = tables(document), document.revisions(), list[object]()
    document.subscribe(told.append)
    with next_commit_failing(document, stored=False), pytest.raises(StoreError) as caught:
        VERBS[verb](document)
    assert SECRET not in str(caught.value)
    assert (tables(document), document.revisions(), told) == (before, revisions, [])
    assert document.undo_verb == "add_person"
    VERBS[verb](document)  # the document goes on
    after = tables(document)
    assert len(told) == 1
    again = reopened(document)
    assert tables(again) == after
    again.close()


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_committed_in_spite_of_the_error_is_no_error(document: Document, verb: str) -> None:
    people.add_person(document, "Mum")
    revision, told = document.revision, list[object]()
    document.subscribe(told.append)
    with next_commit_failing(document, stored=True):
        VERBS[verb](document)
    assert document.revision == revision + 1
    assert len(told) == 1
    after = tables(document)
    again = reopened(document)
    assert tables(again) == after
    again.close()


def test_typing_on_that_could_not_be_committed_keeps_what_was_typed_before(document: Document) -> None:
    mum = people.add_person(document, "Mum")
    fields.set_field(document, mum, "note", "a")
    revision = document.revision
    with next_commit_failing(document, stored=False), pytest.raises(StoreError):
        fields.set_field(document, mum, "note", "ab")
    assert document.need(Person, mum).note == "a"
    with next_commit_failing(document, stored=True):
        fields.set_field(document, mum, "note", "abc")
    assert (document.need(Person, mum).note, document.revision) == ("abc", revision)
    assert document.undo()
    assert document.need(Person, mum).note is None


def test_a_journal_that_cannot_be_read_is_told_in_a_sentence(document: Document) -> None:
    mum = people.add_person(document, SECRET)
    before = tables(document)

    def fail(*args: object) -> None:
        raise OperationalError("SELECT", {"secret": SECRET}, sqlcipher.OperationalError("disk I/O error"))

    engine = document._orm.get_bind()
    for read in (lambda: document.story(mum), lambda: document.changes(1, 2), document.undo):
        event.listen(engine, "before_cursor_execute", fail)
        with pytest.raises(StoreError) as caught:
            read()
        event.remove(engine, "before_cursor_execute", fail)
        assert SECRET not in str(caught.value)
        assert tables(document) == before
    assert document.story(mum)
    assert document.undo()
