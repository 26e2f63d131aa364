# Serves the application of a paste file on a free port of the loopback, prints the port, and ends when its standard input does.
import os
import sys
import threading
from wsgiref import simple_server
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer, make_server

from paste import deploy
from sqlalchemy import event
from sqlalchemy.engine import Engine


class Server(WSGIServer):
    request_queue_size = 128


class ClosingHandler(ServerHandler):
    """Says that it closes each connection; a client that reuses one would meet its end."""

    def cleanup_headers(self):
        super().cleanup_headers()
        self.headers['Connection'] = 'close'


class Handler(WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


@event.listens_for(Engine, 'connect')
def forget_about_power_cuts(connection, record):
    connection.execute('PRAGMA synchronous = OFF')
    connection.execute('PRAGMA journal_mode = MEMORY')


def end_with_the_test():
    sys.stdin.read()
    os._exit(0)


simple_server.ServerHandler = ClosingHandler
threading.Thread(target=end_with_the_test, daemon=True).start()
server = make_server('127.0.0.1', 0, deploy.loadapp('config:' + sys.argv[1]), Server, Handler)
print(server.server_port, flush=True)
server.serve_forever()
