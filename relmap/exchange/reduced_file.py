"""The list of places as a file to be filled in, for who makes a reduced-identity copy on the command line.

It is the one list that both is written and read: `do` says what becomes of each place. It holds words of the case and
is not encrypted. Suggestions for dates are left out of it: the two together would tell the secret offset.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from relmap.exchange.border import read_bytes, text_of, tree_of
from relmap.exchange.reduced import Plan, Residue
from relmap.exchange.reduced_choices import Choice, Do
from relmap.words import Trouble, say

FORMAT = "relmap-reduced-identity"
VERSION = 1
_DOINGS: tuple[Do, ...] = get_args(Do)
_TOLD_BY_DATES = frozenset({"date", "said"})


class NotAList(Trouble):
    """The file is no list of places; nothing was written."""

    def __init__(self, reason: str) -> None:
        """`reason`: what is wrong with it, a sentence."""
        super().__init__(say("{reason} Nothing was written.", reason=reason))


def list_bytes(plan: Plan) -> bytes:
    """The list, to be filled in: `do` is one of suggested, words, leave, remove."""
    places = [_place(number, one) for number, one in enumerate(plan.residue, 1)]
    value = {"format": FORMAT, "version": VERSION, "do": list(_DOINGS), "unknown": list(plan.unknown), "places": places}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_choices(plan: Plan, path: Path) -> dict[str, Choice]:
    """What was chosen in a list, for the places of this plan. Raises NotAList or ImportRefused."""
    tree = tree_of(text_of(read_bytes(path)))
    if not isinstance(tree, dict) or tree.get("format") != FORMAT or not isinstance(tree.get("places"), list):
        raise NotAList(say("“{name}” is no list of places as relmap reduce --list writes it.", name=path.name))
    if tree.get("version") != VERSION:
        raise NotAList(say("“{name}” is a list of another version of relmap. Write a new one.", name=path.name))
    places = {one.key: one for one in plan.residue}
    chosen = {}
    for entry in tree["places"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise NotAList(say("A place in the list has no key."))
        one = places.get(entry["key"])
        if one is not None and entry.get("do") is not None and entry.get("found") == one.found:
            chosen[one.key] = _choice(entry)
    return chosen


def _place(number: int, one: Residue) -> dict[str, Any]:
    return {
        "number": number,
        "key": one.key,
        "why": one.why,
        "kind": one.array,
        "field": one.field,
        "before": one.before,
        "found": one.found,
        "after": one.after,
        "suggestions": [] if one.why in _TOLD_BY_DATES else list(one.suggestions),
        "do": None,
        "words": "",
    }


def _choice(entry: Mapping[str, Any]) -> Choice:
    do, words = entry["do"], entry.get("words", "")
    if do not in _DOINGS or not isinstance(words, str):
        raise NotAList(say("What becomes of a place is one of: {doings}.", doings=", ".join(_DOINGS)))
    return Choice(do, words)
