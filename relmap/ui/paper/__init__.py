"""Paper: a report set on sheets, seen before it is made, and written as PDF, ODT or HTML, or printed."""
