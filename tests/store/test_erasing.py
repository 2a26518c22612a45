"""Erasing a case takes away all that belongs to it and nothing else, and never what is open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from relmap.store.backup import make_backup
from relmap.store.erasing import belongings, erase_case
from relmap.store.errors import AlreadyOpen, Missing, NotACase, NotErased
from relmap.store.places import notes_path
from tests.casefiles import begun_document
from tests.notefiles import empty_notebook

OTHERS = ("heron2.relmap", "heron.backup.relmap", "heron.txt", "heron.relmap.bak", "heron.backup-plan.txt")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A closed case with process notes, two backups, a draft of a power cut, and strangers beside it."""
    folder = tmp_path / "cases"
    folder.mkdir()
    document = begun_document(folder / "heron.relmap")
    make_backup(document._vault, "import")
    make_backup(document._vault, "import")
    document.close()
    empty_notebook(notes_path(document.path)).close()
    for name in (*OTHERS, ".heron.relmap.new-0a0b", "heron.relmap-journal"):
        (folder / name).write_bytes(b"something")
    return document.path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_that_belongs_to_it_goes_and_nothing_else(case: Path) -> None:
    told = {path.name for path in belongings(case)}
    assert {"heron.relmap", "heron.relnotes", ".heron.relmap.new-0a0b", "heron.relmap-journal"} <= told
    assert len(told) == 6
    gone = erase_case(case)
    assert {path.name for path in gone} == told
    assert names(case.parent) == set(OTHERS)
    with pytest.raises(Missing):
        erase_case(case)


def test_what_is_open_here_is_not_erased(tmp_path: Path) -> None:
    document = begun_document(tmp_path / "heron.relmap")
    with pytest.raises(AlreadyOpen):
        erase_case(document.path)
    with document.edit("still held alone"):
        pass
    document.close()
    assert erase_case(document.path) == (document.path,)


def test_what_another_program_has_open_is_not_erased(case: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.casefiles import PASSPHRASE\n"
        "from relmap.store.files import open_document\n"
        "document = open_document(Path(sys.argv[1]), PASSPHRASE); print('open', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code, str(case)], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        before = names(case.parent)
        with pytest.raises(AlreadyOpen):
            erase_case(case)
        assert names(case.parent) == before
        other.communicate("")
    erase_case(case)
    assert names(case.parent) == set(OTHERS)


@pytest.mark.parametrize("name", ["heron.txt", "heron.relnotes"])
def test_only_a_case_is_erased(case: Path, name: str) -> None:
    before = names(case.parent)
    with pytest.raises(NotACase):
        erase_case(case.with_name(name))
    assert names(case.parent) == before


def test_a_damaged_and_an_empty_one_can_be_erased(tmp_path: Path) -> None:
    for content in (b"", b"x" * 5000):
        path = tmp_path / "broken.relmap"
        path.write_bytes(content)
        assert erase_case(path) == (path,)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_goes_with_what_it_leads_to(case: Path, tmp_path: Path) -> None:
    link = tmp_path / "short.relmap"
    link.symlink_to(case)
    erase_case(link)
    assert not os.path.lexists(link)
    assert names(case.parent) == set(OTHERS)


def test_what_could_not_go_is_named(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.unlink

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        if self.suffix == ".relnotes":
            raise PermissionError
        original(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(NotErased, match=r"heron\.relnotes"):
        erase_case(case)
    assert names(case.parent) == {*OTHERS, "heron.relnotes"}
