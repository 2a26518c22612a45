"""The command that makes a reduced-identity copy: it lists what is to be looked at, and writes once all is resolved."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relmap.cli.leaving import put_out, require_whom
from relmap.cli.terminal import DONE, UNUSABLE, open_case, passphrase_for, read_passphrase, say_error, tell
from relmap.words import Trouble, say, say_n

if TYPE_CHECKING:
    from relmap.exchange.reduced import Plan, Residue
    from relmap.store.document import Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for beside the case."""
    parser.add_argument("copy", metavar="COPY", type=Path, help=say("where the copy goes"))
    parser.add_argument("--list", action="store_true", help=say("write the places to be looked at as JSON, to fill in"))
    parser.add_argument("--choices", metavar="F", type=Path, help=say("that list, filled in"))
    parser.add_argument(
        "--also-look-for", metavar="WORD", action="append", default=[], help=say("a place or word to look for as well")
    )
    parser.add_argument("--until", metavar="DATE", help=say("the day by which it is to be erased, like 2027-01-31"))
    parser.add_argument("--for", dest="whom", metavar="WHOM", help=say("for whom it is, for the record in the case"))
    parser.add_argument(
        "--new-passphrase-file",
        metavar="F",
        help=say("read the passphrase of the copy from F instead of asking for it"),
    )


def reduce(chosen: argparse.Namespace) -> int:
    """List what is to be looked at, or write the copy."""
    from relmap.exchange.landing import require_free
    from relmap.exchange.reduced import consent_words, make_plan

    until = _until(chosen.until)
    require_free(chosen.copy)
    require_whom(chosen.whom)
    with contextlib.closing(open_case(chosen)) as document:
        plan = make_plan(document, also=chosen.also_look_for)
        question = consent_words(document)
        if question is not None:
            say_error(question)
        if chosen.list:
            return _list(plan)
        return _write(chosen, document, plan, until)


def _write(chosen: argparse.Namespace, document: Document, plan: Plan, until: datetime.date) -> int:
    from relmap.exchange.reduced_choices import resolved, unresolved, write_copy
    from relmap.exchange.reduced_file import read_choices

    choices = read_choices(plan, chosen.choices) if chosen.choices is not None else {}
    left = unresolved(plan, choices)
    if left:
        _tell_places(plan, left)
        say_error(_how_many(len(left)))
        return UNUSABLE
    resolved(plan, choices, until)  # what does not fit is said before anybody is asked for a passphrase
    passphrase = _new_passphrase(chosen)

    def write() -> None:
        write_copy(plan, choices, until, chosen.copy, passphrase)

    words = say("The reduced-identity copy is not anonymous: whoever knows the story may know the people.")
    what = say("a reduced-identity copy")
    put_out(document, chosen.copy, write, words, what=what, whom=chosen.whom, reduced_identity=True)
    tell(say("It is a reduced-identity copy, encrypted with its own passphrase."))
    for sentence in plan.left_out:
        tell(sentence)
    return DONE


def _list(plan: Plan) -> int:
    from relmap.exchange.reduced_file import list_bytes

    sys.stdout.flush()
    sys.stdout.buffer.write(list_bytes(plan))  # in UTF-8 whatever the terminal speaks, as it is read again
    sys.stdout.buffer.flush()
    say_error(say("This list holds words of the case and is not encrypted: erase it when it has done its work."))
    if plan.residue:
        say_error(_how_many(len(plan.residue)))
    return UNUSABLE if plan.residue else DONE


def _tell_places(plan: Plan, places: tuple[Residue, ...]) -> None:
    for one in places:
        for line in _lines(plan.residue.index(one) + 1, one):
            tell(line)
    if plan.unknown:
        words = ", ".join(plan.unknown)
        tell(
            say(
                "Not looked for, but written like names: {words}. Add those that are with --also-look-for.", words=words
            )
        )


def _lines(number: int, one: Residue) -> Iterator[str]:
    from relmap.ui.residue_words import found_words, sentence_words, where_words, why_words

    yield say(
        "{number}. {what} ({why}), {where}",
        number=number,
        what=found_words(one),
        why=why_words(one),
        where=where_words(one),
    )
    yield f"    {sentence_words(one)}"


def _how_many(left: int) -> str:
    return say_n(
        "{n} place is to be looked at first. relmap reduce --list writes a list to fill in, --choices takes it.",
        "{n} places are to be looked at first. relmap reduce --list writes a list to fill in, --choices takes it.",
        left,
    )


def _until(typed: str | None) -> datetime.date:
    from relmap.exchange.reduced import default_until

    if typed is None:
        return default_until(datetime.date.today())
    try:
        until = datetime.date.fromisoformat(typed)
    except ValueError:
        raise Trouble(say("--until is a day like 2027-01-31.")) from None
    if until <= datetime.date.today():
        raise Trouble(say("--until is a day to come, like 2027-01-31."))
    return until


def _new_passphrase(chosen: argparse.Namespace) -> str:
    if chosen.new_passphrase_file:
        return read_passphrase(chosen.new_passphrase_file)
    chosen.passphrase_file = None
    return passphrase_for(chosen, new=True)
