"""The Looks of one feed, kept ready while another feed is shown, so that it costs little to come back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from relmap.read.projection import Delta
from relmap.ui.feed import Feed
from relmap.ui.map.look import Looks
from relmap.ui.map.shapes import Look

_MANY = 150
"""More changes than this are not followed one by one: everything is made anew."""

Take = Callable[[tuple[list[Look], list[str]] | None], None]


class Following:
    """One feed's Looks. While it is `shown` each change is taken at once, otherwise it is only noted."""

    def __init__(self, feed: Feed, looks: Looks, take: Take) -> None:
        """Follow `feed`; `take` is given the Looks that differ and the ids of those that are gone, or None for all."""
        self.shown = False
        self.looks = looks
        self._feed, self._take = feed, take
        self._missed: set[str] | None = None
        feed.changed.connect(self._hear)

    def begin(self, like: Following | None, differs: Iterable[str] | None) -> None:
        """Make the Looks; where only a few ids differ from another feed's, from those."""
        differs = set(differs) if differs is not None else None
        if like is None or differs is None or len(differs) > _MANY:
            self.looks.all()
        else:
            like.now()
            self.looks.take_over(like.looks)
            self.looks.update(differs)

    def now(self) -> list[Look]:
        """Every Look as it is now."""
        missed, self._missed = self._missed, None
        if missed:
            if len(missed) > _MANY:
                return self.looks.all()
            self.looks.update(missed)
        return self.looks.now()

    def end(self) -> None:
        """Follow no longer."""
        self._feed.changed.disconnect(self._hear)

    def _hear(self, delta: Delta) -> None:
        if not self.shown:
            self._missed = (self._missed or set()) | delta.touched
        elif len(delta.touched) > _MANY:
            self.looks.all()
            self._take(None)
        else:
            self._take(self.looks.update(delta.touched))
