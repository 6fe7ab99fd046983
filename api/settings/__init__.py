"""Settings: all from the environment, documented in `.env.example`."""

from api.settings.model import ForbiddenInProduction, Settings, load_settings

__all__ = ["ForbiddenInProduction", "Settings", "load_settings"]
