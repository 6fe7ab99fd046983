"""Requests of the policy's chapter 5 as tickets, from receipt to closing."""
