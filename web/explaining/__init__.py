"""Explanations: why each obligation was judged as it was, in sentences of both languages made of the same numbers."""
