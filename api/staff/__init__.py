"""Accounts of the people who work here, their sign-in and sessions."""
