"""Rules of risk: bands and routes, the count and its grade, repeats by pair, other tools' scores. Pure."""
