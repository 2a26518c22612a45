"""How calm a finished layout is, in one figure: it chooses among layouts and says nothing about people."""

from __future__ import annotations

import numpy as np

from relmap.analysis.crossings import crossing, running_over, segments_of
from relmap.analysis.sheet import Floats, Sheet, polar

CROSSING = 110.0
COVERED = 130.0
ASTRAY = 500.0
OUTSIDE = 0.6


def unrest(sheet: Sheet) -> float:
    """Length, crossings and covered ties of a layout, and people away from their sector; less is calmer."""
    spokes = sheet.of_kind("person", "second")
    rows = np.zeros((len(spokes) + len(sheet.pairs), 4))
    rows[: len(spokes), 2:] = sheet.at[spokes]
    rows[len(spokes) :] = sheet.at[sheet.pairs].reshape(-1, 4)
    segments = segments_of(rows)
    length = float(np.hypot(rows[:, 0] - rows[:, 2], rows[:, 1] - rows[:, 3]).sum())
    crossed = int(crossing(segments, segments).sum()) / 2
    return length + CROSSING * crossed + COVERED * _covered(sheet, rows) + _astray(sheet, spokes) + _spread(sheet)


def _covered(sheet: Sheet, rows: Floats) -> int:
    """How many times a tie runs over a card or a person that is not its own."""
    over = running_over(segments_of(rows), sheet.boxes(range(len(sheet.nodes))))
    spokes = sheet.of_kind("person", "second")
    over[range(len(spokes)), spokes] = False
    over[:, sheet.of_kind("client")] = False
    ties = np.arange(len(spokes), len(rows))
    over[ties, sheet.pairs[:, 0]] = False
    over[ties, sheet.pairs[:, 1]] = False
    return int(over.sum())


def _astray(sheet: Sheet, people: list[int]) -> float:
    """What it costs that people of one sector sit apart."""
    cost = 0.0
    for sector in {sheet.nodes[i].sector for i in people} - {None}:
        angle = polar(sheet.at[[i for i in people if sheet.nodes[i].sector == sector]])[1]
        cost += len(angle) - float(abs(np.exp(1j * angle).sum()))
    return ASTRAY * cost


def _spread(sheet: Sheet) -> float:
    """What it costs that the whole picture is large."""
    far = np.hypot(sheet.at[:, 0], sheet.at[:, 1])
    return OUTSIDE * float(far.sum())
