"""Every way in and out for people: pages, API, socket, command line, reports."""
