"""What crosses the wire about panels."""
