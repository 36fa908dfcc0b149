"""From findings to the next version of the plan: proposed changes, their text, what differs, who may publish."""
