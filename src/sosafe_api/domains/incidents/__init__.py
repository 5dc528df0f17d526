"""Incidents of crime and ASB, areas, populations, and the monthly rollup."""
