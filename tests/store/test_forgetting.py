"""Erasing leaves nothing: not in the tables, not in the journal, not in any page of the decrypted file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmap.edits import fields, lessons, people, rating, removing, roles, things
from relmap.model.integrity import case_problems
from relmap.model.kinds import KINDS
from relmap.model.lessons import Lesson
from relmap.model.people import Case, Person, Relationship
from relmap.model.seats import main_tie
from relmap.model.therapy import Session
from relmap.store.document import Document
from relmap.store.journal import replay
from relmap.store.past import Past
from tests.casefiles import PASSPHRASE, begun_document, reopened, set_cover, sit, tables

SECRET = "zugunruhe"
PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16


def decrypted_pages(path: Path) -> bytes:
    """Every page of a SQLCipher 4 file, decrypted by hand: free pages and slack included."""
    raw = path.read_bytes()
    key = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), raw[:SALT], 256_000, 32)
    pages = []
    for start in range(0, len(raw), PAGE):
        body = raw[start + (SALT if start == 0 else 0) : start + PAGE - RESERVED]
        iv = raw[start + PAGE - RESERVED : start + PAGE - RESERVED + IV]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the case of a test is."""
    return tmp_path / "case.relmap"


def test_the_hand_made_decryption_sees_what_is_there(path: Path) -> None:
    document = begun_document(path)
    people.add_person(document, SECRET)
    document.close()
    assert SECRET.encode() in decrypted_pages(path)
    assert SECRET.encode() not in path.read_bytes()


def test_erasing_leaves_no_byte_of_a_thing_and_of_what_hung_on_it(path: Path) -> None:
    document = begun_document(path)
    mum = people.add_person(document, f"{SECRET} Mum")
    tie = main_tie(document, mum)
    assert tie is not None
    kept = lessons.add_lesson(document, "My needs are too much", taught_by=[tie.id])
    role = roles.add_role(document, "The caretaker")
    gone_already = roles.play(document, role, tie.id, pressure=f"{SECRET} goes quiet")
    removing.remove(document, [gone_already])
    things.add_note(document, mum, f"{SECRET} note" + "x" * 9000)
    for wording in ("first", "second"):
        fields.set_field(document, tie.id, "note", f"{SECRET} {wording}")
        Past(document)
    set_cover(document, kept, "outline", by=mum)
    removing.erase(document, [mum])
    assert document.need(Lesson, kept).veiled_by is None
    assert not list(case_problems(document))
    story = [change for _, change in document.changes(1, document.revision)]
    assert replay(story) == tables(document)
    assert document.undo_verb is None
    past = Past(document)
    for revision in range(document.revision, -1, -1):
        past.seek(revision)
        assert mum not in {entity for rows in tables(past).values() for entity in rows}
    document.close()
    assert SECRET.encode() not in decrypted_pages(path)
    assert mum.encode() not in decrypted_pages(path)
    again = _open(path)
    assert again.need(Lesson, kept).text == "My needs are too much"
    again.close()


def test_removing_keeps_the_words_so_that_they_can_come_back(path: Path) -> None:
    document = begun_document(path)
    mum = people.add_person(document, SECRET)
    removing.remove(document, [mum])
    document = reopened(document)
    assert document.undo()
    assert document.get(mum) is not None
    document.close()


def _open(path: Path) -> Document:
    from relmap.store.files import open_document

    return open_document(path, PASSPHRASE)


def test_erasing_leaves_no_id_in_what_the_journal_says_of_its_edits(path: Path) -> None:
    document = begun_document(path)
    with document.edit("test"):  # ids of an imported case may be words
        document.add(Session(id=f"{SECRET}-session"))
        document.add(Person(id=f"{SECRET}-person"))
    sit(document, f"{SECRET}-session")
    fields.set_field(document, f"{SECRET}-person", "note", "typed")
    rating.rate(document, f"{SECRET}-person", f"{SECRET} of one's own", 3)
    kept = people.add_person(document, "Sam")
    assert document.revisions()[-1].session == f"{SECRET}-session"
    removing.erase(document, [f"{SECRET}-session", f"{SECRET}-person"])
    running: str | None = document.running
    assert running is None
    assert SECRET not in repr(document.revisions())
    revisions = document.revisions()
    again = reopened(document)
    assert again.revisions() == revisions
    assert again.need(Person, kept).told_in is None
    again.close()
    assert SECRET.encode() not in decrypted_pages(path)


@given(data=st.data())
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_whatever_is_erased_the_journal_still_leads_to_the_tables(data: st.DataObject) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(begun_document(Path(folder) / "case.relmap")) as document,
    ):
        for _ in range(data.draw(st.integers(3, 15))):
            _live(document, data)
        everything = [entity.id for cls in KINDS.values() for entity in document.all(cls) if cls is not Case]
        gone = removing.erase(document, data.draw(st.lists(st.sampled_from(everything), min_size=1, max_size=3)))
        changes = [change for _, change in document.changes(1, document.revision)]
        assert replay(changes) == tables(document)
        assert not set(gone.removed) & {change.id for change in changes}
        assert not [id for id in gone.removed if id in json.dumps([(one.before, one.after) for one in changes])]
        past = Past(document)
        for revision in range(document.revision, -1, -1):
            past.seek(revision)
        assert tables(past) == {}


def _live(document: Document, data: st.DataObject) -> None:
    rows = [entity for cls in KINDS.values() for entity in document.all(cls) if cls is not Case]
    one = data.draw(st.sampled_from(rows))
    tie = data.draw(st.sampled_from([tie.id for tie in document.all(Relationship)] or [""]))
    verbs: dict[str, Callable[[], object]] = {
        "person": lambda: people.add_person(document, "one"),
        "lesson": lambda: lessons.add_lesson(document, "two", taught_by=[tie] if tie else []),
        "note": lambda: things.add_note(document, one.id, "three"),
        "veiled by": lambda: set_cover(document, one.id, "full", by=document.all(Person)[-1].id),
        "other end": lambda: fields.set_field(document, tie, "b", document.all(Person)[0].id) if tie else None,
        "about": lambda: things.add_context(document, "class", about=one.id),
        "remove": lambda: removing.remove(document, [one.id]) if len(document.all(Person)) > 1 else None,
        "undo": document.undo,
        "redo": document.redo,
    }
    verbs[data.draw(st.sampled_from(sorted(verbs)))]()
