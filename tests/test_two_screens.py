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


def colours(screens: Screen, right: bool) -> int:
    """How many colours one of the two monitors shows."""
    seen, row = screens.picture(), 3 * 2400
    half = slice(3600, row) if right else slice(0, 3600)
    pixels = b"".join(seen[start : start + row][half] for start in range(0, len(seen), row))
    return len({pixels[at : at + 3] for at in range(0, len(pixels), 3)})


def test_covering_blanks_both_and_the_pen_goes_over_and_comes_back(screens: Screen) -> None:
    screens.start("demo")
    desk = screens.wait_for_desk()
    screens.key("Escape", "F11")
    wait_for(lambda: client_at(screens).get("X") == 1200, "the client's window")
    wait_for(lambda: colours(screens, right=True) > 5000, "the map on their screen")
    screens.tool("windowfocus", "--sync", desk)
    screens.key("b")
    wait_for(lambda: colours(screens, right=True) < 1500, "the cover on their screen")
    assert colours(screens, right=False) < 1500
    screens.key("p", "Delete", "F12")
    screens.key("b")
    wait_for(lambda: colours(screens, right=True) > 5000, "the map again")
    assert colours(screens, right=False) > 5000
    screens.tool("windowfocus", "--sync", desk)
    screens.key("F12")
    wait_for(lambda: looks_handed_over(screens), "the bar of the pen, and no rail")
    screens.key("F5", "Delete", "F12")
    wait_for(lambda: not looks_handed_over(screens), "the desk as it was")
    close_window(screens, desk)
    assert screens.ended() == (0, "")


def looks_handed_over(screens: Screen) -> bool:
    """Whether the left edge, where the rail has its words, is empty paper."""
    seen, row = screens.picture(), 3 * 2400
    edge = b"".join(seen[row * y : row * y + 3 * 60] for y in range(90, 300))
    return len({edge[at : at + 3] for at in range(0, len(edge), 3)}) < 40
