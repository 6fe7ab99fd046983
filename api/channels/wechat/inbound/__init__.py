"""A push: on record once, answered within five seconds, the same answer each time it is delivered."""
