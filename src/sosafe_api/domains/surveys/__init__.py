"""Surveys: questionnaires by version, waves of fieldwork, their results, and what complainants say."""
