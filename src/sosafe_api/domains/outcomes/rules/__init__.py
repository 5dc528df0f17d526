"""What outcomes may say and how they are counted. Pure."""
