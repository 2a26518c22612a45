"""Pictures as data: pure functions from what is on the map to frozen results. Nothing here draws."""
