"""What is measured: each file runs alone and prints one JSON line. Figures, never verdicts of tests."""
