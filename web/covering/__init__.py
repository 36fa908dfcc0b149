"""Coverage over the wire: what was exercised, gathered from all exercises, on paper and as spreadsheets."""
