"""A real encrypted file of process notes for each test, quickly: the slow key is derived once for a whole run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.apart.notebook import Notebook
from tests.notefiles import empty_notebook


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    """An empty file of process notes, open."""
    opened = empty_notebook(tmp_path / "case.relnotes")
    yield opened
    opened.close()
