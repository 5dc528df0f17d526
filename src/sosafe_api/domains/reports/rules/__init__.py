"""What a report says, from what is given to it. Pure: no I/O."""
