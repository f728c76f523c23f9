"""Kumu's two sheets, Elements and Connections."""

from collections.abc import Callable
from pathlib import Path

from tests.loaders.conftest import Read, Sheets


def test_elements_and_connections(workbook: Callable[[Sheets], Path], read: Read) -> None:
    path = workbook(
        {
            "Elements": [
                ["Label", "Type", "Description", "Tags", "Lyhenne", "Outo"],
                ["Esimerkki ry", "Yhdistys", "Toimii kylällä", "a|b", "EY", "?"],
                ["Laukaa", "kommun", "", "", "", ""],
                ["Kyläilta", "Event", "", "", "", ""],
                ["Jokin", "Otus", "", "", "", ""],
            ],
            "Connections": [
                ["From", "To", "Direction", "Type", "Label"],
                ["Esimerkki ry", "Kyläilta", "directed", "", "järjestää"],
                ["Laukaa", "Esimerkki ry", "undirected", "sijaitsee", ""],
                ["Laukaa", "Esimerkki ry", "mutual", "COOPERATES_WITH", "x"],
                ["Esimerkki ry", "Laukaa", "directed", "", "tykkää"],
                ["Esimerkki ry", "Puuttuva", "directed", "rahoittaa", ""],
            ],
        }
    )
    found = read(path)
    assert [(*node.ref, node.properties.get("note")) for node in found.nodes] == [
        ("Association", "esimerkki", "Toimii kylällä"),
        ("Municipality", "410", None),
        ("Event", "kyläilta", None),
    ]
    assert found.nodes[0].properties["short_name"] == "EY"
    assert [(item.kind, item.start.id, item.end.id) for item in found.relations] == [
        ("ORGANISES", "esimerkki", "kyläilta"),
        ("LOCATED_IN", "esimerkki", "410"),
        ("COOPERATES_WITH", "esimerkki", "410"),
    ]
    assert [(item.place.sheet, item.place.line, item.value) for item in found.rejections] == [
        ("Elements", 5, "Otus"),
        ("Connections", 5, "tykkää"),
        ("Connections", 6, "•••"),
    ]
    assert "Association" in found.rejections[0].reason
    assert "Outo" in found.notices
    assert "Tags" not in found.notices


def test_elements_without_a_type_column(workbook: Callable[[Sheets], Path], read: Read) -> None:
    found = read(workbook({"Elements": [["Label", "Description"], ["A", "b"]]}))
    assert (found.nodes, found.rejections[0].place.column) == ([], "type")
