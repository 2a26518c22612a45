"""The command line: what each command does, says and answers."""

from __future__ import annotations

import contextlib
import io
import json
import signal
import stat
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from relmap.apart.notebook import create_notebook
from relmap.apart.notes import new_note
from relmap.cli import run
from relmap.cli.leaving import put_out
from relmap.edits.exports import record_export
from relmap.exchange.reading import parse_case
from relmap.exchange.writing import case_bytes
from relmap.model.notes import ExportRecord
from relmap.model.people import CASE_ID, Case, Person
from relmap.store.document import Document
from relmap.store.files import create_document, open_document
from relmap.store.vault import open_vault

SMALL = Path(__file__).parent / "data" / "small.json"
WORDS = "correct horse"
PNG = b"\x89PNG a picture"


@pytest.fixture(autouse=True)
def _quick_key_and_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relmap.store.vault.ROUNDS", 1)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, with the passphrase in a file beside it."""
    made = tmp_path / "cases"
    made.mkdir()
    (tmp_path / "words").write_text(WORDS + "\n", "utf-8")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the windows were asked for, instead of windows; pictures are drawn as a few bytes."""
    calls: list[tuple[Any, ...]] = []

    def note(name: str, answer: int = 0) -> Any:
        def call(*arguments: Any) -> int:
            calls.append((name, *arguments))
            return answer

        return call

    app = types.ModuleType("relmap.app")
    app.__dict__.update(run_start=note("start"), run_open=note("open"), run_demo=note("demo"))
    app.__dict__.update(export_picture=lambda document, out: out.write_bytes(PNG))
    monkeypatch.setitem(sys.modules, "relmap.app", app)
    monkeypatch.setattr("relmap.app", app, raising=False)
    return calls


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen that a window could be shown on."""
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")


