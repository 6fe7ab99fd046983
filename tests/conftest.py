"""What holds for the property tests of both environments."""

import os

from hypothesis import HealthCheck, settings

# The same examples every time, so that a result depends on the code alone; HYPOTHESIS_PROFILE=explore looks for new ones.
# Neither profile judges by time: machines differ, and the first run also builds hypothesis's table of characters.
settings.register_profile("desk", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "desk"))
