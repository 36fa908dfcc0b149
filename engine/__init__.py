"""The stage machinery: time, the simulated world, threads and tables."""
