import secrets


def new_id() -> str:
    """128 random bits: an id cannot be guessed either (ASVS 11.5.1)."""
    return secrets.token_hex(16)


def new_token() -> str:
    return secrets.token_urlsafe(32)
