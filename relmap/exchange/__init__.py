"""A case as a file that anybody can read: the JSON exchange format, in and out, and the demo that comes in it."""
