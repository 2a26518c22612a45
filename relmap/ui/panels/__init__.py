"""The panels beside the map: what is selected, editable in place, one small module for each subject."""
