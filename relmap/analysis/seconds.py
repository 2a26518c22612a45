"""The circle of a second tie with the same person: it touches the first, off the line to the client."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from relmap.analysis.crossings import running_over, segments_of
from relmap.analysis.overlap import covered
from relmap.analysis.sheet import GAP, Floats, Sheet, boxes_at
from relmap.model.geometry import PERSON_RADIUS, SECOND_RADIUS

TOUCH = PERSON_RADIUS + SECOND_RADIUS
WAYS = np.stack((np.cos(np.arange(24) * np.pi / 12), np.sin(np.arange(24) * np.pi / 12)), axis=1) * TOUCH


def place_seconds(sheet: Sheet) -> None:
    """Joins every loose second circle to its person."""
    hosts = {node.id: i for i, node in enumerate(sheet.nodes) if node.kind == "person"}
    for i in sheet.of_kind("second"):
        host = hosts.get(sheet.nodes[i].joined_to or "")
        if host is not None and not sheet.still[i]:
            sheet.at[i] = join(sheet, i, host)


def roomy(sheet: Sheet) -> Sheet:
    """The same sheet with wider footprints for people who will have a second circle beside them."""
    hosts = {node.id: i for i, node in enumerate(sheet.nodes) if node.kind == "person"}
    half = sheet.half.copy()
    for i in sheet.of_kind("second"):
        host = hosts.get(sheet.nodes[i].joined_to or "")
        if host is not None:
            half[host, 0] = max(half[host, 0], TOUCH + sheet.half[i, 0])
    return replace(sheet, half=half)


def join(sheet: Sheet, second: int, host: int) -> Floats:
    """The place touching its person that covers least, off the tie to the client, rather above."""
    sheet.at[second] = math.nan
    places = sheet.at[host] + WAYS
    here = boxes_at(places, sheet.half[second], sheet.below[second])
    others = np.flatnonzero(sheet.placed())
    others = others[others != host]
    area = covered(here, sheet.boxes(others), GAP).sum(axis=1) / (4 * sheet.half[second].prod())
    cost = 4.0 * area + 0.2 * WAYS[:, 1] / TOUCH + 3.0 * _on_host(sheet, host, here)
    circle = np.concatenate((places - SECOND_RADIUS - 3.0, places + SECOND_RADIUS + 3.0), axis=1)
    cost += 2.0 * running_over(segments_of(np.array([[0.0, 0.0, *sheet.at[host]]])), circle)[0]
    best: Floats = places[int(cost.argmin())]
    return best


def _on_host(sheet: Sheet, host: int, here: Floats) -> Floats:
    """How much of a second footprint would lie on its person's label or circle, as a share of it."""
    label = sheet.boxes([host])
    label[:, 1] = sheet.at[host, 1] + PERSON_RADIUS
    body = np.concatenate((sheet.at[host] - 0.8 * PERSON_RADIUS, sheet.at[host] + 0.8 * PERSON_RADIUS))
    both = np.concatenate((label, body[None, :]))
    share: Floats = covered(here, both).sum(axis=1) / (here[:, 2:] - here[:, :2]).prod(axis=1)
    return share
