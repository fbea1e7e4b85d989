from __future__ import annotations

import dataclasses
import re
import xml.etree.ElementTree as ET

import msgspec

from contested.model.vocabulary import Grade
from contested.publish.map_svg import map_svg
from contested.publish.projection import WIDTH, fit, middle

SVG = "{http://www.w3.org/2000/svg}"


def test_every_polygon_is_a_linked_path_with_its_p_code_and_a_title(pictured, told, theatre) -> None:
    root = ET.fromstring(str(map_svg(pictured(told()), theatre)))
    links = root.findall(f".//{SVG}g[@class='districts']/{SVG}a")
    assert len(links) == 398
    for link in links:
        path = link.find(f"{SVG}path")
        assert link.get("href") == f"#d-{path.get('data-pcode')}"
        assert path.find(f"{SVG}title").text
    panjwai = root.find(f".//{SVG}path[@data-pcode='AF2704']")
    assert panjwai.get("class") == "s-insurgent"
    assert panjwai.find(f"{SVG}title").text == "Panjwai, Kandahar: Taliban (1 voice; confirmed)"


def test_thin_evidence_is_dotted_so_that_colour_is_never_alone(pictured, told, theatre) -> None:
    drawn = str(map_svg(pictured(told(), grade=Grade.WEAK), theatre))
    assert re.search(r'class="s-insurgent thin"[^>]* data-pcode="AF2704"', drawn)
    assert 'id="hatch"' in drawn


def test_hostile_names_stay_text(pictured, told, theatre) -> None:
    drawn = str(map_svg(pictured(told(), name='"><script>alert(1)</script>'), theatre))
    assert "<script" not in drawn
    ET.fromstring(drawn)


def test_without_polygons_districts_are_circles(pictured, told, theatre) -> None:
    bare = dataclasses.replace(theatre, read_polygons=lambda _: {})
    root = ET.fromstring(str(map_svg(pictured(told()), bare)))
    assert len(root.findall(f".//{SVG}circle[@data-pcode]")) == 401


def test_paths_are_within_the_drawing_to_one_decimal(theatre) -> None:
    rings = [ring for shape in theatre.polygons.values() for polygon in shape for ring in polygon]
    projection = fit(point for ring in rings for point in ring)
    for ring in rings[:40]:
        points = [projection.point(*corner) for corner in ring]
        assert all(0 <= x <= WIDTH and 0 <= y <= projection.height for x, y in points)
        path = projection.path([[ring]])
        steps = [float(n) for n in re.findall(r"-?\d*\.?\d+", path)]
        assert all(abs(n * 10 - round(n * 10)) < 1e-6 for n in steps)
        x, y = sum(steps[0::2]), sum(steps[1::2])
        assert abs(x - points[-1][0]) < 0.06
        assert abs(y - points[-1][1]) < 0.06


def test_north_is_up_and_the_middle_of_a_square_is_its_middle() -> None:
    square = [(60.0, 30.0), (70.0, 30.0), (70.0, 38.0), (60.0, 38.0), (60.0, 30.0)]
    projection = fit(square)
    assert projection.point(60, 38)[1] < projection.point(60, 30)[1]
    assert middle([[square]]) == (65.0, 34.0)


def test_dots_at_one_point_stand_side_by_side_within_the_drawing(pictured, told, theatre) -> None:
    spot = next(iter(theatre.districts.values()))
    moved = {
        key: msgspec.structs.replace(d, lat=spot.lat, lon=spot.lon) if d.province_id == spot.province_id else d
        for key, d in theatre.districts.items()
    }
    bare = dataclasses.replace(theatre, read_polygons=lambda _: {}, districts=moved)
    root = ET.fromstring(str(map_svg(pictured(told()), bare)))
    height = float(root.get("viewBox").split()[3])
    dots = {
        c.get("data-pcode"): (float(c.get("cx")), float(c.get("cy"))) for c in root.findall(f".//{SVG}circle[@r]")
        if c.get("data-pcode")
    }  # fmt: skip
    together = [dots[d.id] for d in moved.values() if d.province_id == spot.province_id and d.id in dots]
    assert len(together) > 5
    assert len(set(together)) == len(together)
    assert all(0 <= x <= WIDTH and 0 <= y <= height for x, y in dots.values())


def test_a_theatre_without_polygons_names_its_provinces_where_they_are(pictured, told, theatre) -> None:
    bare = dataclasses.replace(theatre, read_polygons=lambda _: {})
    assert ">Kandahar</text>" in str(map_svg(pictured(told()), bare))
