"""The stores of ``tests/store``, on SQLite and on PostgreSQL."""

from tests.store.conftest import file, postgres, server, store, where

__all__ = ["file", "postgres", "server", "store", "where"]
