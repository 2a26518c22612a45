"""relmap reduce: lists what is to be looked at, takes the list filled in, and writes nothing before."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import sys
from pathlib import Path

import pytest

from relmap.cli import run
from relmap.model.notes import ExportRecord, Note
from relmap.model.people import CASE_ID, Case
from relmap.store.files import open_document

CASE = {
    "format": "relmap-case",
    "version": 1,
    "case": {"code": "Heron"},
    "people": [
        {"id": "me", "kind": "self", "seat": "client"},
        {"id": "v", "name": "Vexley", "kind": "friend"},
    ],
    "names": [{"id": "n", "person": "v", "text": "Dødnavn", "use": "former", "never_show": True}],
    "notes": [{"id": "a", "subject": "v", "text": "Vexley, once Dødnavn, of Lagos; since 1989"}],
}


LATER = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case, and the passphrases of it and of the copy."""
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    (tmp_path / "case.json").write_text(json.dumps(CASE), "utf-8")
    (tmp_path / "words").write_text("of the case\n", "utf-8")
    (tmp_path / "others").write_text("of the copy\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["import", "case.json", "a.relmap", "--passphrase-file", "words"]) == 0
    return tmp_path


def reduce(*arguments: str) -> int:
    return run(["reduce", "a.relmap", "--passphrase-file", "words", *arguments])


def test_without_answers_it_lists_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert reduce("copy.relmap", "--new-passphrase-file", "others") == 2
    said = capsys.readouterr()
    assert "1. “Vexley” (somebody’s name), note: Note" in said.out
    assert "[Vexley], once …, of Lagos; since 1989" in said.out
    assert "2. a name never to be shown" in said.out
    assert "written like names: Lagos" in said.out
    assert "3 places are to be looked at first" in said.err
    assert "the client agrees to supervision" in said.err
    assert "dødnavn" not in (said.out + said.err).casefold()
    assert not (folder / "copy.relmap").exists()


def test_a_list_is_filled_in_and_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert reduce("copy.relmap", "--list", "--also-look-for", "Lagos") == 2
    value = json.loads(capsys.readouterr().out)
    assert [place["found"] for place in value["places"]] == ["Vexley", None, "Lagos", "1989"]
    assert "Dødnavn" not in json.dumps(value, ensure_ascii=False)
    for place, (do, words) in zip(
        value["places"], [("suggested", ""), ("words", "N."), ("words", "the city"), ("suggested", "")], strict=True
    ):
        place |= {"do": do, "words": words}
    (folder / "list.json").write_text(json.dumps(value), "utf-8")
    answers = ("--also-look-for", "Lagos", "--choices", "list.json", "--new-passphrase-file", "others")
    assert reduce("copy.relmap", *answers, "--for", "Dana", "--until", LATER) == 0
    said = capsys.readouterr()
    assert "not anonymous" in said.err
    assert "“copy.relmap” was written.\nIt is a reduced-identity copy" in said.out
    with contextlib.closing(open_document(folder / "copy.relmap", "of the copy")) as copy:
        (note,) = copy.all(Note)
        assert str(note.text).startswith("Friend A, once N., of the city; since 19")
        assert not str(note.text).endswith("1989")
        assert copy.need(Case, CASE_ID).retention_until == LATER
    with contextlib.closing(open_document(folder / "a.relmap", "of the case")) as case:
        (record,) = case.all(ExportRecord)
        assert (record.reduced_identity, record.for_whom) == (True, "Dana")
    assert run(["check", "copy.relmap", "--passphrase-file", "others"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("copy.relmap", "--until", "soon"), "--until is a day"),
        (("copy.relmap", "--until", "2001-01-01"), "--until is a day to come"),
        (("a.relmap",), "already"),
        (("copy.relmap", "--choices", "case.json"), "no list of places"),
        (("copy.relmap", "--choices", "nowhere.json"), "no file"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert reduce(*arguments, "--new-passphrase-file", "others") == 2
    assert words in capsys.readouterr().err
    assert not (folder / "copy.relmap").exists()


def test_the_list_is_in_utf_8_whatever_the_terminal_speaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert reduce("copy.relmap", "--list") == 2
    assert "…" in json.loads(written.getvalue().decode("utf-8"))["places"][0]["after"]
    assert "Lagos" in written.getvalue().decode("utf-8")


def test_a_name_never_to_be_shown_cannot_be_left(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    reduce("copy.relmap", "--list")
    value = json.loads(capsys.readouterr().out)
    for place in value["places"]:
        place["do"] = "leave"
    (folder / "list.json").write_text(json.dumps(value), "utf-8")
    assert reduce("copy.relmap", "--choices", "list.json", "--new-passphrase-file", "others") == 2
    assert "1 place is to be looked at first" in capsys.readouterr().err
    (folder / "list.json").write_text(json.dumps(value | {"version": 2}), "utf-8")
    assert reduce("copy.relmap", "--choices", "list.json", "--new-passphrase-file", "others") == 2
    assert "another version" in capsys.readouterr().err
