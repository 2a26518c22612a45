"""The demo case in an encrypted file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relmap.edits.importing import take_in
from relmap.exchange.reading import parse_case
from relmap.resources import resource
from relmap.store.document import Document
from tests.casefiles import empty_document


@pytest.fixture
def heron(tmp_path: Path) -> Iterator[Document]:
    document = empty_document(tmp_path / "heron.relmap")
    take_in(document, parse_case(resource("demo", "heron.json")), session=None)
    yield document
    document.close()
