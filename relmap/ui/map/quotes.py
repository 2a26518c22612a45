"""The quotation marks of a language, for words that somebody spoke."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

Marks = tuple[str, str]

ENGLISH: Marks = ("“", "”")
_BY_LANGUAGE: Mapping[str, Marks] = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "lt", "et", "ka", "hr", "sr"), ("„", "“")),
    **dict.fromkeys(("pl", "ro", "hu", "nl"), ("„", "”")),
    **dict.fromkeys(("fr", "br"), ("« ", " »")),
    **dict.fromkeys(("ru", "uk", "be", "es", "ca", "eu", "gl", "it", "el", "no", "nb", "nn", "hy"), ("«", "»")),
    **dict.fromkeys(("ar", "fa", "ps", "ur", "ku", "am", "ti"), ("«", "»")),
    **dict.fromkeys(("sv", "fi"), ("”", "”")),
    **dict.fromkeys(("da",), ("»", "«")),
    **dict.fromkeys(("he", "yi"), ("”", "“")),
    **dict.fromkeys(("ja",), ("「", "」")),
}
_BY_SCRIPT: Mapping[str, Marks] = {
    "ARABIC": ("«", "»"),
    "HEBREW": ("”", "“"),
    "CYRILLIC": ("«", "»"),
    "GREEK": ("«", "»"),
    "HIRAGANA": ("「", "」"),
    "KATAKANA": ("「", "」"),
    "CJK": ("“", "”"),
}
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk")


def marks_for(text: str, language: str | None) -> Marks:
    """The opening and closing mark for a text: by its language (BCP 47), else by its script."""
    tag = (language or "").lower().replace("_", "-")
    if tag.startswith(_TRADITIONAL):
        return "「", "」"
    by_language = _BY_LANGUAGE.get(tag.split("-")[0])
    if by_language is not None:
        return by_language
    return ENGLISH if tag else _by_script(text)


def _by_script(text: str) -> Marks:
    for character in text[:80]:
        if character.isalpha():
            script = unicodedata.name(character, "").split(" ")[0].split("-")[0]
            return _BY_SCRIPT.get(script, ENGLISH)
    return ENGLISH
