"""Reports: one model made from the evaluation; pages, and later other formats, are drawn from it."""
