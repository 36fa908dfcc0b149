"""Mails: settings of the server that sends them, what they say, and an outbox that tries again."""
