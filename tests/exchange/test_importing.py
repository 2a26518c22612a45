"""An import is all or nothing: either a whole, checked file lies there, or nothing does."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from relmap.edits.importing import take_in
from relmap.exchange.demo import DEMO_PASSPHRASE, demo_file
from relmap.exchange.importing import ImportFailed, import_case
from relmap.exchange.landing import NotWritten, landing, write_file
from relmap.exchange.reading import parse_case
from relmap.exchange.writing import case_bytes
from relmap.model.people import Person
from relmap.model.therapy import Rupture
from relmap.read.journalled import Journalled
from relmap.store.errors import AlreadyExists, Vanished
from relmap.store.files import open_document
from relmap.store.past import Past

SMALL = Path(__file__).parent.parent / "data" / "small.json"
MODEL_EXAMPLE = b"""{"format": "relmap-case", "version": 1, "case": {},
 "sessions": [{"id": "s1", "number": 1}, {"id": "s2", "number": 2}, {"id": "s3", "number": 3}],
 "ruptures": [{"id": "u1", "session": "s1", "state": "back_on_track"}],
 "repairs": [{"id": "q1", "rupture": "u1", "session": "s2"},
             {"id": "q2", "rupture": "u1", "session": "s3", "clients_word": true}]}"""


@pytest.fixture(autouse=True)
def _quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder; the home of the test lies beside it."""
    made = tmp_path / "cases"
    made.mkdir()
    return made


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def land_too_late(path: Path) -> None:
    with landing(path) as draft:
        draft.write_text("new")
        path.write_text("mine")


def test_a_disruption_is_open_until_the_clients_word(folder: Path) -> None:
    import_case(parse_case(MODEL_EXAMPLE), folder / "a.relmap", "pass")
    with contextlib.closing(open_document(folder / "a.relmap", "pass")) as document:
        past = Past(document)
        states = []
        for revision in document.revisions():
            past.seek(revision.number)
            states.append([rupture.state for rupture in past.all(Rupture)])
    assert states == [[], ["open"], ["open"], ["back_on_track"]]


def test_an_import_is_the_floor_of_undo(folder: Path) -> None:
    import_case(parse_case(SMALL), folder / "a.relmap", "pass")
    with contextlib.closing(open_document(folder / "a.relmap", "pass")) as document:
        assert not document.undo()


def test_an_import_never_replaces_a_file(folder: Path) -> None:
    (folder / "a.relmap").write_text("mine")
    with pytest.raises(AlreadyExists, match=r"a\.relmap"):
        import_case(parse_case(SMALL), folder / "a.relmap", "pass")
    assert (folder / "a.relmap").read_text() == "mine"
    assert left_in(folder) == ["a.relmap"]


def test_an_import_never_follows_a_loose_link(folder: Path) -> None:
    (folder / "a.relmap").symlink_to(folder / "elsewhere")
    with pytest.raises(AlreadyExists):
        import_case(parse_case(SMALL), folder / "a.relmap", "pass")
    assert left_in(folder) == ["a.relmap"]


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_failure_at_any_step_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    calls: list[object] = []

    def failing(*args: Any, **values: Any) -> None:
        if len(calls) == step:
            raise OSError(errno.ENOSPC, "No space left on device")
        calls.append(None)
        take_in(*args, **values)

    monkeypatch.setattr("relmap.exchange.importing.take_in", failing)
    with pytest.raises(NotWritten, match="the disk is full"):
        import_case(parse_case(SMALL), folder / "a.relmap", "pass")
    assert left_in(folder) == []


def test_a_file_that_does_not_read_back_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.exchange.importing.case_bytes", id)
    with pytest.raises(ImportFailed):
        import_case(parse_case(SMALL), folder / "a.relmap", "pass")
    assert left_in(folder) == []


def test_a_file_that_appears_meanwhile_stays(folder: Path) -> None:
    with pytest.raises(AlreadyExists):
        land_too_late(folder / "a")
    assert (folder / "a").read_text() == "mine"
    assert left_in(folder) == ["a"]


def test_where_there_are_no_hard_links_it_lands_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    write_file(folder / "a", b"new")
    with pytest.raises(AlreadyExists):
        land_too_late(folder / "b")
    assert ((folder / "a").read_text(), (folder / "b").read_text()) == ("new", "mine")


def test_replacing_is_whole_and_for_the_owner_only(folder: Path) -> None:
    (folder / "a").write_text("old")
    write_file(folder / "a", b"new", replace=True)
    assert (folder / "a").read_bytes() == b"new"
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600
    assert left_in(folder) == ["a"]


def test_a_missing_folder_is_said(folder: Path) -> None:
    with pytest.raises(NotWritten, match="could not be written"):
        write_file(folder / "nowhere" / "a", b"new")


def test_the_demo_is_encrypted_whole_and_gone_afterwards() -> None:
    with demo_file() as path:
        assert b"Heron" not in path.read_bytes()
        with contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
            assert case_bytes(document)
            assert len(document.all(Person)) > 10
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EACCES, "Permission denied"), "the folder cannot be written to"),
        (OSError(errno.EROFS, "Read-only file system"), "the folder cannot be written to"),
        (OSError(errno.EIO, "Input/output error"), "the drive gave an error"),
        (OSError(errno.ENOENT, "No such file or directory"), "the folder is not there"),
    ],
)
def test_each_refusal_of_the_system_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def refuse(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(NotWritten, match=reason):
        write_file(folder / "a", b"new")
    assert left_in(folder) == []


def test_trouble_of_another_file_is_told_as_it_is(folder: Path) -> None:
    with pytest.raises(Vanished, match="other"):
        meet_trouble(folder / "a", folder / "other")
    with pytest.raises(NotWritten, match="the folder is not there"):
        meet_trouble(folder / "a", None)
    assert left_in(folder) == []


def meet_trouble(path: Path, where: Path | None) -> None:
    with landing(path) as draft:
        raise Vanished(where or draft)


def test_the_demo_was_lived_on() -> None:
    """Words have an earlier wording, in its session; and something was added after the last one."""
    with demo_file() as path, contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
        words = [change.after["text"] for _, change in document.story("l_want_to_know") if change.after]
        assert words == ["Sam would rather know", "People who love me want to know"]
        last = document.revisions()
        found = next(revision for revision in last if revision.verb == "change_words")
        assert found.session == "s16"
        assert [revision.session for revision in last if revision.number > found.number] == [None, None]
        moved = [move for id in ("w_small", "w_ask") for move in Journalled(document).moves(id, "state", found.number)]
        assert [(move.before, move.after, move.session) for move in moved] == [
            ("tried", "mine", "s12"),
            ("tried", "mine", "s14"),
        ]
