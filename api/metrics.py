"""Prometheus series. Labels are fixed words and path templates, never ids or text."""

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)

HTTP_REQUESTS = Counter("desk_http_requests", "HTTP requests", ("method", "route", "status"))
HTTP_SECONDS = Histogram("desk_http_seconds", "Time of an HTTP request", ("method", "route"), buckets=_FAST)
TURN_REPLIES = Counter("desk_turn_replies", "Replies to users", ("author", "kind"))
TURN_SECONDS = Histogram("desk_turn_seconds", "Time of a user's turn, bot included", buckets=_FAST)
BOT_SECONDS = Histogram("desk_bot_seconds", "Time of a call to the bot", buckets=_FAST)
BOT_FAILURES = Counter("desk_bot_failures", "Turns that the bot did not answer", ("reason",))
OPEN_STREAMS = Gauge("desk_open_event_streams", "Open server-sent event streams")
JOBS = Counter("desk_jobs", "Jobs carried out", ("kind", "outcome"))
WECHAT_PUSHES = Counter("desk_wechat_pushes", "Pushes of the WeChat platform", ("kind",))
WECHAT_REFUSED = Counter("desk_wechat_refused", "Pushes that were not taken", ("reason",))
WECHAT_UNKNOWN = Counter("desk_wechat_unknown", "Messages, events and fields that the desk does not know", ("what",))
WECHAT_REPLIES = Counter("desk_wechat_replies", "Answers to pushes", ("outcome",))
WECHAT_SENDS = Counter("desk_wechat_sends", "Customer-service messages", ("outcome",))
