"""Every code of the database and the system has its sentence."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError, StatementError

from relmap.store import errors
from relmap.store.troubles import translate
from tests.casefiles import begun_document

CODES = {
    5: errors.AlreadyOpen,
    6: errors.AlreadyOpen,
    8: errors.ReadOnlyPlace,
    1032: errors.Vanished,  # SQLITE_READONLY_DBMOVED
    10: errors.DriveFailed,
    778: errors.DriveFailed,  # SQLITE_IOERR_WRITE
    11: errors.Damaged,
    26: errors.Damaged,
    13: errors.DiskFull,
    14: errors.ReadOnlyPlace,
    19: errors.NotStored,  # a constraint: a fault of ours, and none of the file's
    1: errors.NotStored,
}


class Failure(sqlcipher.OperationalError):  # type: ignore[misc]  # sqlcipher3 ships no types
    """A database error with a code of our choice."""

    def __init__(self, code: int) -> None:
        super().__init__("Mum said so")
        self.sqlite_errorcode = code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A case file that is there."""
    document = begun_document(tmp_path / "case.relmap")
    document.close()
    return document.path


@pytest.mark.parametrize("code", CODES)
def test_each_code_of_the_database_has_its_sentence(path: Path, code: int) -> None:
    bare, wrapped = Failure(code), DatabaseError("UPDATE", {}, Failure(code))
    assert [type(translate(error, path)) for error in (bare, wrapped)] == [CODES[code]] * 2
    assert "Mum" not in str(translate(bare, path))


@pytest.mark.parametrize("code", [8, 10, 14])
def test_where_the_file_is_gone_it_has_vanished(path: Path, code: int) -> None:
    path.unlink()
    assert type(translate(Failure(code), path)) is errors.Vanished


def test_an_error_of_the_drive_where_no_room_is_left_is_a_full_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relmap.store.troubles._room", lambda _: 0)
    assert type(translate(Failure(778), path)) is errors.DiskFull


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EFBIG, errors.DiskFull),
        (errno.EACCES, errors.ReadOnlyPlace),
        (errno.EROFS, errors.ReadOnlyPlace),
        (errno.ENOENT, errors.Missing),
        (errno.ENOTDIR, errors.Missing),
        (errno.EIO, errors.DriveFailed),
    ],
)
def test_each_code_of_the_system_has_its_sentence(path: Path, code: int, kind: type[errors.StoreError]) -> None:
    assert type(translate(OSError(code, "Mum said so"), path)) is kind


def test_text_that_is_none_is_damage_and_a_want_of_memory_is_not(path: Path) -> None:
    text = UnicodeDecodeError("utf-8", b"Mum \xff", 4, 5, "invalid")
    assert type(translate(text, path)) is errors.Damaged
    assert type(translate(MemoryError(), path)) is errors.NotStored
    assert type(translate(StatementError("", "UPDATE", {}, ValueError("Mum")), path)) is errors.NotStored
    trouble = errors.Vanished(path)
    assert translate(trouble, path) is trouble


def test_every_sentence_can_be_printed_whatever_the_name() -> None:
    odd = Path("no \udcff text {name}.relmap")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.StoreError)]
    sentences = {kind: _said(kind, odd) for kind in kinds if kind is not errors.StoreError}
    assert len(sentences) == len(set(sentences.values())) > 12
    for sentence in sentences.values():
        assert sentence.encode().decode().endswith(".")
        assert "\n" not in sentence


def _said(kind: type[errors.StoreError], path: Path) -> str:
    return str(kind(path, 2, 1) if kind is errors.NewerVersion else kind(path))  # type: ignore[call-arg]  # StoreError apart
