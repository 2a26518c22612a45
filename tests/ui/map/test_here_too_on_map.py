"""Here too on the map: arcs with both dates, calm until somebody looks; marks whose shape says where things stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from relmap.edits.disruptions import end_therapy, leave_open, open_again
from relmap.edits.fields import set_field
from relmap.edits.linking import here_too
from relmap.edits.removing import remove
from relmap.edits.things import add_episode, add_pattern
from relmap.model.patterns import Episode
from relmap.model.seats import main_tie
from relmap.model.therapy import Moment, Rupture, Session
from relmap.ui.map.grid import Box
from relmap.ui.map.items import Tie
from relmap.ui.map.shapes import TieLook
from relmap.ui.map.tie_marks import paint_mark
from relmap.ui.texts import date_words
from tests.casefiles import set_cover
from tests.ui.desk import Desk, K


def arc(desk: Desk, source: str, target: str) -> TieLook:
    """The arc from one to the other."""
    lines = [look for look in desk.window.scene.looks() if isinstance(look, TieLook)]
    (found,) = [look for look in lines if look.ends == (source, target)]
    return found


def item(desk: Desk, look: TieLook) -> Tie:
    found = desk.window.scene.item(look.id)
    assert isinstance(found, Tie)
    return found


def ink(desk: Desk, box: Box) -> bytes:
    """A part of the map as it is painted now."""
    rect = QRectF(box[0], box[1], box[2] - box[0], box[3] - box[1])
    image = QImage(round(rect.width()), round(rect.height()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.translate(-rect.topLeft())
    desk.window.scene.drawBackground(painter, rect)
    painter.end()
    return bytes(image.constBits())


def kinds(desk: Desk) -> dict[str, str]:
    """Every mark on a tie that stands for one thing: its id and its kind."""
    lines = [look for look in desk.window.scene.looks() if isinstance(look, TieLook)]
    return {mark.subject: mark.kind for look in lines for mark in look.marks if mark.kind != "folded"}


def points_at(desk: Desk, point: QPointF) -> str:
    """The Look that a pointer there would point at."""
    view = desk.window.view
    if desk.window.childAt(desk.pixel(point)) is not view.viewport():
        return ""
    hit = view.hit_at(QPointF(view.viewportTransform().map(point).toPoint()))
    return hit.look if hit is not None and hit.part == "tie" else ""


def test_an_arc_has_both_dates_and_says_them_always(demo_desk: Desk) -> None:
    line = arc(demo_desk, "m_mums_voice", "p_fine")
    assert line.dates == ("Session 6, 18 February 2026", "about 1998")
    assert line.spoken.endswith("Session 6, 18 February 2026, about 1998")
    known = arc(demo_desk, "m_mums_voice", "r_mum")
    assert known.dates == ("Session 6, 18 February 2026", "since May 1989")
    unknown = arc(demo_desk, "m_coat", "p_thank_you")
    assert unknown.dates == ("Session 15, 20 May 2026",), "what nobody dated has no date"


def test_a_disruption_has_an_arc_from_its_mark(demo_desk: Desk) -> None:
    line = arc(demo_desk, "u_path", "r_sam_school")
    start = item(demo_desk, line).course.start
    tie = next(look for look in demo_desk.window.scene.looks() if isinstance(look, TieLook) and look.marks)
    places = dict(zip([mark.subject for mark in tie.marks], item(demo_desk, tie).marks, strict=True))
    x, y = places["u_path"]
    assert abs(start[0] - x) + abs(start[1] - y) < 20


def test_the_dates_stand_there_when_an_end_is_chosen_and_go_again(demo_desk: Desk) -> None:
    box = item(demo_desk, arc(demo_desk, "m_mums_voice", "p_fine")).dates_box(
        item(demo_desk, arc(demo_desk, "m_mums_voice", "p_fine")).dates_at
    )
    calm = ink(demo_desk, box)
    for end in ("m_mums_voice", "p_fine"):
        demo_desk.window.selection.set([end])
        assert ink(demo_desk, box) != calm, end
    demo_desk.window.selection.set([])
    assert ink(demo_desk, box) == calm


def test_the_dates_stand_there_under_the_pointer(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_Escape)
    demo_desk.window.view.fit()
    scene = demo_desk.window.scene
    line = arc(demo_desk, "m_mums_voice", "p_fine")
    tie = item(demo_desk, line)
    stale: list[object] = []
    scene.stale.connect(stale.append)
    box = tie.dates_box(tie.dates_at)
    calm = ink(demo_desk, box)
    points = [QPointF(*tie.course.at(share / 100)) for share in range(5, 95)]
    demo_desk.move(next(point for point in points if points_at(demo_desk, point) == line.id))
    assert ink(demo_desk, box) != calm
    assert stale
    scene.set_pointed("")
    assert ink(demo_desk, box) == calm


def test_the_dates_follow_what_is_told(demo_desk: Desk) -> None:
    document = demo_desk.document
    set_field(document, "r_mum", "period", "1988/..")
    assert arc(demo_desk, "m_mums_voice", "r_mum").dates[1] == "since 1988"
    set_field(document, "s6", "date", "2026-02-19")
    assert arc(demo_desk, "m_mums_voice", "r_mum").dates[0] == "Session 6, 19 February 2026"
    first = next(row.id for row in demo_desk.all(Episode) if row.pattern == "p_fine" and row.happened == "1998~")
    remove(document, [first])
    assert arc(demo_desk, "m_mums_voice", "p_fine").dates[1] == "November 2025"
    document.undo()
    assert arc(demo_desk, "m_mums_voice", "p_fine").dates[1] == "about 1998"
    set_cover(document, first, "full")
    assert arc(demo_desk, "m_mums_voice", "p_fine").dates[1] == "November 2025"


def test_who_else_makes_its_arcs_plain(demo_desk: Desk) -> None:
    canvas = demo_desk.window.scene.canvas()
    line = item(demo_desk, arc(demo_desk, "m_mums_voice", "p_fine"))
    assert not canvas.is_plain(line)
    demo_desk.window.scene.set_emphasis([line.look.id, "p_fine"])
    assert demo_desk.window.scene.canvas().is_plain(line)


def test_each_state_has_a_mark_of_its_own(demo_desk: Desk) -> None:
    document = demo_desk.document
    assert kinds(demo_desk)["u_path"] == "disruption"
    leave_open(document, "u_path")
    assert kinds(demo_desk)["u_path"] == "left_open"
    end_therapy(document, "u_path")
    assert kinds(demo_desk)["u_path"] == "ended"
    open_again(document, "u_path")
    assert kinds(demo_desk)["u_path"] == "disruption"
    assert kinds(demo_desk)["u_ask_me"] == "mended"
    assert kinds(demo_desk)["q_ask_me"] == "repair"
    assert kinds(demo_desk)["q_fee"] == "helped", "without the client's word there is no tick"


def test_the_marks_differ_in_shape_and_not_only_in_colour(demo_desk: Desk) -> None:
    pens = demo_desk.window.scene.pens
    drawn: dict[str, bytes] = {}
    for kind in ("disruption", "mended", "left_open", "ended", "helped", "repair", "folded"):
        image = QImage(40, 40, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, kind, (20.0, 20.0), pens)
        painter.end()
        drawn[kind] = bytes(image.constBits())
    assert len(set(drawn.values())) == len(drawn)


@pytest.mark.parametrize("id", ["u_path", "q_ask_me", "u_fee"])
def test_a_click_on_a_mark_selects_it_and_shows_its_thread(demo_desk: Desk, id: str) -> None:
    demo_desk.key(K.Key_Escape)
    demo_desk.window.view.fit()
    demo_desk.window.view.zoom_by(2.0)
    tie = next(look for look in demo_desk.window.scene.looks() if isinstance(look, TieLook) and look.marks)
    places = dict(zip([mark.subject for mark in tie.marks], item(demo_desk, tie).marks, strict=True))
    demo_desk.window.view.centerOn(QPointF(*places[id]))
    demo_desk.click_paper(QPointF(*places[id]))
    assert demo_desk.selected == [id]
    panel = demo_desk.window.inspector.panel
    assert panel is not None
    heading = "Where it stands" if id.startswith("u") else "The client’s answer"
    assert heading in [section.accessibleName() for section in panel.sections]


def test_a_new_arc_from_a_folded_disruption_begins_at_the_folded_mark(demo_desk: Desk) -> None:
    tie = next(look for look in demo_desk.window.scene.looks() if isinstance(look, TieLook) and look.marks)
    folded = tie.marks[0]
    assert folded.kind == "folded"
    first = next(id for id in folded.entities if isinstance(demo_desk.document.get(id), Rupture))
    link = here_too(demo_desk.document, first, "r_mum")
    found = demo_desk.window.scene.item(link)
    assert isinstance(found, Tie)
    assert demo_desk.window.scene.board.drawn(found)
    assert link in {look.id for look in demo_desk.window.scene.looks()}


def test_two_clicks_draw_an_arc_with_its_dates(desk: Desk) -> None:
    desk.add_people("Mum")
    pattern = add_pattern(desk.document, "Useful, then gone", place=(260.0, -160.0))
    desk.key(K.Key_F5)
    desk.window.view.fit()
    desk.key(K.Key_H)
    desk.click(pattern)
    (moment,) = desk.all(Moment)
    line = arc(desk, moment.id, pattern)
    (session,) = desk.all(Session)
    assert line.dates == (f"Session 1, {date_words(session.date or '')}",)
    assert desk.selected == [moment.id]
    assert desk.window.scene.canvas().is_plain(item(desk, line)), "an end of it is chosen"
    mum = main_tie(desk.document, desk.named("Mum").id)
    assert mum is not None
    add_episode(desk.document, pattern, relationship=mum.id, narrative="She went quiet")
    (told,) = desk.all(Episode)
    set_field(desk.document, told.id, "happened", "1991")
    assert arc(desk, moment.id, pattern).dates[1:] == ("1991",)
