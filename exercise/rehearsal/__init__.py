"""What many rehearsed runs of one exercise say together: pure statistics, the same whoever did the work."""
