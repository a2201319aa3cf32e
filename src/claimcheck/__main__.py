"""`python -m claimcheck`."""

import sys

# Python puts the working folder first, where a stranger's checkout may have a module of any name.
if sys.path and not sys.flags.safe_path:
    del sys.path[0]

from claimcheck.cli.start import run

if __name__ == "__main__":
    run()
