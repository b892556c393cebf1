"""What is printed to be pasted is the same here however the tests, or their pages, were started."""

import os

os.environ.pop("UV_RUN_RECURSION_DEPTH", None)
