"""The demo case in an encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.store.document import Document
from tests.casefiles import demo_document


@pytest.fixture
def heron(tmp_path: Path) -> Iterator[Document]:
    document = demo_document(tmp_path / "heron.relmap")
    yield document
    document.close()
