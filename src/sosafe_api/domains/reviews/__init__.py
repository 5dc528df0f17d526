"""Reviews and learning: reviews of deaths by domestic abuse, what follows from them, and the use of DASH."""
