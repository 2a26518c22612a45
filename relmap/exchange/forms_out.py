"""The forms of other programs that the map can be written in, by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from relmap.exchange.drawio import drawio_bytes
from relmap.exchange.graph import left_out_of_graphs
from relmap.exchange.graphml import graphml_bytes
from relmap.exchange.landing import write_file
from relmap.exchange.tables import tables_bytes
from relmap.model.source import Source
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.words import say

FORMS: Mapping[str, Callable[[Source], bytes]] = {
    ".graphml": graphml_bytes,
    ".zip": tables_bytes,
    ".drawio": drawio_bytes,
}


def write_form(document: Document, path: Path, *, replace: bool = False) -> None:
    """Write what an export may show in the form its suffix names. Raises KeyError for another, NotWritten."""
    projection = Projection(document, "export")
    try:
        data = FORMS[path.suffix.lower()](projection)
    finally:
        projection.close()
    write_file(path, data, replace=replace)


def form_warning() -> str:
    """What to say before such a file is saved, and after."""
    return f"{left_out_of_graphs()} {say('It is not encrypted: whoever has it can read it.')}"
