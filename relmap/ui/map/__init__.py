"""The map: Looks say how things are drawn, the scene holds them, the view shows them, tools turn gestures to edits."""
