"""The last touch: a handful of neighbouring cards is taken up and laid again, and stays so if the map is calmer.

One card alone often cannot move because its neighbours lie in the way; some together can. Large maps get few such
rounds or none, because each asks for the unrest of the whole map.
"""

from __future__ import annotations

import math

import numpy as np

from relmap.analysis.calm import unrest
from relmap.analysis.cards import Table
from relmap.analysis.sheet import Beat, Sheet

HANDFUL = 6
STRIDE = 7
KEPT = 48
MOST = 30
WORK = 150_000


def polish(sheet: Sheet, beat: Beat) -> None:
    """Improves where the loose cards lie, as long as the size of the map allows."""
    table = Table(sheet)
    cards = [i for i in sheet.of_kind("card") if not sheet.still[i]]
    rounds = min(MOST, WORK // max(len(cards) * len(table.rows), 1)) if len(cards) > 1 else 0
    best = unrest(sheet) if rounds else 0.0
    for count in range(rounds):
        beat(count / rounds)
        best = _again(table, cards, cards[count * STRIDE % len(cards)], best)


def _again(table: Table, cards: list[int], first: int, best: float) -> float:
    """Lays a card and those nearest to it again; puts them back if that did not help. The unrest after it."""
    sheet = table.sheet
    away = sheet.at[cards] - sheet.at[first]
    near = np.argsort(np.hypot(away[:, 0], away[:, 1]), kind="stable")[:HANDFUL]
    some = sorted((cards[k] for k in near.tolist()), key=lambda i: (i != first, -len(sheet.ties[i]), i))
    before = sheet.at[some].copy()
    for card in some:
        table.put(card, np.full(2, math.nan))
    for card in some:
        table.lay(card, KEPT)
    now = unrest(sheet)
    if now < best - 1e-6:
        return now
    for card, place in zip(some, before, strict=True):
        table.put(card, place)
    return best
