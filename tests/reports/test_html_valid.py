"""Every page as HTML before judges of others: the validator Tidy and the accessibility checker axe-core.

Both are programs that need not be on a machine, so each is asked where it is installed; `.ci/run` installs the first.
Without them `test_html.py` still reads every page by a parser that takes no mistake. axe runs in jsdom, which paints
nothing, so that it cannot judge contrast: that is the themes' matter.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from relmap.read.projection import Projection
from relmap.reports.catalogue import KINDS
from relmap.reports.html import html_bytes
from relmap.reports.questions import Given
from tests.casefiles import begun_document, demo_document

MODULES = Path(os.environ.get("RELMAP_NODE_MODULES", "none"))
"""Where `npm install axe-core jsdom` put them."""
HAS_AXE = shutil.which("node") is not None and (MODULES / "axe-core").is_dir() and (MODULES / "jsdom").is_dir()
PNG = b"\x89PNG a picture"
FAULTY = (
    "<!DOCTYPE html><html><head><title></title></head>"
    "<body><main><h1>A</h1><h4></h4><img src='x'><p id=a><p id=a></b></main></body></html>"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every report of the demo and of a case that has just begun; the last is faulty on purpose."""
    folder = tmp_path_factory.mktemp("pages")
    for make in (demo_document, begun_document):
        document = make(folder / f"{make.__name__}.relmap")
        with closing(document), closing(Projection(document, "export")) as source:
            for kind in KINDS:
                page = html_bytes(kind.read(source, {}, Given()), lambda picture: PNG)
                (folder / f"{make.__name__}-{kind.key}.html").write_bytes(page)
    (folder / "z.html").write_text(FAULTY, encoding="utf-8")
    return sorted(folder.glob("*.html"))


@pytest.mark.skipif(shutil.which("tidy") is None, reason="the validator Tidy is not installed")
def test_a_validator_finds_nothing(pages: list[Path]) -> None:
    def said(page: Path) -> str:
        command = ["tidy", "-quiet", "-errors", "-utf8", "--show-warnings", "yes", str(page)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stderr

    *whole, faulty = pages
    assert {page.name: words for page in whole if (words := said(page))} == {}
    assert "discarding unexpected </b>" in said(faulty)


@pytest.mark.skipif(not HAS_AXE, reason="axe-core and jsdom are not where RELMAP_NODE_MODULES says")
def test_an_accessibility_checker_finds_nothing(pages: list[Path]) -> None:
    asked = [str(page) for page in pages if not page.name.startswith("begun")]
    command = ["node", str(Path(__file__).with_name("axe.cjs")), str(MODULES), *asked]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True)
    *whole, faulty = json.loads(done.stdout).values()
    assert [one["violations"] for one in whole] == [[]] * len(KINDS)
    assert all(one["passes"] > 5 for one in whole)
    assert {one.split(":")[0] for one in faulty["violations"]} >= {"document-title", "html-has-lang", "image-alt"}
