"""The socket: connect, catch up, act, control; what happens is told to each audience after it is kept."""
