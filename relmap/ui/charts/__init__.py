"""The view of charts in the window."""
