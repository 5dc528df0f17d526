"""Panels: meetings of groups, what is put before them, packs, decisions, actions and minutes."""
