"""The programme: what duties ask to be exercised by when, what was done, and what falls due."""
