"""Community events: what the partnership holds, whom it meets there, what they said and what was done."""
