"""Two hundred kills at random moments lose no acknowledged edit, leave a sound file, and end no session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules import ROOT

KILLS = 200


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")
def test_no_kill_loses_an_acknowledged_edit(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.store.killed_writer", str(tmp_path), str(KILLS), "2026"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kills, acknowledged, unfinished, _, resumed = map(int, done.stdout.split())
    assert kills == KILLS
    assert acknowledged > KILLS, "the children hardly wrote"
    assert unfinished, "no kill came in the middle of a transaction"
    assert resumed > KILLS // 10, "hardly a kill came in the middle of a session"
