"""Questions asked of a case: what an audience may see, what stands now, what is found, what belongs together."""
