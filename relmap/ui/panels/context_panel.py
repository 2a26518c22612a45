"""The panels of a context and of a life event: what each is about, and what came of it.

What a context matters for stands before the questions about it, because that is what it is on the map for. Nothing
here grades a standing; whoever has it says what it gives.
"""

from __future__ import annotations

from relmap.ui.panels.desk import Desk
from relmap.ui.panels.fields import Fields
from relmap.ui.panels.linked import Linked, link_sections
from relmap.ui.panels.section import Section

_ABOUT = ("about", True)
_ABOUT_IT = ("about", False)
_MADE = ("made_of", True)


def context_sections(desk: Desk, id: str) -> list[Section]:
    """The words, what it matters for, whose it is and what it gives, whether it is seen and spoken of, and when."""
    standing = ("held_by", "standing", "visible", "voiced")
    return [
        Fields(desk, id, ("dimension", "description"), always=("dimension",), ruled=False, tone="context"),
        Linked(desk, id, "about", outward=True),
        Fields(desk, id, standing, always=standing, tone="context"),
        Fields(desk, id, ("period_said", "period"), ruled=False),
        *link_sections(desk, id, but=frozenset({_ABOUT, _ABOUT_IT})),
    ]


def event_sections(desk: Desk, id: str) -> list[Section]:
    """When it was, as it was said first; whose event it is; what it meant, and what was made of it."""
    return [
        Fields(desk, id, ("happened_said", "happened"), always=("happened_said", "happened"), ruled=False),
        Fields(desk, id, ("scope", "what_it_meant"), always=("scope",), ruled=False),
        Linked(desk, id, "made_of", outward=True),
        *link_sections(desk, id, but=frozenset({_MADE})),
    ]
