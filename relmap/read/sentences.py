"""How words stand together: in a row, one after the other, as a sentence. Each language has its own signs for that."""

from __future__ import annotations

from collections.abc import Iterable

from relmap.words import say


def listed(parts: Iterable[str]) -> str:
    """Several things in a row; those that are empty left out."""
    return say(", ").join(part for part in parts if part)


def in_turn(parts: Iterable[str]) -> str:
    """Several statements in one sentence; those that are empty left out."""
    return say("; ").join(part for part in parts if part)


def dotted(parts: Iterable[str]) -> str:
    """Short facts beside each other; those that are empty left out."""
    return say(" · ").join(part for part in parts if part)


def sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return say("{words}.", words=words)


def sentences(all_words: Iterable[str]) -> str:
    """Each as a sentence; those that are empty left out."""
    return " ".join(sentence(words) for words in all_words if words)
