"""One passphrase for several cases, for those who want that: kept in memory alone, until relmap is locked or closed."""

from __future__ import annotations


class KeptPassphrase:
    """What was typed last with the wish to keep it; empty at first."""

    def __init__(self) -> None:
        """Keep nothing."""
        self.words = ""

    def keep(self, words: str) -> None:
        """Keep it for the next case."""
        self.words = words

    def forget(self) -> None:
        """Keep nothing any more."""
        self.words = ""
