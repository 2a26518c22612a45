"""The map as GraphML, with the names that yEd, Gephi and Network Canvas look for."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from relmap.exchange.graph import Edge, Graph, Node, Value, fit_for_xml, left_out_of_graphs, read_graph
from relmap.model.source import Source

SPACE = "http://graphml.graphdrawing.org/xmlns"
YED = "http://www.yworks.com/xml/graphml"
_OWN = {"x": "double", "y": "double", "closeness": "int"}
_SIZES = {"people": (62, 62, "ellipse"), "lessons": (170, 62, "roundrectangle")}


def graphml_bytes(source: Source) -> bytes:
    """A GraphML file of what `source` shows, UTF-8."""
    graph = read_graph(source)
    root = ET.Element("graphml", {"xmlns": SPACE, "xmlns:y": YED})
    _add_keys(root, graph)
    body = ET.SubElement(root, "graph", {"id": "map", "edgedefault": "undirected"})
    ET.SubElement(body, "desc").text = left_out_of_graphs()
    for node in graph.nodes:
        _add_node(body, node)
    for edge in graph.edges:
        _add_edge(body, edge)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _node_values(node: Node) -> dict[str, Value]:
    values: dict[str, Value] = {"label": node.label, "networkCanvasType": node.kind, "networkCanvasUUID": node.id}
    if node.place is not None:
        values.update(x=node.place[0], y=node.place[1])
    return values | node.values


def _edge_values(edge: Edge) -> dict[str, Value]:
    values: dict[str, Value] = {"networkCanvasType": edge.kind, "networkCanvasUUID": edge.id}
    values.update(networkCanvasSourceUUID=edge.source, networkCanvasTargetUUID=edge.target)
    return values | edge.values


def _add_keys(root: ET.Element, graph: Graph) -> None:
    _add_named(root, "node", dict.fromkeys(name for node in graph.nodes for name in _node_values(node)))
    _add_named(root, "edge", dict.fromkeys(name for edge in graph.edges for name in _edge_values(edge)))
    ET.SubElement(root, "key", {"id": "yed", "for": "node", "yfiles.type": "nodegraphics"})


def _add_named(root: ET.Element, what: str, names: Iterable[str]) -> None:
    for name in names:
        form = _OWN.get(name, "string")
        ET.SubElement(root, "key", {"id": f"{what}-{name}", "for": what, "attr.name": name, "attr.type": form})


def _add_values(parent: ET.Element, what: str, values: dict[str, Value]) -> None:
    for name, value in values.items():
        ET.SubElement(parent, "data", {"key": f"{what}-{name}"}).text = fit_for_xml(str(value))


def _add_node(body: ET.Element, node: Node) -> None:
    element = ET.SubElement(body, "node", {"id": node.id})
    _add_values(element, "node", _node_values(node))
    width, height, shape = _SIZES.get(node.kind, (130, 30, "rectangle"))
    drawn = ET.SubElement(ET.SubElement(element, "data", {"key": "yed"}), "y:ShapeNode")
    if node.place is not None:
        x, y = node.place[0] - width / 2, node.place[1] - height / 2
        size = {"width": str(width), "height": str(height)}
        ET.SubElement(drawn, "y:Geometry", {"x": str(x), "y": str(y), **size})
    ET.SubElement(drawn, "y:NodeLabel").text = fit_for_xml(node.label)
    ET.SubElement(drawn, "y:Shape", {"type": shape})


def _add_edge(body: ET.Element, edge: Edge) -> None:
    shape = {"id": edge.id, "source": edge.source, "target": edge.target}
    _add_values(ET.SubElement(body, "edge", shape), "edge", _edge_values(edge))
