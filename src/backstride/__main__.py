"""``python -m backstride``: the command line."""

import sys

from backstride.cli import main

sys.exit(main())
