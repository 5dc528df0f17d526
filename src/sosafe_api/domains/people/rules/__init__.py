"""What is decided about people without asking anything: names, comparison, merging, safe contact. Pure."""
