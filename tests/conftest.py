"""Tests neither recall nor keep runs, unless they are about that; and a busy machine fails none of them."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ["CLAIMCHECK_NO_CACHE"] = "1"

# How long making or trying an example takes depends on what else the machine does.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
