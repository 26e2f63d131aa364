"""Serves Debian's Ironic, API and conductor in one process, on a free port of the loopback and prints the port.

Everything is in the directory given. It asks nobody who he is, and its hardware is `fake-hardware`. It ends with the process that started it.
"""
import os
import socket
import sys
import warnings

warnings.simplefilter("ignore")
home = os.path.abspath(sys.argv[1])
os.environ["HOME"] = home
for name in ("state", "http", "tftp", "images", "master", "lock"):
    os.makedirs(home + "/" + name, exist_ok=True)
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
with open(home + "/ironic.conf", "w") as conf:
    conf.write(f"""[DEFAULT]
auth_strategy = noauth
host = peer
my_ip = 127.0.0.1
state_path = {home}/state
log_file = {home}/ironic.log
default_log_levels = ironic=WARNING,eventlet.wsgi.server=WARNING,ironic_lib=WARNING,alembic=WARNING
rpc_transport = none
enabled_hardware_types = fake-hardware
enabled_bios_interfaces = fake,no-bios
enabled_boot_interfaces = fake
enabled_console_interfaces = fake,no-console
enabled_deploy_interfaces = fake
enabled_inspect_interfaces = fake,no-inspect
enabled_management_interfaces = fake
enabled_network_interfaces = noop
enabled_power_interfaces = fake
enabled_raid_interfaces = fake,no-raid
enabled_rescue_interfaces = fake,no-rescue
enabled_storage_interfaces = fake,noop
enabled_vendor_interfaces = fake,no-vendor
default_network_interface = noop
[api]
host_ip = 127.0.0.1
port = {port}
public_endpoint = http://127.0.0.1:{port}
api_workers = 1
[conductor]
automated_clean = False
workers_pool_size = 100
bootloader =
[database]
connection = sqlite:///{home}/ironic.sqlite
[deploy]
http_root = {home}/http
http_url = http://127.0.0.1:9
[pxe]
tftp_root = {home}/tftp
images_path = {home}/images
instance_master_path = {home}/master
tftp_master_path = {home}/master
[dhcp]
dhcp_provider = none
[json_rpc]
auth_strategy = noauth
[service_catalog]
auth_type = none
endpoint_override = http://127.0.0.1:{port}
[neutron]
auth_type = none
[oslo_concurrency]
lock_path = {home}/lock
""")

from ironic.cmd import singleprocess  # noqa: E402 it replaces what blocks, so it comes before all else
import eventlet  # noqa: E402
from ironic.common import service  # noqa: E402
from ironic.db import migration  # noqa: E402

parent = os.getppid()
sys.argv = ["ironic", "--config-file", home + "/ironic.conf"]


def tell():
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            eventlet.sleep(0.02)
    print(port, flush=True)
    while os.getppid() == parent:
        eventlet.sleep(1)
    os._exit(0)


prepare = service.prepare_service


def prepared(*arguments):
    prepare(*arguments)
    migration.create_schema()
    eventlet.spawn(tell)


service.prepare_service = prepared
singleprocess.main()
