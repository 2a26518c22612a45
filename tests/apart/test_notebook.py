"""Process notes are kept word for word, found in any script, gone when removed, and never lost by an accident."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from relmap.apart import notebook as notebooks
from relmap.apart.notebook import SCHEMA, Notebook, create_notebook, load_notebook, open_notebook
from relmap.apart.notes import NoteRefused, new_note
from relmap.model.forms import LONGEST_TEXT
from relmap.store import errors
from relmap.store.file_kinds import CASE, NOTES
from relmap.store.files import create_document, open_document
from relmap.store.header import PAGE
from relmap.store.places import newest_backup, notes_path
from relmap.store.vault import create_vault, open_with_key
from tests.notefiles import NOTES_PASSPHRASE, empty_notebook, opened_notebook, written

WORD = "zugunruhe"


def reopened(notebook: Notebook) -> Notebook:
    notebook.close()
    return opened_notebook(notebook.path)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"home"}


# what is kept


def test_a_note_is_kept_code_point_for_code_point_with_all_that_it_is_about(notebook: Notebook) -> None:
    text = "  “Größe” e\u0301 \u202bשלום\u202c 👩\u200d👩\u200d👧\r\n\ttab \x07 end \ufeff"
    made = notebook.write(replace(new_note(kind="supervision", subject="mum", session="s1"), text=text))
    again = reopened(notebook)
    assert again.notes == (made,)
    assert again.notes[0].text == text
    assert (again.notes[0].kind, again.notes[0].subject, again.notes[0].session) == ("supervision", "mum", "s1")
    again.close()


def test_the_newest_note_is_first_and_stays_so_when_an_older_one_is_changed(notebook: Notebook) -> None:
    first, second = written(notebook, "one"), written(notebook, "two")
    changed = notebook.write(replace(first, text="one, and more"))
    again = reopened(notebook)
    assert [note.id for note in again.notes] == [second.id, first.id]
    assert again.get(first.id) == changed
    assert changed.written == first.written < changed.changed
    again.close()


def test_a_removed_note_is_gone_and_can_be_put_back_as_it_was(notebook: Notebook) -> None:
    note, other = written(notebook, WORD), written(notebook, "else")
    removed = notebook.remove(note.id)
    assert notebook.notes == (other,)
    assert not notebook.find(WORD)
    notebook.put_back(removed)
    again = reopened(notebook)
    assert set(again.notes) == {note, other}
    with pytest.raises(KeyError):
        again.remove("nobody")
    again.close()


def test_nothing_of_a_removed_note_stays_in_the_pages(notebook: Notebook) -> None:
    kept, gone = written(notebook, "kept words"), written(notebook, f"{WORD} " * 3000)
    notebook.remove(gone.id)
    notebook._vault.driver.execute(f"ATTACH DATABASE '{notebook.path.with_suffix('.clear')}' AS clear KEY ''")
    notebook._vault.driver.execute("SELECT sqlcipher_export('clear')")
    notebook._vault.driver.execute("DETACH DATABASE clear")
    clear = notebook.path.with_suffix(".clear").read_bytes()
    assert kept.text.encode() in clear
    assert WORD.encode() not in clear


def test_the_file_shows_no_word_and_no_id(notebook: Notebook) -> None:
    written(notebook, WORD, subject="some-subject", session="some-session")
    notebook.close()
    data = notebook.path.read_bytes()
    assert not any(word in data for word in (WORD.encode(), b"some-subject", b"process_notes", b"supervision"))
    assert names(notebook.path.parent) == {"case.relnotes"}
    if sys.platform != "win32":
        made = create_notebook(notebook.path.with_name("made.relnotes"), "x")
        made.close()
        assert made.path.stat().st_mode & 0o777 == 0o600


def test_no_word_of_a_note_is_in_what_a_log_would_show(notebook: Notebook) -> None:
    assert WORD not in repr(written(notebook, WORD))
    broken = replace(new_note(), text=WORD, kind="process")
    notebook._vault.driver.execute("DROP TABLE process_notes")
    with pytest.raises(errors.StoreError) as caught:
        notebook.write(broken)
    chain: BaseException | None = caught.value
    while chain is not None:
        assert WORD not in f"{chain!s} {chain!r}"
        chain = chain.__cause__ or chain.__context__


# what is found


@pytest.mark.parametrize("words", ["grosse", "GRÖSSE", "größe", " Größe ", "fin", "שלום", "o\u0308ß"])
def test_a_note_is_found_in_any_script_and_spelling(notebook: Notebook, words: str) -> None:
    wanted = written(notebook, "Von der Größe, ﬁn. שָׁלוֹם")
    written(notebook, "something else")
    assert notebook.find(words) == (wanted.id,)


def test_no_words_find_all_notes_and_changed_words_are_found_anew(notebook: Notebook) -> None:
    first, second = written(notebook, "one"), written(notebook, "two")
    assert notebook.find("  ") == (second.id, first.id)
    assert notebook.find("one") == (first.id,)
    notebook.write(replace(first, text="three"))
    assert not notebook.find("one")
    assert notebook.find("thr") == (first.id,)


# what is refused


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "x" * LONGEST_TEXT])
def test_a_text_that_no_file_may_hold_is_refused_and_nothing_is_changed(notebook: Notebook, text: str) -> None:
    note = written(notebook, "as it was")
    with pytest.raises(NoteRefused):
        notebook.write(replace(note, text=text))
    again = reopened(notebook)
    assert again.notes == (note,)
    again.close()


def test_a_malformed_id_or_kind_is_an_error_of_ours(notebook: Notebook) -> None:
    with pytest.raises(ValueError, match="id"):
        notebook.write(new_note(subject="two words"))
    with pytest.raises(ValueError, match="kind"):
        notebook.write(replace(new_note(), kind="diary"))  # type: ignore[arg-type]  # what is refused here
    assert not notebook.notes


def test_an_open_notebook_is_not_opened_twice_and_not_made_over(notebook: Notebook) -> None:
    with pytest.raises(errors.AlreadyOpen):
        opened_notebook(notebook.path)
    with pytest.raises(errors.AlreadyExists, match=r"case\.relnotes.*move it elsewhere"):
        create_notebook(notebook.path, "x")
    notebook.close()
    notebook.close()
    journal = notebook.path.with_name("new.relnotes-journal")
    journal.write_bytes(b"left")
    with pytest.raises(errors.AlreadyExists, match="journal"):
        create_notebook(notebook.path.with_name("new.relnotes"), "x")


def test_the_passphrase_is_its_own_and_can_be_changed(notebook: Notebook) -> None:
    note = written(notebook, WORD)
    with pytest.raises(errors.PassphraseRefused):
        notebook.change_passphrase("")
    notebook.change_passphrase("another one")
    changed = notebook.write(replace(note, text="and more"))
    notebook.close()
    with pytest.raises(errors.WrongPassphrase):
        open_notebook(notebook.path, NOTES_PASSPHRASE)
    again = open_notebook(notebook.path, "another one")
    assert again.notes == (changed,)
    again.close()
    assert names(notebook.path.parent) == {"case.relnotes"}


# a case is no notebook, and a notebook no case


def test_neither_kind_of_file_opens_as_the_other(tmp_path: Path) -> None:
    case, notes = tmp_path / "a.relmap", tmp_path / "b.relnotes"
    create_document(case, "x").close()
    create_notebook(notes, "x").close()
    with pytest.raises(errors.HoldsNotes, match=r"b\.relnotes.*process notes, not a case"):
        open_document(notes, "not even the passphrase is tried")
    with pytest.raises(errors.HoldsCase, match=r"a\.relmap.*is a case"):
        open_notebook(case, "not even the passphrase is tried")
    before = case.read_bytes(), notes.read_bytes()
    swapped = case.rename(tmp_path / "c.relnotes"), notes.rename(tmp_path / "d.relmap")
    with pytest.raises(errors.HoldsCase):
        open_notebook(swapped[0], "x")
    with pytest.raises(errors.HoldsNotes):
        open_document(swapped[1], "x")
    assert (swapped[0].read_bytes(), swapped[1].read_bytes()) == before
    for make, name in ((create_document, "n.relnotes"), (create_notebook, "n.relmap")):
        with pytest.raises(errors.NotACase):
            make(tmp_path / name, "x")
        assert not (tmp_path / name).exists()


def test_the_notes_of_a_case_lie_beside_it_under_its_name(tmp_path: Path) -> None:
    assert notes_path(tmp_path / "Heron.relmap") == tmp_path / "Heron.relnotes"
    assert notes_path(tmp_path / "a.b.relmap") == tmp_path / "a.b.relnotes"
    assert notes_path(tmp_path / "a.v2") == tmp_path / "a.v2.relnotes"
    (tmp_path / "Heron.relmap").touch()
    (tmp_path / "link.relmap").symlink_to(tmp_path / "Heron.relmap")
    assert notes_path(tmp_path / "link.relmap") == (tmp_path / "Heron.relnotes").resolve()
    assert (CASE.suffix, NOTES.suffix) == (".relmap", ".relnotes")


# what is not whole


def empty(path: Path) -> None:
    path.write_bytes(b"")


def plain_database(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(PAGE - 16))


def text(path: Path) -> None:
    path.write_text("Dear diary " * 900, encoding="utf-8")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def a_page_bent(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[PAGE + 77] ^= 1
    path.write_bytes(data)


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("harm", "kind", "words"),
    [
        (empty, errors.EmptyFile, "no process notes in it"),
        (plain_database, errors.NotEncrypted, "not a file of process notes"),
        (text, errors.NotACase, "not a file of process notes"),
        (cut, errors.Truncated, "length of a whole file"),
        (zeros, errors.Damaged, "is damaged"),
        (a_page_bent, errors.Damaged, "is damaged"),
        (gone, errors.Missing, "no file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_one_sentence_about_process_notes(
    notebook: Notebook, harm: Callable[[Path], None], kind: type[errors.StoreError], words: str
) -> None:
    written(notebook, WORD)
    notebook.close()
    harm(notebook.path)
    before = notebook.path.read_bytes() if notebook.path.exists() else None
    with pytest.raises(errors.StoreError, match=words) as caught:
        open_notebook(notebook.path, NOTES_PASSPHRASE)
    assert type(caught.value) is kind
    assert "case" not in str(caught.value).replace("case.relnotes", "")
    assert (notebook.path.read_bytes() if notebook.path.exists() else None) == before


def test_a_file_with_foreign_tables_or_of_a_newer_relmap_is_refused(notebook: Notebook, tmp_path: Path) -> None:
    key = notebook._vault.key
    notebook._vault.driver.execute("CREATE TABLE theirs (a)")
    notebook.close()
    with pytest.raises(errors.Foreign):
        opened_notebook(notebook.path)
    newer = empty_notebook(tmp_path / "newer.relnotes")
    newer._vault.driver.execute("PRAGMA user_version = 7")
    newer.close()
    with pytest.raises(errors.NewerVersion, match="format 7, this one knows 1"):
        load_notebook(open_with_key(newer.path, key, NOTES))


def test_a_drive_that_goes_takes_no_note_that_was_stored(notebook: Notebook, tmp_path: Path) -> None:
    note = written(notebook, "safe")
    away = tmp_path / "away.relnotes"
    notebook.path.rename(away)
    with pytest.raises(errors.Vanished, match=r"plug its drive in again"):
        notebook.write(replace(note, text="not stored"))
    with pytest.raises(errors.Vanished):
        notebook.remove(note.id)
    assert notebook.notes == (note,)
    away.rename(notebook.path)
    stored = notebook.write(replace(note, text="stored now"))
    again = reopened(notebook)
    assert again.notes == (stored,)
    again.close()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights bind everybody but root on POSIX")
def test_a_folder_that_cannot_be_written_is_named(notebook: Notebook) -> None:
    notebook.close()
    notebook.path.parent.chmod(0o500)
    try:
        with pytest.raises(errors.ReadOnlyPlace):
            opened_notebook(notebook.path)
    finally:
        notebook.path.parent.chmod(0o700)


def test_a_file_of_an_earlier_version_is_copied_before_it_is_changed(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = written(notebook, WORD)
    notebook.close()

    def add_a_column(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE process_notes ADD COLUMN mood TEXT")

    monkeypatch.setattr(notebooks, "VERSION", 2)
    monkeypatch.setattr(notebooks, "STEPS", {2: add_a_column})
    monkeypatch.setattr(
        notebooks, "SCHEMA", {"process_notes": SCHEMA["process_notes"].replace(") STRICT", ", mood TEXT) STRICT")}
    )
    again = opened_notebook(notebook.path)
    assert again.notes == (note,)
    again.close()
    backup = newest_backup(notebook.path)
    assert backup is not None
    assert backup.name.startswith("case.backup-before-version-2-")
    assert backup.suffix == NOTES.suffix
    monkeypatch.undo()
    kept = opened_notebook(backup)
    assert kept.notes == (note,)
    kept.close()


def test_any_sqlcipher_opens_it_with_the_passphrase(notebook: Notebook) -> None:
    written(notebook, WORD)
    notebook.close()
    tool = sqlcipher.connect(str(notebook.path))
    tool.execute(f"PRAGMA key = '{NOTES_PASSPHRASE}'")
    assert tool.execute("SELECT text FROM process_notes").fetchall() == [(WORD,)]
    tool.close()


def test_a_failed_making_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "SCHEMA", {"process_notes": "CREATE NONSENSE"})
    with pytest.raises(errors.StoreError):
        create_notebook(tmp_path / "a.relnotes", "x")
    assert not names(tmp_path)
    with pytest.raises(errors.PassphraseRefused):
        create_notebook(tmp_path / "a.relnotes", "")
    vault = create_vault(tmp_path / "a.relnotes", "x", NOTES)  # the place was let go
    vault.close()
