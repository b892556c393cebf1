"""Commands on a store: facts, decisions, revisions, notices."""
