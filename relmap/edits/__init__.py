"""Verbs: one plain function for each thing a person means to do, one edit bracket each. No Qt, no pictures."""
