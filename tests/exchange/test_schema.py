"""The published schema is the one that the mapped classes make."""

from __future__ import annotations

from pathlib import Path

import jsonschema

from relmap.exchange.schema import case_schema, schema_text
from relmap.resources import resource

RENEW = (
    'python -c "from pathlib import Path; from relmap.exchange.schema import schema_text; '
    "Path('resources/schema/relmap-case-1.schema.json').write_text(schema_text(), 'utf-8', newline='\\n')\""
)


def test_the_published_schema_is_the_generated_one() -> None:
    published = Path(resource("schema", "relmap-case-1.schema.json")).read_bytes()
    assert published == schema_text().encode(), f"renew it with: {RENEW}"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())
