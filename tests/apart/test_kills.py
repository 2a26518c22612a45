"""Kills at random moments lose no acknowledged letter of a process note, and leave a sound file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import ROOT

KILLS = 60


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")
def test_no_kill_loses_an_acknowledged_letter(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.apart.killed_typist", str(tmp_path), str(KILLS), "2026"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    acknowledged, unfinished, _ = map(int, done.stdout.split())
    assert acknowledged > KILLS, "the children hardly wrote"
    assert unfinished, "no kill came in the middle of a transaction"
