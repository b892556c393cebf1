"""
A pytest plugin that takes a defence out before any test is read::

    ROLLGRID_WITHOUT="a DOCTYPE is refused" uv run pytest -p tests.security.without ...
"""

import os

from tests.security.defences import take_out

take_out(os.environ["ROLLGRID_WITHOUT"], setattr)
