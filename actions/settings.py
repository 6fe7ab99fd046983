"""Settings of the action server, all from the environment."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Where the api is, and the token that opens it."""

    api_url: str
    service_token: str
    timeout_s: float

    @classmethod
    def from_environment(cls) -> "Settings":
        """Raises `KeyError` when the token is not set: without it nothing could ever be filed."""
        return cls(
            api_url=os.environ.get("API_URL", "http://127.0.0.1:8000").rstrip("/"),
            service_token=os.environ["SERVICE_TOKEN"],
            timeout_s=float(os.environ.get("ACTIONS_TIMEOUT_S", "4")),
        )
