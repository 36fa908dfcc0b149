"""The programme: duties, planned exercises, what is due, reminders and the year's summary."""
