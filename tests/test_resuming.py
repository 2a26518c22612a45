"""What one process leaves to the next: read once, and only where it fits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from relmap.resuming import LONGEST, MOST_CHOSEN, NAME, Resume, take_over

WHOLE = {
    "path": "/cases/Wren.relmap", "area": [-10.5, 0, 300, 200], "chosen": ["p1", "l2"], "page": "lessons",
    "beside": True, "opening": False, "demo": False, "folder": "/cases",
}  # fmt: skip


def left(text: str, monkeypatch: pytest.MonkeyPatch) -> Resume | None:
    """What is made of a variable; it is gone afterwards whatever it holds."""
    monkeypatch.setenv(NAME, text)
    resume = take_over()
    assert NAME not in os.environ
    return resume


def test_what_was_left_is_taken_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    resume = left(json.dumps(WHOLE), monkeypatch)
    assert resume == Resume(
        "/cases/Wren.relmap", (-10.5, 0, 300, 200), ("p1", "l2"), "lessons", beside=True, folder="/cases"
    )
    assert take_over() is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", "Wren.relmap"), ("path", 7), ("path", "/a\0b"), ("path", "/" + "a" * 5000), ("path", None),
        ("folder", "cases"), ("area", [1, 2, 3]), ("area", [1, 2, 3, 0]), ("area", [1, 2, -3, 4]), ("area", "1234"),
        ("area", [1, 2, 3, 1e300]), ("area", [1, 2, 3, True]), ("area", [1, 2, [3], 4]), ("area", 0),
        ("chosen", "p1"), ("chosen", [1]), ("chosen", ["p" * 101]), ("chosen", ["p"] * (MOST_CHOSEN + 1)),
        ("chosen", {"p1": 1}), ("page", 3), ("page", "x" * 200), ("beside", 1), ("demo", "yes"), ("more", 1),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_nothing(field: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(json.dumps(WHOLE | {field: value}), monkeypatch) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '"/cases/Wren.relmap"', "[" * 50_000, " " * LONGEST + "{}", "{}", '{"path": "/a"}',
        json.dumps(WHOLE).replace("300", "NaN"), json.dumps(WHOLE).replace("300", "Infinity"), "\udcff",
    ],
)  # fmt: skip
def test_a_damaged_or_hostile_one_is_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert left(text, monkeypatch) is None


def test_it_does_not_change_what_was_asked_for(tmp_path: Path) -> None:
    """With arguments the program does what they ask, and a command has no trace of it in its environment."""
    environment = {**os.environ, NAME: json.dumps(WHOLE)}
    command = [sys.executable, "-m", "relmap", "--version"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith("relmap ")


REPLACING = """
import os, sys
from relmap.resuming import Resume, replace_process, take_over
resume = take_over()
if resume is None:
    os.open(sys.argv[1], os.O_RDONLY)
    os.set_inheritable(os.open(sys.argv[1], os.O_RDONLY), True)
    print(os.getpid(), flush=True)
    replace_process(Resume("/cases/Wren.relmap", (1.5, 2, 3, 4), ("p1",), "room", beside=True))
still = [fd for fd in range(3, 64) if os.path.exists(f"/dev/fd/{fd}") and os.path.samefile(f"/dev/fd/{fd}", __file__)]
print(os.getpid(), sys.argv[1:], sys.flags.dev_mode, resume, still)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be replaced, only followed by another")
def test_a_process_is_replaced_with_its_options_and_without_its_arguments_and_files(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(REPLACING)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-X", "dev", str(script), str(script)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    first, second = done.stdout.splitlines()
    resume = Resume("/cases/Wren.relmap", (1.5, 2, 3, 4), ("p1",), "room", beside=True)
    assert second == f"{first} [] True {resume} []"


def test_too_many_chosen_are_left_out_rather_than_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from relmap.resuming import _text

    resume = left(_text(Resume("/cases/Wren.relmap", chosen=("p" * 1000,) * 100)), monkeypatch)
    assert resume == Resume("/cases/Wren.relmap")
