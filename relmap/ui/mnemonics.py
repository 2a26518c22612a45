"""Words on menus and buttons, where Qt would make a mnemonic of an &."""

from __future__ import annotations


def escaped(words: str) -> str:
    """Words for a menu or a button, in which & stays an &."""
    return words.replace("&", "&&")
