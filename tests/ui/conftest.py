"""Desks to work at: a case that has just begun, and the demo case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.casefiles import begun_document, demo_document
from tests.ui.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """A case that has just begun."""
    made = Desk(begun_document(tmp_path / "case.relmap"), qtbot)
    yield made
    made.close()


@pytest.fixture
def demo_desk(tmp_path: Path, qtbot: QtBot, light: object) -> Iterator[Desk]:
    """The demo case."""
    document = demo_document(tmp_path / "heron.relmap")
    made = Desk(document, qtbot)
    yield made
    made.close()
