"""relmap: a client and a therapist draw, side by side, a map of the relationships that mattered."""

NAME = "relmap"
__version__ = "0.1.0"
