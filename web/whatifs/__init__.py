"""What-ifs: changes offered, read, run, told and kept."""
