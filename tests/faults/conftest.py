"""The PostgreSQL of the tests of the store."""

from tests.store.conftest import server

__all__ = ["server"]
