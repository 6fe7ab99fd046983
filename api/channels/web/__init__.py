"""The widget's channel: JSON calls and server-sent events."""

from api.channels.base import Capabilities

WEB = Capabilities("web", max_text_bytes=None, window=None, pushes=True)
