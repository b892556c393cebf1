"""import: what others send, read as scenarios or parts of one."""
