"""The quarterly minimum data set that responsible authorities share: what of it is held here, and what is not."""
