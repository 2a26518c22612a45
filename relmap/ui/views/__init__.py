"""The views of the rail beside the map: each a page with a list or a picture, following a feed like everything else."""
