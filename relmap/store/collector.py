"""Keeps the garbage collector still while thousands of rows come into being: it would look often and find nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection inside; afterwards as before.

    What came into being then counts as old at once: it will stay, and looking through it would cost as much as making
    it did.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # the two together only move everything to the oldest generation
        if enabled:
            gc.enable()
