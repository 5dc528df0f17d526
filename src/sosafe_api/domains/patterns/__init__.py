"""Where and when crime and ASB stand out: comparisons of areas, hot spots, near repeats; from police open data."""
