"""Charts: what a case holds over time and across ties, as plain data and as pictures by matplotlib, without Qt."""
