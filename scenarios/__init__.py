"""Plans and scenarios: what may happen and what is hoped for. Pure documents, no clock, no web."""
