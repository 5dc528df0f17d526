"""What police files look like, and what their values mean. Pure: no I/O, and the time is given."""
