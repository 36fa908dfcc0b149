"""The windows for other document systems: findings go out in their formats, statuses come back."""
