"""A word typed into a case is nowhere on disk in clear: not in the file, its journal, a backup, nor anywhere temporary.

The writing happens in a process of its own whose home and temporary folders lie in the test's folder, and the looking
here: a file that is open in this process must not be opened a second time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casefiles import PASSPHRASE, begun_document
from tests.rules import ROOT

WORD = "quetzalcoatlus"
NAME = "Ὑπατία"
WRITER = """
import pathlib, sys
from relmap.edits import fields, lessons, people, removing
from relmap.edits.things import add_note
from relmap.store import backup
from relmap.store.files import open_document
path, passphrase, word, name = pathlib.Path(sys.argv[1]), *sys.argv[2:5]

def stop(what):
    print(what, flush=True)
    sys.stdin.readline()

document = open_document(path, passphrase)
person = people.add_person(document, name)
add_note(document, person, f"{word} " * 700)
for number in range(40):
    lessons.add_lesson(document, f"{word} {number} " + "x" * 2000)
stop("edited")
fields.set_field(document, person, "name", f"{name} {word} " * 2000)
driver = document._vault.driver
for sql in ("PRAGMA cache_size = 2", "BEGIN IMMEDIATE", "UPDATE changes SET after = after || ' '"):
    driver.execute(sql)
stop("in the middle of an edit")
driver.execute("ROLLBACK")
document.undo()
driver.execute("SELECT a.after FROM changes a, changes b ORDER BY a.after || b.number").fetchone()
stop("sorted")
removing.remove(document, [person])
backup.make_backup(document._vault, "by-hand")
stop("backed up")
document.change_passphrase(passphrase + "!")
stop("passphrase changed")
document.close()
stop("closed")
"""


def files_below(folder: Path) -> Iterator[Path]:
    """Every file in a folder, however deep."""
    return (path for path in folder.rglob("*") if path.is_file())


def found_in_clear(folder: Path) -> list[str]:
    """The files that hold the word or the name in an encoding that anybody could read."""
    sought = [word.encode(code) for word in (WORD, NAME, "people", "SQLite") for code in ("utf-8", "utf-16-le")]
    return [path.name for path in files_below(folder) if any(one in path.read_bytes() for one in sought)]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be read by another process there")
def test_what_is_typed_is_nowhere_in_clear(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "case.relmap"
    begun_document(path).close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(temporary))
    places |= dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(home))
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), PASSPHRASE, WORD, NAME],
        cwd=ROOT, env=os.environ | places, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdin is not None
    assert writer.stdout is not None
    stops: list[str] = []
    with writer:
        for line in writer.stdout:
            stops.append(line.strip())
            assert found_in_clear(tmp_path) == [], stops[-1]
            if stops[-1] == "in the middle of an edit":
                assert path.with_name("case.relmap-journal").stat().st_size > 20_000, "the journal was not looked at"
            writer.stdin.write("\n")
            writer.stdin.flush()
    assert writer.returncode == 0
    assert stops[-1] == "closed"
    assert len(stops) == 6
    assert list(files_below(temporary)) == []


def test_the_looking_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "a").write_bytes(b"\x00\x01" + WORD.encode() + b"\xff")
    (tmp_path / "b").write_bytes(NAME.encode("utf-16-le"))
    (tmp_path / "c").write_bytes(os.urandom(5000))
    assert sorted(found_in_clear(tmp_path)) == ["a", "b"]
