"""The command that makes a page of a case as a file, without any window: which pages there are, and what each asks."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from relmap.cli.leaving import done_with, put_out
from relmap.cli.outlets import require_outlet
from relmap.cli.terminal import DONE, open_case, remark, tell, without_a_screen
from relmap.words import Trouble, say

if TYPE_CHECKING:
    from relmap.reports.questions import Answer, Question
    from relmap.ui.paper.making import Making, PaperKind

PAGES = (".pdf", ".html", ".odt")
PAPERS = ("A4", "Letter")


def report(chosen: argparse.Namespace) -> int:
    """Make a page, or say which there are and what each asks."""
    without_a_screen()
    if chosen.out is None or chosen.page is None:
        return _list(chosen)
    require_outlet(chosen, PAGES)
    from relmap.app import make_pages
    from relmap.exchange.landing import picture_warning
    from relmap.ui.folio.sheet import SHEETS
    from relmap.ui.paper.writing import write_bound

    with contextlib.closing(open_case(chosen)) as document:
        making = make_pages(document)
        kind = _kind(making, chosen.page)
        if chosen.out.suffix.lower() not in kind.forms:
            raise Trouble(say("The name must end in {forms}. Nothing was written.", forms=", ".join(kind.forms)))
        answers = dict(_answers(making.questions(kind.key), chosen.answer))
        made = done_with(making.steps(kind.key, answers, SHEETS[chosen.paper]))
        if made.told:
            remark(made.told)

        def write() -> None:
            done_with(write_bound(made.bound, chosen.out, replace=chosen.force))

        put_out(document, chosen.out, write, picture_warning(), what=kind.title(), whom=chosen.whom)
    return DONE


def _list(chosen: argparse.Namespace) -> int:
    from relmap.app import make_pages

    with contextlib.closing(open_case(chosen)) as document:
        making = make_pages(document)
        kinds = making.kinds if chosen.page is None else [_kind(making, chosen.page)]
        for kind in kinds:
            for line in _lines(making, kind, options=chosen.page is not None):
                tell(line)
    return DONE


def _kind(making: Making, page: str) -> PaperKind:
    try:
        return making.kind(page)
    except KeyError:
        keys = ", ".join(kind.key for kind in making.kinds)
        raise Trouble(say("There is no page “{page}”. There are: {pages}.", page=page, pages=keys)) from None


def _lines(making: Making, kind: PaperKind, *, options: bool) -> Iterator[str]:
    yield say("{page}: {title}. {about}", page=kind.key, title=kind.title(), about=kind.about())
    for question in making.questions(kind.key):
        yield f"    {question.key}: {question.words}"
        if options:
            yield from (f"        {value}: {words}" for value, words in question.options)


def _answers(questions: Sequence[Question], given: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """The answers that were typed as KEY=VALUE; several of one key are several ticks."""
    typed: dict[str, list[str]] = {}
    for words in given:
        key, _, value = words.partition("=")
        if key not in {question.key for question in questions}:
            keys = ", ".join(question.key for question in questions)
            raise Trouble(say("This page does not ask “{key}”. It asks: {keys}.", key=key, keys=keys or say("nothing")))
        typed.setdefault(key, []).append(value)
    for question in questions:
        if question.key in typed:
            yield question.key, _answer(question, typed[question.key])


def _answer(question: Question, typed: list[str]) -> Answer:
    if question.kind == "flag":
        if typed[-1] not in ("yes", "no"):
            raise Trouble(say("{key} is answered with yes or no.", key=question.key))
        return typed[-1] == "yes"
    if question.kind == "text":
        return "\n".join(typed)
    if question.kind == "ticks":
        return tuple(_value(question, words) for words in typed if words)
    return _value(question, typed[-1])


def _value(question: Question, words: str) -> str:
    for value, shown in question.options:
        if words in (value, shown):
            return value
    raise Trouble(
        say("“{words}” is no answer to {key}. relmap report CASE PAGE lists them.", words=words, key=question.key)
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command asks for beside the case."""
    parser.add_argument("page", metavar="PAGE", nargs="?", help=say("which page; without it they are listed"))
    parser.add_argument("out", metavar="OUT", nargs="?", type=Path, help=say("a file that ends in .pdf, .html or .odt"))
    parser.add_argument(
        "--answer", metavar="KEY=VALUE", action="append", default=[], help=say("an answer to what the page asks")
    )
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help=say("the size of the paper"))
    parser.add_argument("--force", action="store_true", help=say("replace OUT where it exists"))
    parser.add_argument("--for", dest="whom", metavar="WHOM", help=say("for whom it is, for the record in the case"))
