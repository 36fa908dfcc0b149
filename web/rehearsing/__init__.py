"""Rehearsals asked for in the browser: what is wanted, who does the work, and what is shown of it."""
