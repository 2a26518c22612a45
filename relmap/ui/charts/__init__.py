"""Charts in the window and on paper: what `relmap.charts` draws on a matplotlib figure, painted by Qt."""
