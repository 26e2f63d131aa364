"""Serves Debian's Barbican on a free port of the loopback, with everything in the directory given, and prints the port.

It asks for no token; whoever names no project is of the project `peer`.
"""
import base64
import os
import sys
import warnings

warnings.simplefilter("ignore")
home = os.path.abspath(sys.argv[1])
os.environ["HOME"] = home
os.makedirs(home + "/.barbican", exist_ok=True)

from wsgiref import simple_server  # noqa: E402

PASTE = """
[composite:main]
use = egg:Paste#urlmap
/: barbican_version
/v1: barbican_api
[pipeline:barbican_version]
pipeline = microversion versionapp
[pipeline:barbican_api]
pipeline = microversion unauthenticated-context apiapp
[app:apiapp]
paste.app_factory = barbican.api.app:create_main_app
[app:versionapp]
paste.app_factory = barbican.api.app:create_version_app
[filter:unauthenticated-context]
paste.filter_factory = barbican.api.middleware.context:UnauthenticatedContextMiddleware.factory
[filter:microversion]
paste.filter_factory = barbican.api.middleware.microversion:MicroversionMiddleware.factory
"""


class Quiet(simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


def server_class():
    server = simple_server.make_server("127.0.0.1", 0, None, handler_class=Quiet)
    return server, server.server_address[1]


server, port = server_class()
with open(home + "/.barbican/barbican.conf", "w") as conf:
    conf.write(f"""[DEFAULT]
host_href = http://127.0.0.1:{port}
sql_connection = sqlite:///{home}/barbican.sqlite
db_auto_create = True
log_file = {home}/barbican.log
transport_url = fake://
[queue]
enable = False
[keystone_notifications]
enable = False
[secretstore]
enabled_secretstore_plugins = store_crypto
[crypto]
enabled_crypto_plugins = simple_crypto
[simple_crypto_plugin]
kek = {base64.b64encode(os.urandom(32)).decode()}
[oslo_policy]
enforce_scope = False
enforce_new_defaults = False
""")
with open(home + "/paste.ini", "w") as paste:
    paste.write(PASTE)

from paste import deploy  # noqa: E402

application = deploy.loadapp("config:" + home + "/paste.ini")


def with_project(environ, start_response):
    environ.setdefault("HTTP_X_PROJECT_ID", "peer")
    environ.setdefault("HTTP_X_USER_ID", "somebody")
    return application(environ, start_response)


server.set_app(with_project)
print(port, flush=True)
server.serve_forever()
