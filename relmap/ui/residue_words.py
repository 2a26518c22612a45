"""A place to be looked at, in words: what stands there, why it is listed, and where. Nothing here knows a widget."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.exchange.reduced import Residue
from relmap.read.name_terms import Why
from relmap.read.titles import one_line
from relmap.ui.texts import field_word, kind_word
from relmap.words import say

LONGEST = 200


def found_words(one: Residue) -> str:
    """What stands there, in quotation marks; of a name never to be shown only that it is one."""
    if one.found is None:
        return say("a name never to be shown")
    return say("“{words}”", words=one_line(one.found))


def sentence_words(one: Residue) -> str:
    """The text around it on one line, what was found in square brackets."""
    found = found_words(one) if one.found is None else one.found
    return one_line(f"{one.before}[{found}]{one.after}", LONGEST * 2)


def why_words(one: Residue) -> str:
    """Why it is listed."""
    return _whys()[one.why]


def where_words(one: Residue) -> str:
    """In which field of which kind of thing."""
    return say("{kind}: {field}", kind=kind_word(one.array), field=field_word(one.array, one.field))


def _whys() -> Mapping[Why, str]:
    return {
        "name": say("somebody’s name"),
        "part": say("part of a name"),
        "form": say("perhaps a form of a name"),
        "asked": say("a word to look for"),
        "code": say("what the case is called"),
        "date": say("a date"),
        "reach": say("a way to reach somebody"),
        "said": say("a time in the client’s words"),
    }
