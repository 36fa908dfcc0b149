"""A process of its own that plays an exercise and prints what was answered: `live_process.py FOLDER threads|gevent`."""

import sys

if __name__ == "__main__" and sys.argv[2] == "gevent":
    from gevent import monkey

    monkey.patch_all()

import threading
from pathlib import Path

from engine.control_room import ControlRoom
from engine.store.store import Store
from exercise.commands import Act, Start
from tests.engine.hall import OTHER, TABLE, launch

PEOPLE = 8


def main() -> None:
    """Open two tables and act at both, as fast as answers come, until killed."""
    room = ControlRoom(Store.in_folder(Path(sys.argv[1])))
    launch(room, TABLE, OTHER)
    room.start()
    for table in (TABLE, OTHER):
        room.ask(table, Start())
    people = [threading.Thread(target=play, args=(room, number)) for number in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join()


def play(room: ControlRoom, person: int) -> None:
    """Act for ever, and print each answer once it has come."""
    table = (TABLE, OTHER)[person % 2]
    for number in range(100_000):
        client_id = f"{person}-{number}"
        seq = room.ask(table, Act("duty", "answer", client_id=client_id)).seqs[0]
        sys.stdout.write(f"{table} {seq} {client_id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
