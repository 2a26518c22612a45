"""The command line as a process of its own: fast, quiet, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from relmap import __version__
from relmap.__main__ import say_crash
from relmap.exchange.landing import picture_warning

ROOT = Path(__file__).parent.parent


def python(*arguments: str, cwd: Path = ROOT, given: str = "") -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=cwd, env=env, input=given, capture_output=True, text=True, timeout=120, check=False
    )


def test_it_says_its_version() -> None:
    done = python("-m", "relmap", "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"relmap {__version__}\n", "")


@pytest.mark.parametrize("heavy", ["PySide6", "sqlalchemy", "matplotlib", "numpy"])
def test_starting_loads_nothing_heavy(heavy: str) -> None:
    code = (
        "import sys, contextlib, relmap.cli\n"
        "with contextlib.suppress(SystemExit): relmap.cli.run(['--version'])\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    assert python("-c", code).returncode == 0


def test_files_need_no_window_system(tmp_path: Path) -> None:
    code = (
        "import sys, relmap.cli\n"
        f"relmap.cli.run(['import', {str(ROOT / 'tests/data/small.json')!r}, 'a.relmap', '--passphrase-file', '-'])\n"
        "sys.exit('PySide6' in sys.modules)"
    )
    done = python("-c", code, cwd=tmp_path, given="correct horse\n")
    assert (done.returncode, done.stderr) == (0, "")
    checked = python(
        "-m", "relmap", "check", "a.relmap", "--passphrase-file", "-", cwd=tmp_path, given="correct horse\n"
    )
    assert (checked.returncode, checked.stderr) == (0, "")


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    if os.name == "posix":
        code = "import os; os.setsid(); from relmap.cli import run; raise SystemExit(run(['new', 'a.relmap']))"
        done = python("-c", code, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            "relmap: Nobody can be asked for the passphrase here. Use --passphrase-file."
        ]


def test_an_interrupt_leaves_one_word(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, relmap.cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs begin without it
        "relmap.cli.windows.passphrase_for = lambda chosen, new: os.kill(os.getpid(), signal.SIGINT) or 'x'\n"
        "sys.exit(relmap.cli.run(['new', 'a.relmap', '--passphrase-file', '-']))"
    )
    done = python("-c", code, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "relmap: Stopped.\n")
    assert list(tmp_path.glob("*.relmap")) == []


def test_a_mistake_of_our_own_is_one_sentence_without_its_message() -> None:
    code = (
        "import sys, relmap.__main__ as start, relmap.cli\n"
        "def fail(*arguments): raise KeyError('Xyzzy said it')\n"
        "relmap.cli.run = fail\n"
        "start.main()"
    )
    done = python("-c", code)
    assert done.returncode == 1
    assert "Xyzzy" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "KeyError at" in done.stderr


def test_a_crash_names_the_place_where_it_happened(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError("Xyzzy")
    say_crash(ValueError, error, None)
    assert capsys.readouterr().err.startswith("relmap stopped because of a mistake of its own (ValueError at ?).")


def test_a_reader_that_goes_away_is_no_accident(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    (tmp_path / "words").write_text("correct horse")
    command = [sys.executable, "-m", "relmap", "new", "a.relmap", "--passphrase-file", "words"]
    env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, stdout=writing, stderr=subprocess.PIPE, timeout=120, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_demo_without_a_display_is_drawn(tmp_path: Path) -> None:
    done = python("-m", "relmap", "demo", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "heron-map.png" in done.stdout
    assert (tmp_path / "heron-map.png").read_bytes().startswith(b"\x89PNG")
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["heron-map.png"]


@pytest.mark.parametrize(("name", "start"), [("map.png", b"\x89PNG"), ("map.svg", b"<?xml"), ("map.pdf", b"%PDF")])
def test_the_map_is_exported_without_a_display(tmp_path: Path, name: str, start: bytes) -> None:
    (tmp_path / "words").write_text("correct horse")
    case = str(ROOT / "tests" / "data" / "small.json")
    made = python("-m", "relmap", "import", case, "a.relmap", "--passphrase-file", "words", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    done = python("-m", "relmap", "export", "a.relmap", name, "--passphrase-file", "words", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"{picture_warning()}\n")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_terminal_without_the_letters_is_told_their_numbers(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "relmap", "new", "Zo\u00eb.relmap", "--passphrase-file", "-"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=env,
        input="correct horse\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Zo\\xeb.relmap" in done.stdout
    assert (tmp_path / "Zo\u00eb.relmap").exists()


def test_a_folder_is_named_even_as_a_dot(tmp_path: Path) -> None:
    done = python("-m", "relmap", "check", ".", "--passphrase-file", "-", cwd=tmp_path, given="correct horse\n")
    assert done.returncode == 2
    assert f"\u201c{tmp_path.name}\u201d" in done.stderr
