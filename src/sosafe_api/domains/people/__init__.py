"""The people whom services work with: one record a person in the partnership, whatever is asked for them."""
