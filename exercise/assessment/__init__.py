"""People's judgement of an exercise: observations, ratings, agreement, signatures, survey; all of it is facts."""
