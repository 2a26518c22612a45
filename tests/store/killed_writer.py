"""Kills a writing process again and again, and reads afterwards what it had been told is stored.

Run as a program (`python -m tests.store.killed_writer FOLDER TIMES SEED`): it has one thread, so that it may fork. Each
child edits a case and says after each edit which revision is stored and what the case then holds; at a random moment
it is killed, and the session that ran then has to run again. Prints one line of figures, or fails at the first file
that is not as it was said to be.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from relmap.edits import fields, lessons, marks, people, placing, removing, sessions
from relmap.model.integrity import case_problems
from relmap.model.lessons import Lesson
from relmap.model.people import Person
from relmap.store.document import Document
from relmap.store.files import load_document
from relmap.store.journal import Row, replay
from relmap.store.vault import Key, open_with_key
from tests.casefiles import begun_document, tables

LONGEST_LIFE = 0.06
"""Seconds from the first stored edit to the latest kill."""
A_GENERATION = 25
"""Kills after which a new file is begun, so that reading does not become the slow part."""


@dataclass
class Figures:
    """What the kills met."""

    kills: int = 0
    acknowledged: int = 0
    unfinished: int = 0
    ahead: int = 0
    resumed: int = 0


def digest(rows: Mapping[str, Mapping[str, Row]]) -> str:
    """One short word for all that a case holds."""
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=list).encode()).hexdigest()[:32]


def one_edit(document: Document, chance: random.Random) -> None:
    """One act of the scripted session."""
    person = chance.choice([one.id for one in document.all(Person) if one.seat == "none"] or [""])
    acts: list[Callable[[], object]] = [
        lambda: people.add_person(document, "n" * chance.randrange(1, 4000)),
        lambda: people.add_person(document, "Ada", place=(chance.uniform(-400, 400), 10.0)),
        lambda: lessons.add_lesson(document, "l" * chance.randrange(1, 9000)),
        document.undo,
        document.redo,
        lambda: sessions.begin_session(document),
    ]
    if document.running is not None:
        acts += [
            lambda: marks.mark(document, "disruption"),
            lambda: marks.mark(document, "heard"),
            lambda: sessions.end_session(document, closing="c" * chance.randrange(9000)),
        ]
    if person:
        acts += [
            lambda: fields.set_field(document, person, "name", "r" * chance.randrange(1, 9000)),
            lambda: placing.move(document, {person: (chance.uniform(-400, 400), 0.0)}),
            lambda: removing.remove(document, [person]),
            lambda: removing.erase(document, [person]) if chance.random() < 0.2 else None,
        ]
    chance.choice(acts)()
    document.seal()  # or the next wording would be the same revision


def write_until_killed(path: Path, key: Key, say: int, seed: int) -> None:
    """The child: edit for ever, say each revision once it is stored."""
    chance = random.Random(seed)
    document = load_document(open_with_key(path, key))
    while len(document.all(Person)) + len(document.all(Lesson)) < 200:
        one_edit(document, chance)
        os.write(say, f"{document.revision} {digest(tables(document))} {document.running}\n".encode())


def one_kill(path: Path, key: Key, chance: random.Random) -> list[str]:
    """Let a child write, kill it, and give back the lines it had said."""
    hear, say = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            write_until_killed(path, key, say, seed)
        finally:
            os._exit(3)
    os.close(say)
    select.select([hear], [], [], 30)
    time.sleep(chance.uniform(0, LONGEST_LIFE))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(hear, "rb") as heard:
        return heard.read().decode().split("\n")[:-1]


def check(path: Path, key: Key, said: list[str], figures: Figures) -> None:
    """The file opens through every check and holds what was said last, and at most one edit more."""
    journal = path.with_name(path.name + "-journal")
    figures.unfinished += journal.exists() and journal.stat().st_size > 0
    document = load_document(open_with_key(path, key))
    number, held, sat_in = said[-1].split()
    story = document.changes(1, document.revision)
    assert document.revision in (int(number), int(number) + 1), f"{document.revision} stored, {number} acknowledged"
    assert digest(replay(change for revision, change in story if revision <= int(number))) == held or _erased(document)
    assert replay(change for _, change in story) == tables(document)
    assert not list(case_problems(document))
    ahead = document.revision > int(number)
    assert ahead or str(document.running) == sat_in, "the session that ran is not the one that runs"
    figures.resumed += document.running is not None
    figures.ahead += ahead
    document.close()


def _erased(document: Document) -> bool:
    """Whether the edit that was stored but not said has rewritten the journal, as it should."""
    return document.revisions()[-1].verb == "erase"


def run(folder: Path, times: int, seed: int) -> Figures:
    """Kill `times` times; raises AssertionError at the first loss."""
    chance, figures = random.Random(seed), Figures()
    first = begun_document(folder / "first.relmap")
    key = first._vault.key  # derived once: the kills are the subject here
    first.close()
    path = folder / "case.relmap"
    for turn in range(times):
        if turn % A_GENERATION == 0:
            path.unlink(missing_ok=True)
            shutil.copy(folder / "first.relmap", path)
        said = one_kill(path, key, chance)
        figures.kills += 1
        figures.acknowledged += len(said)
        check(path, key, said, figures)
    return figures


if __name__ == "__main__":
    done = run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(done.kills, done.acknowledged, done.unfinished, done.ahead, done.resumed)
