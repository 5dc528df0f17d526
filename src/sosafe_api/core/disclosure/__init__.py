"""Disclosure control: what may be shown of a table without telling of anybody in it. Pure."""
