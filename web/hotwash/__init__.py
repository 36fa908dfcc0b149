"""The hot wash: what is looked at together right after EndEx, and what participants say of it."""
