from fastapi import Request


def client_address(request: Request) -> str:
    """What limits are counted by where nothing better is known."""
    return request.client.host if request.client else "unknown"
