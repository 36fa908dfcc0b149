"""The evaluation of an exercise: scores, ratings, findings, proposed actions (formats.md 5)."""
