"""What exists in a case: the mapped kinds, their closed lists and their rules. No files, no Qt."""
