"""Webhooks: telling other programs what happens in the register, signed, again and again until they heard it."""
