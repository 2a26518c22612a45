"""Qt: the windows, the map, the panels. PySide6 is imported here and in `relmap.app`, nowhere else."""
