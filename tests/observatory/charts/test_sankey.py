from __future__ import annotations

import re
from itertools import pairwise

from sursur.observatory.charts.sankey import OTHERS, PITCH, WIDTH, Stream, Wording, draw_sankey

WORDS = Wording(
    "Flows", lambda code: code or "others", str, lambda one, other, usd: f"{one}-{other} {usd:g}", "/{}/{}".format
)
STREAMS = [Stream("CHN", "BRA", 60.0, "south_south"), Stream("CHN", "IND", 20.0, "south_south"),
           Stream("IND", "BRA", 20.0, "triangular")]  # fmt: skip


def heights(nodes) -> list[float]:
    return [float(node.height) for node in nodes]


def test_the_largest_party_stands_first_and_heights_are_in_proportion() -> None:
    drawn = draw_sankey(STREAMS, 12, WORDS)
    assert [node.code for node in drawn.providers] == ["CHN", "IND"]
    assert [node.code for node in drawn.recipients] == ["BRA", "IND"]
    assert heights(drawn.providers) == [240.0, 60.0]
    assert sum(heights(drawn.recipients)) == sum(heights(drawn.providers))


def test_ribbons_leave_one_column_and_end_in_the_other_also_mirrored() -> None:
    for mirrored, (near, far) in ((False, (0, WIDTH)), (True, (WIDTH, 0))):
        for ribbon in draw_sankey(STREAMS, 12, WORDS, mirrored=mirrored).ribbons:
            assert ribbon.path.startswith(f"M{near} ")
            assert re.search(rf" {far} [\d.]+V", ribbon.path)


def test_labels_of_small_parties_do_not_touch() -> None:
    small = [Stream("CHN", f"C{number:02d}", 1.0 if number else 10_000.0, "south_south") for number in range(10)]
    middles = [float(node.middle) for node in draw_sankey(small, 12, WORDS).recipients]
    assert all(below - above >= PITCH - 5 for above, below in pairwise(middles[1:]))


def test_too_many_parties_are_put_together_as_others_at_the_end_and_nothing_is_lost() -> None:
    many = [Stream(f"P{number:02d}", "BRA", float(number + 1), "south_south") for number in range(20)]
    drawn = draw_sankey(many, 5, WORDS)
    assert [node.code for node in drawn.providers][-1] == OTHERS
    assert len(drawn.providers) == 6
    assert sum(float(node.value) for node in drawn.providers) == sum(stream.usd for stream in many)


def test_a_single_one_left_over_stands_under_its_own_name() -> None:
    many = [Stream(f"P{number}", "BRA", 1.0, "south_south") for number in range(6)]
    assert OTHERS not in {node.code for node in draw_sankey(many, 5, WORDS).providers}


def test_a_ribbon_has_the_form_of_its_largest_part() -> None:
    both = [Stream("CHN", "BRA", 1.0, "north_south"), Stream("CHN", "BRA", 2.0, "triangular")]
    assert [ribbon.form for ribbon in draw_sankey(both, 5, WORDS).ribbons] == ["triangular"]


def test_repayments_have_no_height_and_nothing_to_draw_is_no_picture() -> None:
    assert draw_sankey([Stream("CHN", "BRA", -5.0, "south_south")], 5, WORDS) is None
