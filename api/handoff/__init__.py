"""Getting a person."""
