"""Labels of pictures: which place a name takes beside its mark."""

from typing import Any

from yhdysverkko.viz.pictures.font import width
from yhdysverkko.viz.pictures.ink import Box
from yhdysverkko.viz.pictures.labels import Wish, mark_box, place_labels

SIZE = 7.0
FRAME = Box(0, 0, 400, 300)


def wish(name: str, x: float = 200.0, y: float = 150.0, **more: Any) -> Wish:
    return Wish((name,), x, y, 4.0)._replace(**more)


def test_a_name_stands_to_the_right_of_its_mark() -> None:
    (label,) = place_labels([wish("Hankasalmi")], SIZE, FRAME, [mark_box(200, 150, 4)])

    assert 204 < label.x < 207
    assert label.box.top < 150 < label.box.bottom


def test_at_the_edge_of_the_frame_it_stands_to_the_left() -> None:
    (label,) = place_labels([wish("Hankasalmi", 390)], SIZE, FRAME, [])

    assert label.box.right < 390 - 4


def test_it_keeps_clear_of_other_marks() -> None:
    (label,) = place_labels([wish("Hankasalmi")], SIZE, FRAME, [mark_box(200, 150, 4), mark_box(220, 150, 4)])

    assert label.box.right < 200


def test_it_keeps_clear_of_the_lines_of_its_mark() -> None:
    (label,) = place_labels([wish("Hankasalmi", toward=((300.0, 150.0),))], SIZE, FRAME, [])

    assert label.box.right < 200


def test_it_is_left_out_where_it_would_cover_a_mark_on_every_side_unless_it_may() -> None:
    crowd = [mark_box(200 + 9 * right, 150 + 9 * down, 4) for right in range(-9, 10) for down in range(-3, 4)]

    assert place_labels([wish("Hankasalmi")], SIZE, FRAME, crowd) == []
    assert len(place_labels([wish("Hankasalmi", may_cover=30)], SIZE, FRAME, crowd)) == 1


def test_it_goes_farther_off_rather_than_cover_marks_where_it_may() -> None:
    ring = [
        mark_box(200 + right, 150 + down, 3) for right in range(-60, 61, 6) for down in (-10, 0, 10) if right or down
    ]

    (label,) = place_labels([wish("Hankasalmi", may_cover=30, offsets=(0.0, 30.0))], SIZE, FRAME, ring)

    assert label.offset == 30


def test_a_shorter_text_is_taken_where_the_longer_one_has_no_room() -> None:
    narrow = Box(0, 0, 60, 20)

    (label,) = place_labels([Wish(("Keski-Suomen yhteisöt", "Keski…"), 8, 10, 4.0)], SIZE, narrow, [])

    assert label.text == "Keski…"
    assert label.box.right > label.x + width("Keski…", SIZE)


def test_no_label_lies_on_what_is_taken() -> None:
    taken = Box(205, 140, 300, 160)

    (label,) = place_labels([wish("Hankasalmi")], SIZE, FRAME, [], [taken])

    assert label.box.right < taken.left or label.box.bottom < taken.top or label.box.top > taken.bottom
