"""How a file that cannot be taken in is refused: every problem with its place, each in one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from relmap.words import Trouble, say

_LONGEST_SHOWN = 40


class Found(NamedTuple):
    """One problem: where (`lessons[3].valence`, empty for the whole file), what, and on which line where known."""

    place: str
    sentence: str
    line: int | None = None

    def __str__(self) -> str:
        """The place and the sentence, on one line."""
        if not self.place:
            return self.sentence
        if self.line is None:
            return say("{place}: {sentence}", place=self.place, sentence=self.sentence)
        return say("{place}, line {line}: {sentence}", place=self.place, line=self.line, sentence=self.sentence)


class ImportRefused(Trouble):
    """A file was not taken in, nothing of it; `problems` holds all that was found, in the order of the file."""

    def __init__(self, problems: Iterable[Found]) -> None:
        """Say the first problem, and how many there are."""
        self.problems = tuple(problems)
        first = self.problems[0]
        if len(self.problems) == 1:
            super().__init__(say("{problem} Nothing was imported.", problem=first))
        else:
            super().__init__(
                say(
                    "{n} places in this file do not fit, the first is {problem} Nothing was imported.",
                    n=len(self.problems),
                    problem=first,
                )
            )


def refuse(sentence: str) -> ImportRefused:
    """The refusal of a whole file for one reason."""
    return ImportRefused([Found("", sentence)])


def shown(name: str) -> str:
    """A name from a stranger's file, fit to be shown: short, and without characters that steer a terminal."""
    short = name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short)


def place_of(path: Iterable[str | int]) -> str:
    """The place that a path of keys and positions leads to: `("lessons", 3, "valence")` → `lessons[3].valence`."""
    place = ""
    for step in path:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            place += f".{shown(step)}" if place else shown(step)
    return place
