"""Kills somebody who types process notes again and again, and reads afterwards what had been stored.

Run as a program (`python -m tests.apart.killed_typist FOLDER TIMES SEED`): it has one thread, so that it may fork. Each
child writes on, removes and puts back notes, and says after each act how long every note now is. Prints figures, or
fails at the first file that is not as it was said to be.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from relmap.apart.notebook import Notebook, load_notebook
from relmap.store.file_kinds import NOTES
from relmap.store.vault import Key, open_with_key
from tests.notefiles import empty_notebook, written

LONGEST_LIFE = 0.04
"""Seconds from the first stored note to the latest kill."""
LETTER = "w"
A_FEW, LONG = 8, 60_000


def lengths(notebook: Notebook) -> dict[str, int]:
    """How long each note is; every one of them is whole."""
    for note in notebook.notes:
        assert note.text == LETTER * len(note.text), "a note is not what was typed"
    return {note.id: len(note.text) for note in notebook.notes}


def type_on(notebook: Notebook, chance: random.Random) -> None:
    """One thing a person does at the notes."""
    notes = notebook.notes
    if len(notes) < 3:
        written(notebook, LETTER)
        return
    note = chance.choice(notes)
    if len(notes) > A_FEW or len(note.text) > LONG or chance.random() < 0.1:
        notebook.remove(note.id)
    else:
        notebook.write(replace(note, text=note.text + LETTER * chance.randrange(1, 6000)))


def type_until_killed(path: Path, key: Key, say: int, seed: int) -> None:
    """The child: type for ever, say what is stored once it is."""
    chance = random.Random(seed)
    notebook = load_notebook(open_with_key(path, key, NOTES))
    while True:
        type_on(notebook, chance)
        os.write(say, json.dumps(lengths(notebook)).encode() + b"\n")


def one_kill(path: Path, key: Key, chance: random.Random) -> list[str]:
    """Let a child type, kill it, and give back what it had said."""
    hear, say = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            type_until_killed(path, key, say, seed)
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


def differing(said: dict[str, int], held: dict[str, int]) -> int:
    """How many notes are not as they were said to be; a note that lost a letter is a loss."""
    assert all(held.get(id, length) >= length for id, length in said.items()), "acknowledged letters are gone"
    return sum(said.get(id) != held.get(id) for id in said.keys() | held.keys())


def run(folder: Path, times: int, seed: int) -> tuple[int, int, int]:
    """Kill `times` times: what was acknowledged, how often a journal was left, how often one act more was stored."""
    chance, acknowledged, unfinished, ahead = random.Random(seed), 0, 0, 0
    first = empty_notebook(folder / "case.relnotes")
    path, key = first.path, first._vault.key
    first.close()
    for _ in range(times):
        said = one_kill(path, key, chance)
        journal = path.with_name(path.name + "-journal")
        unfinished += journal.exists() and journal.stat().st_size > 0
        acknowledged += len(said)
        notebook = load_notebook(open_with_key(path, key, NOTES))
        more = differing(json.loads(said[-1]), lengths(notebook))
        assert more <= 1, "more than the one act that was under way differs"
        ahead += more
        notebook.close()
    return acknowledged, unfinished, ahead


if __name__ == "__main__":
    print(*run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
