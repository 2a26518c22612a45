"""The first window does not wait for the database, the charts or anything that only a later task needs."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import pytest

LATER = ("matplotlib", "sqlalchemy", "sqlcipher3", "numpy", "edtf", "zxcvbn", "jsonschema")
STARTS = ["relmap.ui.theme, relmap.ui.icons, relmap.settings", "relmap.app", "relmap.cli"]


@pytest.mark.parametrize("start", STARTS)
def test_the_start_imports_nothing_heavy(start: str) -> None:
    if importlib.util.find_spec(start.split(",", 1)[0]) is None:
        pytest.skip(f"{start} is not there yet")
    code = f"import sys, {start}; print(sorted({{name.split('.')[0] for name in sys.modules}} & set({LATER!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True, env=dict(os.environ)
    )
    assert done.stdout.strip() == "[]"


FIRST_WINDOW = """
import os
from PySide6 import QtCore
from relmap.app import Root, make_application
from relmap.settings import Settings
window = Root(make_application(), Settings()).show_start()
window.grab()
print("Qt" in vars(QtCore), flush=True)
os._exit(0)
"""


def test_the_first_window_is_painted_without_the_names_of_qt() -> None:
    """To load the namespace Qt alone takes as long as to build that window."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=dict(os.environ),
    )
    assert done.stdout.strip() == "False"
