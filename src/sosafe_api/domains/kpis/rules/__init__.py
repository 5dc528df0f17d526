"""How indicators are computed and protected. Pure: no I/O, and the time is given."""
