"""The demo case "Heron": invented, shipped in the exchange format, opened through the ordinary encrypted path."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relmap.exchange.importing import import_case
from relmap.exchange.reading import parse_case
from relmap.resources import resource

DEMO_PASSPHRASE = "heron"  # noqa: S105  # nobody's secret
"""Known to everybody and said on screen; the demo holds nobody's life."""


@contextmanager
def demo_file() -> Iterator[Path]:
    """An encrypted case file of the demo in a private folder of its own; both go when the block ends."""
    with tempfile.TemporaryDirectory(prefix="relmap-demo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "heron.relmap"
        import_case(parse_case(resource("demo", "heron.json")), path, DEMO_PASSPHRASE)
        yield path
