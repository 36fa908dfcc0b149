"""Schemas: plain mappings of a document <-> the dataclasses of `scenarios`, one file per document."""
