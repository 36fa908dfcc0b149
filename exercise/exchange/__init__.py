"""Evaluation and journal in other programs' formats: pure mappings and texts, the same bytes each time."""
