"""People take over, many at once: users on event streams, agents at their pages, and the api killed in the middle."""
