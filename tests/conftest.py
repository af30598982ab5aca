"""What holds for every test: property tests find the same examples at every run.

A run that fails can then be run again and looked into. ``HYPOTHESIS_PROFILE=explore`` draws new
examples each time, to look for what nobody has met yet.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("repeat", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))
