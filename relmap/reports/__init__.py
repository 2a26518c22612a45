"""Pages for paper and file, as blocks of words: what is said, not how it is set."""
