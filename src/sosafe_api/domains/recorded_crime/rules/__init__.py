"""What files of recorded crime look like, and how an area compares with similar ones. Pure: no I/O."""
