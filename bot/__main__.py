"""`python -m bot run …`, `python -m bot train …`: Rasa's command line, without TensorFlow."""

from bot.action_results import check_schema_once
from bot.kernels import choose
from bot.without_tensorflow import leave_out

choose()
leave_out()
check_schema_once()

from rasa.__main__ import main  # noqa: E402  both must come before numpy and TensorFlow

main()
