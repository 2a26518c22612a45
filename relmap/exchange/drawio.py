"""The map as a drawing for draw.io (diagrams.net): plain mxGraphModel XML, every thing where it stands on the map."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from relmap.exchange.graph import Edge, Graph, Node, fit_for_xml, left_out_of_graphs, read_graph
from relmap.model.source import Source

_SIZES = {"people": (62, 62), "lessons": (170, 62), "experiences": (180, 52)}
_STYLES = {
    "people": "ellipse;whiteSpace=wrap;html=0;verticalLabelPosition=bottom;verticalAlign=top;",
    "lessons": "rounded=1;whiteSpace=wrap;html=0;",
    "experiences": "rounded=1;arcSize=50;whiteSpace=wrap;html=0;",
    "patterns": "shape=hexagon;perimeter=hexagonPerimeter2;whiteSpace=wrap;html=0;",
}
_PLAIN = "whiteSpace=wrap;html=0;"
_LINE = "endArrow=none;html=0;"
_ARROW = "endArrow=open;dashed=1;html=0;"
_ACROSS, _STEP, _BELOW = 8, (200.0, 90.0), 120.0


def drawio_bytes(source: Source) -> bytes:
    """A .drawio file of what `source` shows, UTF-8; what has no place yet stands in rows below the rest."""
    graph = read_graph(source)
    file = ET.Element("mxfile", {"host": "relmap"})
    file.append(ET.Comment(f" {left_out_of_graphs().replace('--', '- -')} "))
    diagram = ET.SubElement(file, "diagram", {"id": "map", "name": "relmap"})
    model = ET.SubElement(diagram, "mxGraphModel", {"grid": "0", "page": "0", "math": "0"})
    root = ET.SubElement(model, "root")
    ET.SubElement(root, "mxCell", {"id": "0"})
    ET.SubElement(root, "mxCell", {"id": "1", "parent": "0"})
    for node, place in _placed(graph):
        _add_node(root, node, place)
    for edge in graph.edges:
        _add_edge(root, edge)
    ET.indent(file, " ")
    written: bytes = ET.tostring(file, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _placed(graph: Graph) -> list[tuple[Node, tuple[float, float]]]:
    below = max((node.place[1] for node in graph.nodes if node.place), default=0.0) + _BELOW
    left = min((node.place[0] for node in graph.nodes if node.place), default=0.0)
    waiting = 0
    placed = []
    for node in graph.nodes:
        place = node.place
        if place is None:
            row, column = divmod(waiting, _ACROSS)
            place = (left + column * _STEP[0], below + row * _STEP[1])
            waiting += 1
        placed.append((node, place))
    return placed


def _add_node(root: ET.Element, node: Node, place: tuple[float, float]) -> None:
    width, height = _SIZES.get(node.kind, (130, 30))
    values = {"id": f"n-{node.id}", "value": fit_for_xml(node.label), "style": _STYLES.get(node.kind, _PLAIN)}
    cell = ET.SubElement(root, "mxCell", values | {"vertex": "1", "parent": "1"})
    corner = {"x": str(place[0] - width / 2), "y": str(place[1] - height / 2)}
    ET.SubElement(cell, "mxGeometry", corner | {"width": str(width), "height": str(height), "as": "geometry"})


def _add_edge(root: ET.Element, edge: Edge) -> None:
    tie = edge.kind == "tie"
    label = str(edge.values.get("label", "")) if tie else ""
    values = {"id": f"e-{edge.id}", "value": fit_for_xml(label), "style": _LINE if tie else _ARROW}
    ends = {"source": f"n-{edge.source}", "target": f"n-{edge.target}"}
    cell = ET.SubElement(root, "mxCell", values | ends | {"edge": "1", "parent": "1"})
    ET.SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
