"""What-if: changes to what really happened, and what became of the rest."""
