"""The forms of other programs, read by other readers: networkx, Python's csv, an XML parser."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx
import pytest

from relmap.edits.people import add_person
from relmap.edits.placing import placement_of
from relmap.exchange.demo import DEMO_PASSPHRASE, demo_file
from relmap.exchange.drawio import drawio_bytes
from relmap.exchange.forms_out import FORMS, write_form
from relmap.exchange.graph import left_out_of_graphs, read_graph
from relmap.exchange.graphml import graphml_bytes
from relmap.exchange.tables import guarded_cell, tables_bytes
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Person, Relationship
from relmap.read.projection import Projection
from relmap.store.document import Document
from relmap.store.files import open_document
from tests.analysis.looked_at import looked_at, people
from tests.casefiles import begun_document

HOSTILE = (
    "=1+1",
    "+49",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    " =1",
    "<b>&\"'",
    "a\x00b\x0b",
    "\ud800",
    "أمي",
    "妈妈",
    "🪶",
    "a,b\nc",
)


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with contextlib.closing(begun_document(tmp_path / "a.relmap")) as document:
        yield document


@pytest.fixture(scope="module")
def demo() -> Iterator[Document]:
    with demo_file() as path, contextlib.closing(open_document(path, DEMO_PASSPHRASE)) as document:
        yield document


def tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def test_graphml_opens_in_another_reader(demo: Document) -> None:
    graph = networkx.parse_graphml(graphml_bytes(demo).decode(), force_multigraph=True)
    people = {node: values for node, values in graph.nodes(data=True) if values["networkCanvasType"] == "people"}
    assert {node: values["label"] for node, values in people.items()} == {
        one.id: one.name or "?" for one in demo.all(Person)
    }
    lines = [values for _, _, values in graph.edges(data=True)]
    ties = [values["networkCanvasUUID"] for values in lines if values["networkCanvasType"] == "tie"]
    assert sorted(ties) == sorted(one.id for one in demo.all(Relationship))
    assert any(isinstance(values.get("closeness"), int) for _, _, values in graph.edges(data=True))
    assert left_out_of_graphs() in graphml_bytes(demo).decode()


def test_every_edge_has_an_id_of_its_own_whatever_its_row_is_called() -> None:
    rows = [
        *people("mum", "dad"), Relationship(id="r_two", a="mum", b="dad", ordinal=9), Lesson(id="l", text="No"),
        Taught(id="w", lesson="l", relationship="r_two"), Taught(id="w-2", lesson="l", relationship="r_two", ordinal=1),
    ]  # fmt: skip
    ids = [edge.id for edge in read_graph(looked_at(rows)).edges]
    assert len(ids) == len(set(ids)) == 8


def test_csv_has_the_columns_of_network_canvas(demo: Document) -> None:
    found = tables(tables_bytes(demo))
    people, ties = found["attributeList_people.csv"], found["edgeList_tie.csv"]
    assert [row["networkCanvasUUID"] for row in people] == [one.id for one in demo.all(Person)]
    by_number = {row["nodeID"]: row["networkCanvasUUID"] for row in people}
    assert ties
    for row in ties:
        assert by_number[row["from"]] == row["networkCanvasSourceUUID"]
        assert by_number[row["to"]] == row["networkCanvasTargetUUID"]
        assert row["networkCanvasEgoUUID"] == found["ego.csv"][0]["networkCanvasEgoUUID"]


def test_drawio_stands_as_the_map_does(demo: Document) -> None:
    root = ET.fromstring(drawio_bytes(demo))
    cells = {cell.get("id"): cell for cell in root.iter("mxCell")}
    assert len(cells) == len(list(root.iter("mxCell"))), "every id is its own"
    for person in demo.all(Person):
        shape = cells[f"n-{person.id}"].find("mxGeometry")
        place = placement_of(demo, person.id)
        assert shape is not None
        if place is not None:
            middle = [
                float(shape.get(a, "")) + float(shape.get(b, "")) / 2 for a, b in (("x", "width"), ("y", "height"))
            ]
            assert middle == pytest.approx([place.x, place.y])
    for cell in cells.values():
        for end in ("source", "target", "parent"):
            assert cell.get(end) is None or cell.get(end) in cells
    assert left_out_of_graphs() in drawio_bytes(demo).decode()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_go_through(document: Document, name: str) -> None:
    node = next(iter(read_graph(document).nodes))
    assert node.label == "?"
    if "\ud800" not in name and "\x00" not in name:
        add_person(document, name)
    graph = networkx.parse_graphml(graphml_bytes(document).decode(), force_multigraph=True)
    assert len(graph) == len(document.all(Person))
    ET.fromstring(drawio_bytes(document))
    cells = [row["label"] for row in tables(tables_bytes(document))["attributeList_people.csv"]]
    assert not any(cell.lstrip(" ")[:1] in tuple("=+-@\t\r") for cell in cells if cell)


def test_numbers_stay_numbers_and_texts_are_guarded() -> None:
    assert guarded_cell(-2.5) == -2.5
    assert guarded_cell("Mum") == "Mum"
    assert guarded_cell("") == ""
    for text in ("=1", "-1", "+1", "@a", "\ta", "\ra", " =a", "＝1"):
        assert guarded_cell(text) == f"'{text}"


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_what_is_covered_is_in_no_form(document: Document, tmp_path: Path, suffix: str) -> None:
    id = add_person(document, "Sentinel")
    with document.edit("cover", stands=True):
        document.need(Person, id).veil = "full"
    write_form(document, tmp_path / f"out{suffix}")
    data = (tmp_path / f"out{suffix}").read_bytes()
    if suffix == ".zip":
        data = json.dumps(tables(data)).encode()
    assert b"Sentinel" not in data
    assert id.encode() not in data


def test_an_empty_case_has_every_form(document: Document) -> None:
    source = Projection(document, "export")
    assert all(write(source) for write in FORMS.values())
    source.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice, hundreds of megabytes, is not installed")
def test_a_spreadsheet_program_opens_the_people(document: Document, tmp_path: Path) -> None:
    """It reads every letter of every name, and takes nothing for a formula."""
    written = ["=1+1", "+49", "-1", "@SUM(A1)", "a,b", 'a "b"', "أمي", "妈妈", "🪶"]
    for name in written:
        add_person(document, name)
    with zipfile.ZipFile(io.BytesIO(tables_bytes(document))) as archive:
        archive.extract("attributeList_people.csv", tmp_path)
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", str(tmp_path)]  # commas, quotes, UTF-8
    command += [str(tmp_path / "attributeList_people.csv")]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    with zipfile.ZipFile(tmp_path / "attributeList_people.xlsx") as book:
        texts = ["".join(item.itertext()) for item in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert [name for name in map(guarded_cell, written) if name not in texts] == []
    tags = [part.tag.rsplit("}", 1)[-1] for part in sheet.iter()]
    assert tags.count("row") == 1 + len(document.all(Person))
    assert "f" not in tags
