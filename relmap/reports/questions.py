"""What a page asks before it is made: which lesson, what to take along, by which names; plain data, answered anywhere.

The same questions are asked by the window, where the preview follows each answer, and by the command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, TypeAlias

from relmap.analysis.numbers import Noted, unknown_day
from relmap.model.source import Source
from relmap.read.names_in_text import NameSearch
from relmap.reports.blocks import Report

Answer: TypeAlias = "str | bool | tuple[str, ...]"
Answers: TypeAlias = "Mapping[str, Answer]"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. "one": a value of `options`; "ticks": several of them; "flag": yes or no; "text": free words.

    `options` are (value, words); `default` is the answer where none is given: a str, a tuple for ticks, a bool.
    """

    key: str
    words: str
    kind: Literal["one", "ticks", "flag", "text"]
    options: tuple[tuple[str, str], ...] = ()
    default: Answer = ""
    hint: str = ""


def nobody() -> None:
    """That no names are known but those that may be exported."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a page is told besides the case: the day it is made (ISO), when numbers were noted, and the first map.

    `first_map` is the revision in which the first held session ended; None where there is none. `then` lends the case
    as it stood after a revision, seen as it may be exported today, so that a picture of it can be told in words.
    `everybody` makes a search for the names of the whole case, which tells no name; None: what may be exported is all.
    """

    today: str | None = None
    noted: Noted = unknown_day
    first_map: int | None = None
    then: Callable[[int], AbstractContextManager[Source]] | None = None
    everybody: Callable[[], NameSearch | None] = nobody


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of page: what it is called, what it is for, what it asks, and how it is read from what may be exported."""

    key: str
    title: Callable[[], str]
    about: Callable[[], str]
    questions: Callable[[Source], tuple[Question, ...]]
    read: Callable[[Source, Answers, Given], Report]


def text_of(answers: Answers, question: Question) -> str:
    """The answer to a question of one value or of words; its default where it was not answered."""
    answer = answers.get(question.key, question.default)
    return answer if isinstance(answer, str) else ""


def ticks_of(answers: Answers, question: Question) -> tuple[str, ...]:
    """What was ticked, in the order of the options."""
    answer = answers.get(question.key, question.default)
    ticked = answer if isinstance(answer, tuple) else ()
    return tuple(value for value, _ in question.options if value in ticked)


def flag_of(answers: Answers, question: Question) -> bool:
    """Yes or no."""
    return answers.get(question.key, question.default) is True
