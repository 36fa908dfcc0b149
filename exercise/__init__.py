"""The record of an exercise and its judgement: pure functions of documents and journal."""
