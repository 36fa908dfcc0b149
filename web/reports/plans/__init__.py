"""A plan as a document: the six chapters of JR/T 0251-2022 10.6 a-f, its versions and its tables."""
