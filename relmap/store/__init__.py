"""Where a case lives: the encrypted file, its document, its journal and its past."""
