import pytest

pytest.register_assert_rewrite("tests.twins.agreement")  # what differs is printed