def relmap(*arguments: str | Path) -> int:
    return run([str(argument) for argument in arguments])


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Answer the prompts; returns them as they come."""
    waiting, prompts = list(answers), list[str]()

    def getpass(prompt: str) -> str:
        prompts.append(prompt)
        return waiting.pop(0)

    monkeypatch.setattr("getpass.getpass", getpass)
    return prompts


def small_case(folder: Path) -> Path:
    assert relmap("import", SMALL, "a.relmap", "--passphrase-file", "../words") == 0
    return folder / "a.relmap"


# making and opening


def test_new_makes_a_case_and_shows_it(
    folder: Path, shown: list[tuple[Any, ...]], display: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = typed(monkeypatch, WORDS, WORDS)
    assert relmap("new", "a.relmap", "--code", "Kite") == 0
    assert len(prompts) == 2
    assert shown == [("open", Path("a.relmap"), WORDS)]
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        assert document.need(Case, CASE_ID).code == "Kite"
        assert {person.seat for person in document.all(Person)} == {"client", "therapist"}


def test_new_without_a_display_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert relmap("new", "a.relmap", "--passphrase-file", "../words") == 0
    assert "no display" in capsys.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["a.relmap"]


def test_two_different_passphrases_make_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "one", "another")
    assert relmap("new", "a.relmap") == 2
    assert one_sentence(capsys) == "relmap: The two passphrases differ. Nothing was made."
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [("new",), ("import", SMALL)])
def test_nothing_is_made_over_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str | Path, ...]
) -> None:
    (folder / "a.relmap").write_text("mine")
    assert relmap(*command, "a.relmap", "--passphrase-file", "../words") == 2
    assert "already" in one_sentence(capsys)
    assert (folder / "a.relmap").read_text() == "mine"


def test_open_hands_file_and_passphrase_to_the_window(
    folder: Path, shown: list[tuple[Any, ...]], display: None
) -> None:
    small_case(folder)
    assert relmap("open", "a.relmap") == 0
    assert relmap("open", "a.relmap", "--passphrase-file", "../words") == 0
    assert shown == [("open", Path("a.relmap"), None), ("open", Path("a.relmap"), WORDS)]


def test_without_a_command_the_start_screen_opens(shown: list[tuple[Any, ...]], display: None) -> None:
    assert relmap() == 0
    assert shown == [("start",)]


@pytest.mark.parametrize("arguments", [(), ("open", "a.relmap")])
def test_a_window_needs_a_display(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert relmap(*arguments) == 2
    assert "no display" in one_sentence(capsys)


# the demo


def test_the_demo_is_shown(shown: list[tuple[Any, ...]], display: None) -> None:
    assert relmap("demo") == 0
    assert shown == [("demo",)]


def test_the_demo_without_a_display_is_a_picture(
    folder: Path, shown: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "heron-map.png").write_text("an earlier one")
    assert relmap("demo") == 0
    assert (folder / "heron-map.png").read_text() == "an earlier one"
    assert (folder / "heron-map-2.png").read_bytes() == PNG
    assert "heron-map-2.png" in capsys.readouterr().out
    assert sorted(path.name for path in folder.iterdir()) == ["heron-map-2.png", "heron-map.png"]


# in and out


def test_import_then_export_gives_an_equal_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    assert relmap("export", "a.relmap", "out.json", "--passphrase-file", "../words") == 0
    assert (folder / "out.json").read_bytes() == case_bytes(parse_case(SMALL))
    assert stat.S_IMODE((folder / "out.json").stat().st_mode) == 0o600
    said = capsys.readouterr()
    assert "covered things too, and is not encrypted" in said.err  # before it is written
    assert "“out.json” was written." in said.out


@pytest.mark.parametrize("name", ["out.png", "out.svg", "out.PDF"])
def test_the_map_is_exported_by_suffix(folder: Path, shown: list[tuple[Any, ...]], name: str) -> None:
    small_case(folder)
    assert relmap("export", "a.relmap", name, "--passphrase-file", "../words") == 0
    assert (folder / name).read_bytes() == PNG
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a.relmap", name])


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.graphml", b"<?xml"), ("a.drawio", b"<?xml"), ("a.zip", b"PK"), ("a.json", b"{"), ("a.png", PNG)],
)
def test_each_form_is_written_and_recorded(
    folder: Path, shown: list[tuple[Any, ...]], capsys: pytest.CaptureFixture[str], name: str, start: bytes
) -> None:
    small_case(folder)
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        before = len(document.all(ExportRecord))
    assert relmap("export", "a.relmap", name, "--for", "Mo", "--passphrase-file", "../words") == 0
    assert "not encrypted" in capsys.readouterr().err
    assert (folder / name).read_bytes().startswith(start)
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        records = document.all(ExportRecord)
        assert len(records) == before + 1
        assert (records[-1].form, records[-1].for_whom) == (name.partition(".")[2], "Mo")


def test_for_whom_it_is_must_be_words_that_can_be_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else the case could not keep its record once the file is there."""
    small_case(folder)
    assert relmap("export", "a.relmap", "out.json", "--for", "\udcff", "--passphrase-file", "../words") == 2
    assert "--for: This text holds a character that cannot be written. Nothing was written." in capsys.readouterr().err
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(("landed", "records"), [(True, 1), (False, 0)])
def test_what_has_landed_when_it_is_stopped_is_recorded(folder: Path, landed: bool, records: int) -> None:
    small_case(folder)
    out = folder / "out.json"

    def write() -> None:
        if landed:
            out.write_text("{}")
        raise KeyboardInterrupt

    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        before = len(document.all(ExportRecord))
        with pytest.raises(KeyboardInterrupt):
            put_out(document, out, write, "It leaves.", what="the whole case", whom=None)
        assert len(document.all(ExportRecord)) == before + records


