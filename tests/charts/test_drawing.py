"""Charts as pictures: all is on the sheet, no words lie over others, each mark is found where it was drawn."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from relmap.charts.catalogue import CHARTS
from relmap.charts.drawing import draw
from relmap.charts.look import rough_width
from relmap.model.lessons import Lesson
from relmap.model.source import Source
from relmap.model.therapy import NewExperience, Session
from relmap.ui.theme import ThemeName
from tests.analysis.looked_at import looked_at, people
from tests.charts.pictures import Box, Picture, demo, long, look, picture, read
from tests.couplecase import Couple, couple_case

KEYS = [kind.key for kind in CHARTS]
_TOUCH = 0.6


@pytest.fixture(scope="module", params=["demo", "long"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Source:
    return demo() if request.param == "demo" else long(tmp_path_factory.mktemp("long"))


@pytest.fixture
def couple(tmp_path: Path) -> Couple:
    return couple_case(tmp_path / "wren.relmap")


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    """Pairs of words of which one lies over the other."""
    return [(a, b) for (a, one), (b, other) in combinations(picture.boxes(), 2) if _overlap(one, other)]


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _TOUCH and tall > _TOUCH


def outside(picture: Picture) -> list[str]:
    """Words that are not wholly on the sheet."""
    wide, tall = picture.drawn.width, picture.drawn.height
    return [
        words
        for words, (x0, y0, x1, y1) in picture.boxes()
        if x0 < -_TOUCH or y0 < -_TOUCH or x1 > wide + _TOUCH or y1 > tall + _TOUCH
    ]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(("width", "size_pt"), [(280.0, 9.0), (720.0, 9.0), (1000.0, 18.0)])
def test_all_words_are_on_the_sheet_and_none_lie_over_others(
    case: Source, key: str, width: float, size_pt: float
) -> None:
    made = picture(read(case, key), width, size_pt)
    assert outside(made) == []
    assert overlapping(made) == []
    assert {text.get_fontsize() for text in made.texts} == {size_pt}


@pytest.mark.parametrize("key", KEYS)
def test_each_mark_is_found_where_it_is_drawn(case: Source, key: str) -> None:
    data = read(case, key)
    made = picture(data)
    assert {spot.mark for spot in made.drawn.spots} == set(data.marks)
    lost = [
        spot.mark.words
        for spot in made.drawn.spots
        if made.drawn.hit((spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2) != spot.mark
    ]
    assert lost == []


def test_beside_everything_nothing_is_found() -> None:
    made = picture(read(demo(), "roles_ties"))
    spot = made.drawn.spots[0]
    near, far = 5.0 / made.drawn.width, 40.0 / made.drawn.width
    middle = (spot.y0 + spot.y1) / 2
    right = max(one.x1 for one in made.drawn.spots)
    assert made.drawn.hit(right + near, middle) is not None or made.drawn.hit(spot.x1, middle) is not None
    assert made.drawn.hit(right + far, 0.01) is None


@pytest.mark.parametrize("key", KEYS)
def test_few_artists_for_all_marks(tmp_path: Path, key: str) -> None:
    made = picture(read(long(tmp_path), key))
    assert len(made.figure.artists) - len(made.texts) <= 16
    assert not made.figure.axes


def test_no_line_crosses_a_gap_and_each_run_has_one() -> None:
    data = read(demo(), "lesson", "l_needs")
    made = picture(data)
    runs = [run for series in data.line.series for run in series.runs]  # type: ignore[attr-defined]  # of a lesson
    lines = made.strokes("diminishing", 1.4)
    assert sorted(map(len, lines)) == sorted(len(run) for run in runs if len(run) > 1)
    assert len(runs) > len(lines) - 1 > 0


@pytest.mark.parametrize(("hours", "ticks"), [(84, 84), (500, 100)])
def test_ticks_of_a_small_picture_never_run_together(hours: int, ticks: int) -> None:
    sessions = [Session(id=f"s{n}", number=n, ordinal=n) for n in range(1, hours + 1)]
    made = picture(read(looked_at([*people(), Lesson(id="l", text="No"), *sessions]), "lessons"), 220.0)
    places = sorted(line[0][0] for line in made.strokes("mid", 0.8))
    assert len(places) == ticks
    assert min(b - a for a, b in pairwise(places)) >= 2.0


def test_a_rise_is_drawn_like_a_fall() -> None:
    made = picture(read(demo(), "lesson", "l_needs"))
    steps = [b[1] - a[1] for line in made.strokes("diminishing", 1.4) for a, b in pairwise(line)]
    assert min(steps) < 0 < max(steps)


def test_two_people_are_told_apart_by_shape_and_name(couple: Couple) -> None:
    made = picture(read(couple.document, "lesson"))
    shapes = {
        np.asarray(one.get_paths()[0].vertices).shape for one in made.figure.artists if isinstance(one, PathCollection)
    }
    assert len(shapes) >= 2
    assert {"Noor", "Lev"} <= set(made.words)
    assert overlapping(made) == []


@pytest.mark.parametrize("key", KEYS)
def test_of_a_couple_everything_is_on_the_sheet(couple: Couple, key: str) -> None:
    made = picture(read(couple.document, key), 420.0)
    assert outside(made) == []
    assert overlapping(made) == []


def test_words_are_never_mathematics(couple: Couple) -> None:
    from relmap.edits import fields

    fields.set_field(couple.document, couple.lesson, "text", r"$\frac{1}{2}$ of me_^")
    made = picture(read(couple.document, "lesson"))
    assert r"“$\frac{1}{2}$ of me_^”" in made.words
    assert not any(text.get_parse_math() or text.get_usetex() for text in made.texts)
    made.figure.canvas.draw()


@pytest.mark.parametrize("theme", ["light", "dark", "high-contrast", "high-contrast-dark"])
def test_each_theme_has_the_colours(theme: ThemeName) -> None:
    for key in KEYS:
        figure = picture(read(demo(), key), theme=theme).figure
        assert figure.get_facecolor() == Figure(facecolor=look(theme).colour("paper")).get_facecolor()


def test_a_chart_without_anything_says_so_on_one_small_sheet(tmp_path: Path) -> None:
    from tests.casefiles import begun_document

    document = begun_document(tmp_path / "new.relmap")
    for key in KEYS:
        data = read(document, key)
        assert data.empty is not None
        made = picture(data, 320.0)
        assert "".join(made.words[1:]).replace(" ", "").startswith(data.empty.split()[0])
        assert not made.drawn.spots
        assert not outside(made)
        assert not overlapping(made)


def test_drawn_again_a_figure_holds_only_the_last_chart() -> None:
    made = picture(read(demo(), "life"))
    many = len(made.figure.artists)
    draw(made.figure, read(demo(), "roles_ties"), look())
    assert 0 < len(made.figure.artists) < many


def test_words_are_left_out_by_words() -> None:
    dressed = look()
    room = dressed.wide("If they look closely…")
    assert dressed.elided("If they look closely, they will send me back", room) == "If they look closely…"
    assert dressed.elided("Donaudampfschifffahrt", dressed.wide("Donau…")) == "Donau…"
    assert dressed.elided("short", 1000.0) == "short"
    assert dressed.elided("“My needs are too much”", dressed.wide("“My needs are…”")) == "“My needs are…”"
    assert dressed.lines("“My needs are too much for anybody”", dressed.wide("“My needs are"), 2)[1].endswith("…”")
    assert "".join(dressed.lines("我的需要太多了", dressed.wide("我的需"), 3)) == "我的需要太多了"
    assert dressed.lines("one two three", dressed.wide("one two") + 0.1, 2) == ("one two", "three")


def test_a_rough_width_is_no_less_for_wide_scripts() -> None:
    assert rough_width("妈妈", 10.0) == 20.0
    assert rough_width("e\u0301", 10.0) == rough_width("e", 10.0)


def test_life_before_the_therapy_has_a_place_of_its_own() -> None:
    lived = [
        NewExperience(id=f"x{n}", relationship="r_mum", happened=f"199{n}", stronger=n, description="Once", ordinal=n)
        for n in range(3)
    ]
    hours = [Session(id=f"s{n}", number=n, date=f"2026-01-{n:02}", held="held", ordinal=n) for n in range(1, 20)]
    data = read(looked_at([*people("mum"), *lived, *hours]), "felt")
    made = picture(data, 360.0)
    assert "before" in made.words
    assert not overlapping(made)
    assert not outside(made)
    first = min(spot.x0 for spot in made.drawn.spots)
    assert all(spot.x0 < 0.5 for spot in made.drawn.spots)
    assert first > 0.2


def test_a_list_of_charts_loads_no_matplotlib_and_a_picture_no_backend_of_it() -> None:
    code = (
        "import sys, relmap.charts.catalogue; print('matplotlib' in sys.modules); import relmap.charts.drawing;"
        "print(sorted({'matplotlib.pyplot', 'matplotlib.backends.backend_agg'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.split("\n")[:2] == ["False", "[]"]
