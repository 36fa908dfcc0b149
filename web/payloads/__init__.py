"""What a browser may send: schemas for REST, a small hand-checked parser for the socket."""
