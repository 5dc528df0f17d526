"""Exports as jobs: a whole list as a file that a worker writes and that its asker fetches, in parts where need be."""
