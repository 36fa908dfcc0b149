"""The windows on the plan loop: the library of plans, findings on their way into a plan, coverage, the programme."""
