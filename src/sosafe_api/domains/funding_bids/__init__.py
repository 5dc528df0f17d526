"""Funding bids from idea to closed: what was asked, awarded, paid and spent; published and read as 360Giving."""
