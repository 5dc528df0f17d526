"""Risk of domestic abuse by the DASH checklist, and any other scored assessment, under dated rules."""
