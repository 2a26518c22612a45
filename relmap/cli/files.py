"""Commands on files: taking a case in, checking one, and erasing one for good."""

from __future__ import annotations

import argparse
import contextlib

from relmap.cli.terminal import DONE, PROBLEM, open_case, passphrase_for, require_file, say_error, tell
from relmap.words import Trouble, say, say_n


def import_file(chosen: argparse.Namespace) -> int:
    """Make a case of an exchange file."""
    from relmap.exchange.importing import import_case
    from relmap.exchange.landing import require_free
    from relmap.exchange.reading import parse_case

    require_free(chosen.file)
    case = parse_case(chosen.source)
    import_case(case, chosen.file, passphrase_for(chosen, new=True))
    tell(say("“{name}” holds the case now, encrypted.", name=chosen.file.name))
    return DONE


def erase(chosen: argparse.Namespace) -> int:
    """Take a case away for good, or say what would go."""
    from relmap.store.erasing import belongings, erase_case

    require_file(chosen.file)
    if not chosen.yes:
        names = ", ".join(path.name for path in belongings(chosen.file))
        raise Trouble(say("Nothing was erased. With --yes these go for good: {names}.", names=names))
    gone = erase_case(chosen.file)
    tell(say("Erased: {names}. Copies in other places are not known to relmap.", names=", ".join(p.name for p in gone)))
    return DONE


def check(chosen: argparse.Namespace) -> int:
    """Check a case and every rule of it, or a file of process notes."""
    from relmap.read.soundness import soundness_problems
    from relmap.store.file_kinds import NOTES

    if chosen.file.suffix == NOTES.suffix:
        return _check_notes(chosen)
    with contextlib.closing(open_case(chosen)) as document:
        problems = list(soundness_problems(document))
        revisions = document.revision
    for problem in problems:
        place = " ".join(part for part in (problem.array, problem.id, problem.field) if part)
        say_error(say("{place}: {sentence}", place=place, sentence=problem.sentence))
    if problems:
        return PROBLEM
    sentence = say_n("{n} stored edit", "{n} stored edits", revisions)
    tell(
        say(
            "“{name}” is sound: the file, every rule, and its journal of {edits}.",
            name=chosen.file.name,
            edits=sentence,
        )
    )
    return DONE


def _check_notes(chosen: argparse.Namespace) -> int:
    from relmap.apart.notebook import open_notebook

    require_file(chosen.file)
    with contextlib.closing(open_notebook(chosen.file, passphrase_for(chosen))) as notebook:
        count = len(notebook.notes)
    notes = say_n("{n} process note", "{n} process notes", count)
    tell(say("“{name}” is sound: the file, and its {notes}.", name=chosen.file.name, notes=notes))
    return DONE
