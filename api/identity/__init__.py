"""Proof of who asks: codes to a phone or mailbox, their delivery, and the company's account directory."""
