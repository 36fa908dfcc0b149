"""Rehearsals: one exercise played many times by simulated colleagues, on as many cores or machines as there are."""
