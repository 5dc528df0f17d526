"""Figures that publishers print, by file: recorded crime by offence code, rates of most similar areas, populations."""
