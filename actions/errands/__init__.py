"""Afterwards: how a filed request stands, adding to it, taking it back, complaining about the answer."""
