"""The people and ties of the map as CSV with the column names of Network Canvas, several files in one ZIP.

A spreadsheet program runs what looks like a formula, so a text that begins like one gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence

from relmap.exchange.graph import Edge, Node, Value, left_out_of_graphs, read_graph
from relmap.model.people import CASE_ID
from relmap.model.source import Source

FORMULAS = "=+-@\t\r\n＝＋－＠"
_MADE = (1980, 1, 1, 0, 0, 0)
"""The time of every file inside: the real one belongs to nobody's business."""


def tables_bytes(source: Source) -> bytes:
    """A ZIP of CSV files, UTF-8: the ego, a list of nodes and a list of edges of each kind, and what is left out."""
    graph = read_graph(source)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "README.txt", left_out_of_graphs() + "\n")
        _put(archive, "ego.csv", _table(("networkCanvasEgoUUID", "networkCanvasCaseID"), [(CASE_ID, CASE_ID)]))
        for kind in dict.fromkeys(node.kind for node in graph.nodes):
            nodes = [node for node in graph.nodes if node.kind == kind]
            _put(archive, f"attributeList_{kind}.csv", _node_table(nodes))
        numbers = _numbers(graph.nodes)
        for kind in dict.fromkeys(edge.kind for edge in graph.edges):
            edges = [edge for edge in graph.edges if edge.kind == kind]
            _put(archive, f"edgeList_{kind}.csv", _edge_table(edges, numbers, {node.id: node for node in graph.nodes}))
    return buffer.getvalue()


def guarded_cell(value: Value) -> Value:
    """A cell that no spreadsheet program takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.lstrip(" \ufeff\u00a0")[:1] in tuple(FORMULAS):
        return f"'{value}"
    return value


def _numbers(nodes: Sequence[Node]) -> dict[str, int]:
    """The number of each node within the list of its kind."""
    count = Counter[str]()
    numbers = {}
    for node in nodes:
        count[node.kind] += 1
        numbers[node.id] = count[node.kind]
    return numbers


def _node_table(nodes: Sequence[Node]) -> str:
    names = tuple(dict.fromkeys(name for node in nodes for name in node.values))
    head = ("nodeID", "networkCanvasEgoUUID", "networkCanvasUUID", "label", *names, "x", "y")
    rows = (
        (
            number,
            CASE_ID,
            node.id,
            node.label,
            *(node.values.get(name, "") for name in names),
            *(node.place or ("", "")),
        )
        for number, node in enumerate(nodes, 1)
    )
    return _table(head, rows)


def _edge_table(edges: Sequence[Edge], numbers: dict[str, int], nodes: dict[str, Node]) -> str:
    names = tuple(dict.fromkeys(name for edge in edges for name in edge.values))
    uuids = ("networkCanvasUUID", "networkCanvasSourceUUID", "networkCanvasTargetUUID")
    head = ("edgeID", "from", "to", "networkCanvasEgoUUID", *uuids, "fromLabel", "toLabel", *names)
    rows = (
        (
            *(number, numbers[edge.source], numbers[edge.target], CASE_ID, edge.id, edge.source, edge.target),
            *(nodes[edge.source].label, nodes[edge.target].label),
            *(edge.values.get(name, "") for name in names),
        )
        for number, edge in enumerate(edges, 1)
    )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guarded_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(zipfile.ZipInfo(name, _MADE), text.encode("utf-8-sig", "replace"), zipfile.ZIP_DEFLATED)
