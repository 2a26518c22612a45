"""The therapist's process notes: a second encrypted file beside a case, which nothing of the case can reach."""
