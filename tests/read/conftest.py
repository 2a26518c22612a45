"""A case for each test of reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.store.document import Document
from tests.casefiles import begun_document


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """A case that has just begun."""
    opened = begun_document(tmp_path / "case.relmap")
    yield opened
    opened.close()
