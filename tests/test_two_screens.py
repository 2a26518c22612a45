"""Two screens for real: the client's window on the second one, that one unplugged and plugged in again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen import Screen, close_window, needs_screen, wait_for

pytestmark = needs_screen
RIGHT = ("--setmonitor", "R", "1200/300x800/200+1200+0", "none")


@pytest.fixture
def screens(tmp_path: Path) -> Iterator[Screen]:
    """Two monitors of 1200 × 800 side by side."""
    made = Screen(tmp_path, "2400x800")
    made.monitors("--setmonitor", "L", "1200/300x800/200+0+0", "screen")
    made.monitors(*RIGHT)
    yield made
    made.close()


def client_at(screens: Screen) -> dict[str, int]:
    window = screens.titled("Map")
    return screens.shape(window) if window is not None else {}


def test_the_client_has_the_second_screen_until_it_is_unplugged(screens: Screen) -> None:
    screens.start("demo")
    desk = screens.wait_for_desk()
    assert screens.shape(desk)["X"] < 1200
    screens.key("Escape", "F11")
    wait_for(lambda: client_at(screens), "the client's window")
    wait_for(lambda: client_at(screens).get("X") == 1200 and client_at(screens).get("WIDTH") == 1200, "its own screen")
    screens.monitors("--delmonitor", "R")
    wait_for(lambda: screens.titled("Map") is None, "its end")
    assert screens.shape(desk)["X"] < 1200
    assert screens.titled("Map") is None
    screens.monitors(*RIGHT)
    screens.tool("windowfocus", "--sync", desk)
    screens.key("F11")
    wait_for(lambda: client_at(screens).get("X") == 1200, "the client's window again")
    close_window(screens, desk)
    assert screens.ended() == (0, "")


def test_the_desk_never_opens_on_the_screen_that_was_the_clients(screens: Screen) -> None:
    screens.start("demo")
    desk = screens.wait_for_desk()
    screens.key("Escape", "F11")
    wait_for(lambda: client_at(screens).get("X") == 1200, "the client's window")
    screens.tool("windowfocus", "--sync", desk)
    screens.key("F11")
    wait_for(lambda: screens.titled("Map") is None, "its end")
    screens.tool("windowmove", "--sync", desk, "1300", "20")
    wait_for(lambda: screens.shape(desk)["X"] >= 1200, "the desk on the other screen")
    close_window(screens, desk)
    assert screens.ended() == (0, "")
    screens.start("demo")
    assert screens.shape(screens.wait_for_desk())["X"] < 1200


def test_a_desk_that_comes_to_the_clients_screen_takes_their_window_away(screens: Screen) -> None:
    screens.start("demo")
    desk = screens.wait_for_desk()
    screens.key("Escape", "F11")
    wait_for(lambda: client_at(screens).get("X") == 1200, "the client's window")
    screens.tool("windowmove", "--sync", desk, "1300", "20")
    wait_for(lambda: screens.titled("Map") is None, "its end")
    screens.tool("windowfocus", "--sync", desk)
    screens.key("F11")
    wait_for(lambda: client_at(screens).get("X") == 0, "the client's window on the screen that is free")
    close_window(screens, desk)
    assert screens.ended() == (0, "")
