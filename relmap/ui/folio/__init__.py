"""Sheets of paper, whatever stands on them: their sizes, and how they become a PDF whose text can be read."""
