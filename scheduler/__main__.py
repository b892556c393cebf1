"""``python -m scheduler`` is ``rollgrid``, where the folder of scripts is not on the path."""

import sys

from cli import run

if __name__ == "__main__":
    sys.exit(run())
