"""The evaluators' work on paper: the guide, what is attached, the panel's agreement and the sign-off."""