@pytest.fixture
def listening() -> Iterator[None]:
    """A process that Ctrl+C stops; one that was started in the background does not hear it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_what_stops_it_while_the_record_is_kept_waits_for_that(
    folder: Path, listening: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_case(folder)

    def record(document: Document, **values: Any) -> str:
        signal.raise_signal(signal.SIGINT)
        return record_export(document, **values)

    monkeypatch.setattr("relmap.edits.exports.record_export", record)
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        before = len(document.all(ExportRecord))
        with pytest.raises(KeyboardInterrupt):
            put_out(document, folder / "x.json", lambda: None, "It leaves.", what="the whole case", whom=None)
        assert len(document.all(ExportRecord)) == before + 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_could_not_be_written_is_not_recorded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    (folder / "a.zip").write_text("mine")
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        before = len(document.all(ExportRecord))
    assert relmap("export", "a.relmap", "a.zip", "--passphrase-file", "../words") == 2
    with contextlib.closing(open_document(folder / "a.relmap", WORDS)) as document:
        assert len(document.all(ExportRecord)) == before


def test_export_replaces_only_when_told_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    (folder / "out.json").write_text("mine")
    export = ("export", "a.relmap", "out.json", "--passphrase-file", "../words")
    assert relmap(*export) == 2
    assert "already" in one_sentence(capsys)
    assert (folder / "out.json").read_text() == "mine"
    assert relmap(*export, "--force") == 0
    assert json.loads((folder / "out.json").read_text("utf-8"))["format"] == "relmap-case"


def test_export_never_replaces_the_case_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder).rename(folder / "a.json")
    before = (folder / "a.json").read_bytes()
    assert relmap("export", "a.json", "a.json", "--force", "--passphrase-file", "../words") == 2
    assert "the case itself" in one_sentence(capsys)
    assert (folder / "a.json").read_bytes() == before


def test_an_unknown_suffix_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    capsys.readouterr()
    assert relmap("export", "a.relmap", "out.doc", "--passphrase-file", "../words") == 2
    assert ".pdf, .graphml, .zip, .drawio" in one_sentence(capsys)


def test_every_problem_of_an_import_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = json.loads(SMALL.read_text("utf-8"))
    case["lessons"][0]["valence"] = "bad"
    case["pets"] = []
    (folder / "bad.json").write_text(json.dumps(case, indent=1), "utf-8")
    assert relmap("import", "bad.json", "a.relmap", "--passphrase-file", "../words") == 2
    assert capsys.readouterr().err.splitlines() == [
        "relmap: lessons[0].valence, line 59: This must be one of: diminishing, affirming, mixed.",
        "relmap: pets, line 143: There is no kind called “pets”.",
        "relmap: Nothing was imported.",
    ]
    assert [path.name for path in folder.iterdir()] == ["bad.json"]


def test_a_refused_import_asks_for_no_passphrase(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert relmap("import", "missing.json", "a.relmap") == 2
    assert "There is no file “missing.json”." in one_sentence(capsys)


# checking


def test_a_sound_case_is_said_to_be_sound(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    capsys.readouterr()
    assert relmap("check", "a.relmap", "--passphrase-file", "../words") == 0
    captured = capsys.readouterr()
    assert "sound" in captured.out
    assert captured.err == ""


def test_a_damaged_case_is_said_to_be_damaged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small_case(folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    capsys.readouterr()
    assert relmap("check", "a.relmap", "--passphrase-file", "../words") == 1
    assert "damaged" in one_sentence(capsys)


def test_a_case_that_breaks_a_rule_is_told_row_by_row(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_document(folder / "a.relmap", WORDS).close()
    with contextlib.closing(open_vault(folder / "a.relmap", WORDS)) as vault:
        vault.driver.execute(
            "INSERT INTO ways (id, state, author, disputed, veil, ordinal) VALUES ('w', 'bad', 'client', 0, 'none', 1)"
        )
    assert relmap("check", "a.relmap", "--passphrase-file", "../words") == 1
    assert capsys.readouterr().err.splitlines() == [
        "relmap: case case: A case has exactly one row of its own.",
        "relmap: ways w state: This must be one of: imagined, tried, mine.",
        "relmap: ways w: The journal tells this otherwise.",
    ]


def test_check_counts_the_process_notes_of_a_sound_file_and_shows_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = create_notebook(folder / "a.relnotes", WORDS)
    notebook.write(replace(new_note(), text="zugunruhe"))
    notebook.close()
    assert relmap("check", "a.relnotes", "--passphrase-file", "../words") == 0
    said = capsys.readouterr()
    assert said.out == "“a.relnotes” is sound: the file, and its 1 process note.\n"
    path = folder / "a.relnotes"
    path.write_bytes(path.read_bytes()[:-7])
    assert relmap("check", "a.relnotes", "--passphrase-file", "../words") == 1
    assert "length of a whole file" in capsys.readouterr().err


def test_erasing_says_first_what_goes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_document(folder / "a.relmap", WORDS).close()
    create_notebook(folder / "a.relnotes", WORDS).close()
    create_document(folder / "b.relmap", WORDS).close()
    assert relmap("erase", "a.relmap") == 2
    assert "With --yes these go for good: a.relmap, a.relnotes." in one_sentence(capsys)
    assert len(list(folder.iterdir())) == 3
    assert relmap("erase", "a.relmap", "--yes") == 0
    assert "Erased: a.relmap, a.relnotes." in capsys.readouterr().out
    assert [path.name for path in folder.iterdir()] == ["b.relmap"]
    assert relmap("erase", "a.relmap", "--yes") == 2
    assert "There is no file “a.relmap”" in one_sentence(capsys)


def test_process_notes_are_never_taken_for_a_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_notebook(folder / "a.relnotes", WORDS).close()
    for command in (("export", "a.relnotes", "out.json"), ("new", "b.relnotes"), ("import", SMALL, "b.relnotes")):
        assert relmap(*command, "--passphrase-file", "../words") == 2
        assert "file for process notes, not a case" in capsys.readouterr().err
    assert {path.name for path in folder.iterdir()} == {"a.relnotes"}


@pytest.mark.parametrize("command", [("check",), ("export",)])
def test_a_wrong_passphrase_and_a_missing_file_are_unusable(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    small_case(folder)
    (folder / "wrong").write_text("incorrect horse")
    capsys.readouterr()
    rest = ("out.json",) if command == ("export",) else ()
    assert relmap(*command, "a.relmap", *rest, "--passphrase-file", "wrong") == 2
    assert "does not open" in one_sentence(capsys)
    assert relmap(*command, "b.relmap", *rest, "--passphrase-file", "wrong") == 2
    assert "no file “b.relmap”" in one_sentence(capsys)


# passphrases


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_passphrase_comes_from_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    small_case(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((WORDS + ending).encode())))
    assert relmap("check", "a.relmap", "--passphrase-file", "-") == 0


def test_only_one_line_end_is_taken_off(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_case(folder)
    (folder / "words").write_text(WORDS + "\n\n")
    assert relmap("check", "a.relmap", "--passphrase-file", "words") == 2
    assert "does not open" in one_sentence(capsys)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\xff", "not text in UTF-8"),
        (b"x" * 20_000, "too long"),
        (None, "cannot be read"),
    ],
)
def test_an_unfit_passphrase_file_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], data: bytes | None, sentence: str
) -> None:
    if data is not None:
        (folder / "words").write_bytes(data)
    assert relmap("new", "a.relmap", "--passphrase-file", "words") == 2
    assert sentence in one_sentence(capsys)
    assert not (folder / "a.relmap").exists()


def test_where_nobody_can_be_asked_it_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def getpass(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", getpass)
    assert relmap("new", "a.relmap") == 2
    assert "--passphrase-file" in one_sentence(capsys)


def test_stopping_by_hand_is_no_accident(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def getpass(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("getpass.getpass", getpass)
    assert relmap("new", "a.relmap") == 130
    assert one_sentence(capsys) == "relmap: Stopped."


# wrong usage


@pytest.mark.parametrize(
    "arguments", [("dance",), ("new",), ("open",), ("import", "a.json"), ("export", "a.relmap"), ("--pass", "x")]
)
def test_wrong_usage_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        relmap(*arguments)
    assert stopped.value.code == 2
    assert one_sentence(capsys).endswith("--help.")


def test_no_passphrase_is_taken_from_the_environment_or_the_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        relmap("new", "--help")
    text = capsys.readouterr().out
    assert "--passphrase-file" in text
    assert "--passphrase " not in text


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    return lines[0]
