"""Pure rules of patterns: baselines and their probabilities, the grid and its statistic, near repeats."""
