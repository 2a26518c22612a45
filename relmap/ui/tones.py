"""The tone a thing of the case is shown in, on chips and cards, by what it is."""

from __future__ import annotations

from collections.abc import Mapping

from relmap.model.base import Entity
from relmap.ui.theme import Tone

_TONES: Mapping[str, Tone] = {
    "roles": "role",
    "played": "role",
    "experiences": "new",
    "ways": "new",
    "contexts": "context",
    "sessions": "room",
    "moments": "room",
    "ruptures": "room",
    "repairs": "room",
}


def tone_of(entity: Entity) -> Tone:
    """The tone a thing is drawn in."""
    valence: Tone | None = getattr(entity, "valence", None)
    return valence or _TONES.get(entity.array, "plain")
