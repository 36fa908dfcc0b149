"""Builders: each makes one kind of report, a Document, of the report model."""
