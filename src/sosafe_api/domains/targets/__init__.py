"""What indicators are held against: targets of a year, agreed by two people, and the baselines of control charts."""
