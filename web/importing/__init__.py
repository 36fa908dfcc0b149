"""Plans from other programs' files: looked at first, then a draft, then asked about step by step."""
