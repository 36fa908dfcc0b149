"""Plans in other programs' formats: read into an imported plan, made into a plan's YAML, and written again."""
