"""Erasing leaves nothing: not in the tables, not in the journal, not in any page of the decrypted file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from relmap.edits import fields, lessons, people, removing, roles, things
from relmap.model.integrity import case_problems
from relmap.model.lessons import Lesson
from relmap.model.seats import main_tie
from relmap.store.document import Document
from relmap.store.journal import replay
from relmap.store.past import Past
from tests.casefiles import PASSPHRASE, begun_document, reopened, tables

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
    fields.set_field(document, kept, "veiled_by", mum)
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
