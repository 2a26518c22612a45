"""The map by ear: every thing is a child with its sentence and place, and the focus is announced."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from relmap.edits import people
from relmap.model.lessons import Lesson, Taught
from relmap.model.people import Person
from relmap.model.roles import Played, Role
from relmap.ui.later import later
from relmap.ui.map import accessible
from relmap.ui.map.accessible import MapAccessible, ThingAccessible
from tests.ui.desk import CTRL, SHIFT, Desk, K, settle


def canvas(desk: Desk) -> MapAccessible:
    """The accessible object of the map, found as a screen reader finds it: from the window down."""
    found = QAccessible.queryAccessibleInterface(desk.window.view)
    assert isinstance(found, MapAccessible)
    return found


def children(desk: Desk) -> list[ThingAccessible]:
    top = canvas(desk)
    found = [top.child(index) for index in range(top.childCount())]
    assert all(isinstance(child, ThingAccessible) for child in found)
    return found


def sentences(desk: Desk) -> list[str]:
    return [child.text(QAccessible.Text.Name) for child in children(desk)]


class Heard:
    """The accessibility events that were sent."""

    def __init__(self) -> None:
        self.events: list[tuple[QAccessible.Event, int]] = []

    def take(self, event: QAccessibleEvent) -> None:
        self.events.append((event.type(), event.child()))


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    made = Heard()

    class Spy(QAccessible):
        updateAccessibility = staticmethod(made.take)  # noqa: N815  # Qt names it

    monkeypatch.setattr(accessible, "QAccessible", Spy)
    return made


def test_every_thing_is_a_child_with_a_sentence_and_a_place(demo_desk: Desk) -> None:
    top, scene = canvas(demo_desk), demo_desk.window.scene
    assert top.role() == QAccessible.Role.List
    assert top.text(QAccessible.Text.Name) == "The map"
    assert top.isValid()
    shown = [look.id for look in scene.looks()]
    assert [child.id for child in children(demo_desk)] == shown
    for index, child in enumerate(children(demo_desk)):
        assert child.text(QAccessible.Text.Name).strip(), child.id
        assert child.isValid()
        assert child.role() == QAccessible.Role.ListItem
        assert top.indexOfChild(child) == index
        assert child.parent() is top
        assert child.childCount() == 0
        item = scene.item(child.id)
        assert item is not None
        if item.rect().isValid() and not item.rect().isEmpty():
            assert not child.rect().isEmpty(), child.text(QAccessible.Text.Name)


def test_the_sentence_of_a_person_is_a_sentence(demo_desk: Desk) -> None:
    """As interface.md has it: name, kind, closeness, quality; then what they taught."""
    spoken = [one for one in sentences(demo_desk) if one.startswith("Mum")]
    assert spoken
    assert "parent" in spoken[0]
    assert "taught" in spoken[0]
    assert " of 10" in spoken[0]


def test_things_stand_where_they_are_seen(demo_desk: Desk) -> None:
    top = canvas(demo_desk)
    view = demo_desk.window.view
    mum = next(one for one in demo_desk.all(Person) if one.name == "Mum")
    child = next(one for one in children(demo_desk) if one.id == mum.id)
    middle = view.viewport().mapToGlobal(view.viewportTransform().map(demo_desk.at(mum.id)).toPoint())
    assert child.rect().contains(middle)
    found = top.childAt(middle.x(), middle.y())
    assert isinstance(found, ThingAccessible)
    before = child.rect()
    view.pan_by(40, 30)
    assert child.rect() == before.translated(40, 30)


def test_the_tree_is_whole_from_the_window_down(desk: Desk) -> None:
    top = canvas(desk)
    parent = top.parent()
    assert isinstance(parent, QAccessibleInterface)
    assert parent.object() is desk.window.view.parentWidget()
    assert top.object() is desk.window.view
    assert top.window() is desk.window.windowHandle()


def test_the_focus_is_announced_and_told(desk: Desk, heard: Heard) -> None:
    desk.add_people("Mum", "Dad")
    heard.events.clear()
    dad = desk.named("Dad").id
    desk.click(dad)
    child = canvas(desk).focusChild()
    assert isinstance(child, ThingAccessible)
    assert child.id == dad
    assert child.state().selected
    assert child.state().focused
    assert (QAccessible.Event.Focus, canvas(desk).indexOfChild(child)) in heard.events
    heard.events.clear()
    desk.key(K.Key_Backtab, SHIFT)
    assert [event for event, _ in heard.events].count(QAccessible.Event.Focus) >= 1
    desk.key(K.Key_A, CTRL)
    assert canvas(desk).focusChild() is None


def test_children_come_change_and_go(desk: Desk) -> None:
    before = canvas(desk).childCount()
    desk.add_people("Mum")
    assert canvas(desk).childCount() > before
    mum = desk.named("Mum").id
    child = next(one for one in children(desk) if one.id == mum)
    assert child.text(QAccessible.Text.Name).startswith("Mum")
    desk.key(K.Key_Z, CTRL)
    assert canvas(desk).childCount() == before
    assert not child.isValid()
    assert child.text(QAccessible.Text.Name) == ""
    assert child.rect().isEmpty()


def test_what_is_covered_is_not_spoken(demo_desk: Desk) -> None:
    mum, lesson = next(one for one in demo_desk.all(Person) if one.name == "Mum"), demo_desk.all(Lesson)[0]
    with demo_desk.document.edit("change_words"):
        mum.name, lesson.text = "Xyzzy", "Plugh"
    assert {"Xyzzy", "Plugh"} <= set("\n".join(sentences(demo_desk)).replace(",", " ").replace(";", " ").split())
    with demo_desk.document.edit("cover", stands=True):
        mum.veil, lesson.veil = "full", "outline"
    words = "\n".join(sentences(demo_desk))
    assert "Xyzzy" not in words
    assert "Plugh" not in words
    assert not any(child.id == mum.id for child in children(demo_desk))
    demo_desk.key(K.Key_Z, CTRL)
    assert "Xyzzy" not in "\n".join(sentences(demo_desk))


def test_a_name_never_to_be_shown_is_not_spoken(desk: Desk) -> None:
    desk.add_people("Sam")
    people.add_other_name(desk.document, desk.named("Sam").id, "Xyzzy", use="former", never_show=True)
    assert "Xyzzy" not in "\n".join(sentences(desk))
    for widget in desk.window.findChildren(QWidget):
        found = QAccessible.queryAccessibleInterface(widget)
        if found.isValid():
            for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
                assert "Xyzzy" not in found.text(kind)


def test_everything_that_can_be_pressed_has_a_name(demo_desk: Desk) -> None:
    """The strip, the rail, the bar and the inspector are heard as well."""
    demo_desk.click(demo_desk.all(Lesson)[0].id)
    settle()
    for widget in demo_desk.window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy().value and type(widget).__module__.startswith("PySide6"):
            found = QAccessible.queryAccessibleInterface(widget)
            pressable = found.role() in (
                QAccessible.Role.Button,
                QAccessible.Role.CheckBox,
                QAccessible.Role.ComboBox,
                QAccessible.Role.EditableText,
                QAccessible.Role.Slider,
            )
            if pressable:
                assert found.text(QAccessible.Text.Name), (widget, widget.parentWidget())


def test_the_whole_job_by_keyboard_alone(desk: Desk) -> None:
    """From an empty case to five people, a lesson tied to three of them and a role."""
    desk.add_people("Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye")
    desk.key(K.Key_L)
    desk.type("My needs are too much")
    desk.enter()
    for name in ("Mum", "Gran Ada", "Dr. Okoye"):
        go_to(desk, name)
        desk.enter()
    desk.key(K.Key_Escape)
    desk.key(K.Key_Escape)
    desk.key(K.Key_O)
    desk.type("The caretaker")
    desk.enter()
    go_to(desk, "Mum")
    desk.enter()
    desk.key(K.Key_Escape)
    taught = [desk.document.get(row.relationship) for row in desk.all(Taught)]
    names = [desk.document.need(Person, tie.b).name for tie in taught if tie is not None and hasattr(tie, "b")]
    assert names == ["Mum", "Gran Ada", "Dr. Okoye"]
    assert [role.name for role in desk.all(Role)] == ["The caretaker"]
    assert len(desk.all(Played)) == 1
    spoken = "\n".join(sentences(desk))
    assert "taught 1 lesson, asked for 1 role" in spoken
    desk.reopen()
    assert desk.names == ["Mum", "Dad", "Gran Ada", "Sam", "Dr. Okoye"]


def go_to(desk: Desk, name: str) -> None:
    """Tab until the focus is said to be on somebody."""
    person = desk.named(name).id
    for _ in range(20):
        desk.key(K.Key_Tab)
        child = canvas(desk).focusChild()
        if isinstance(child, ThingAccessible) and child.id == person:
            return
    raise AssertionError(f"{name} was not reached")


def test_the_cursor_is_heard_while_tying(desk: Desk, heard: Heard) -> None:
    desk.add_people("Mum", "Dad")
    desk.key(K.Key_L)
    desk.type("I am too much")
    desk.enter()
    heard.events.clear()
    go_to(desk, "Dad")
    child = canvas(desk).focusChild()
    assert isinstance(child, ThingAccessible)
    assert child.id == desk.named("Dad").id
    assert heard.events
    assert heard.events[-1] == (QAccessible.Event.Focus, canvas(desk).indexOfChild(child))


def test_an_emptied_view_speaks_of_nothing(desk: Desk) -> None:
    desk.add_people("Mum")
    top = canvas(desk)
    child = children(desk)[-1]
    desk.close()
    settle()
    assert not top.isValid()
    assert top.childCount() == 0
    assert top.rect().isEmpty()
    assert top.focusChild() is None
    assert not child.isValid()
    assert child.text(QAccessible.Text.Name) == ""


def test_a_screen_reader_that_asks_later_finds_nothing(desk: Desk) -> None:
    desk.add_people("Mum")
    known = [canvas(desk), *children(desk)]
    numbers = [QAccessible.uniqueId(one) for one in known]
    kept = [weakref.ref(child) for child in known[1:]]
    assert all(QAccessible.accessibleInterface(number) is not None for number in numbers)
    desk.close()
    del known
    gc.collect()
    assert set(map(QAccessible.accessibleInterface, numbers)) == {None}
    assert not [child for child in kept if child() is not None]


def test_qt_is_never_given_the_same_object_twice(desk: Desk) -> None:
    """It asks again once a slot was added, and in the end deletes whatever it was given: twice is a crash."""
    first = canvas(desk)
    later(desk.window.view, desk.window.view.fit)
    second = canvas(desk)
    assert first is not second
    assert (first.isValid(), second.isValid()) == (True, True)
    desk.close()
    assert (first.isValid(), second.isValid()) == (False, False)


def test_a_disruption_is_reached_by_keys_and_told_with_where_it_stands(demo_desk: Desk) -> None:
    demo_desk.key(K.Key_Escape)
    demo_desk.window.view.setFocus()
    reached: list[str] = []
    while demo_desk.window.tools.next_thing():
        reached += demo_desk.selected
        if reached[-1] == "u_path":
            break
    assert reached[-1] == "u_path"
    child = canvas(demo_desk).focusChild()
    assert isinstance(child, ThingAccessible)
    said = child.text(QAccessible.Text.Name)
    assert said.startswith("disruption, session 14")
    assert said.endswith("; open")
    assert child.state().focused
    told = child.text(QAccessible.Text.Description)
    assert "3 earlier disruptions; 3 back on track" in told
    assert "back on track, says the client, session 12" in told
