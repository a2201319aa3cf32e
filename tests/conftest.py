"""Tests neither recall nor keep runs, unless they are about that."""

from __future__ import annotations

import os

os.environ["CLAIMCHECK_NO_CACHE"] = "1"
