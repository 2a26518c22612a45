"""What opening a case takes and the first window does not: loaded beside that window, while its person still types.

Nothing becomes right or wrong by it. It only spares a wait between the passphrase and the map.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from threading import Lock

_LATER = (
    "relmap.model.kinds",
    "relmap.store.files",
    "relmap.analysis.arrange",
    "relmap.ui.map.desk_view",
    "relmap.ui.panels.inspector",
    "relmap.ui.therapist_window",
)
"""In steps, so that a window that is closed meanwhile waits for one of them at most."""
_ONE_AT_A_TIME = Lock()
"""Two threads that load the same packages from different ends can each see the other's half."""


def load_ahead(cancelled: Callable[[], bool] = lambda: False) -> None:
    """Load everything that a case and its window are made of, once; for a thread."""
    with _ONE_AT_A_TIME:
        for name in _LATER:
            if cancelled():
                return
            importlib.import_module(name)
        _warm_up()


def _warm_up() -> None:
    from relmap.model.base import Entity
    from relmap.model.when import is_when
    from relmap.store.files import schema

    Entity.registry.configure()
    schema()
    is_when("199X")  # the grammar of unusual dates is built when the first is read
