"""Monitors: one for each family of obligation, and what each is worth (scoring.md 2)."""
