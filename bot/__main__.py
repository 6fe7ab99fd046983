"""`python -m bot run …`, `python -m bot train …`: Rasa's command line, without TensorFlow."""

from bot.without_tensorflow import leave_out

leave_out()

from rasa.__main__ import main  # noqa: E402  TensorFlow must be left out before

main()
