"""The bot behind a port: Rasa's REST channel."""

from api.bot_client.rasa import RasaBot

__all__ = ["RasaBot"]
