"""Takes nodes through their lives with the real client, in one process, and prints `done` if all of it worked.

usage: baremetal.py CLOUD DRIVER IMAGE
"""
import json
import sys
import time
import uuid
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402

sys.dont_write_bytecode = True
from bare_metal_command import do, run  # noqa: E402

cloud, driver, image = sys.argv[1:4]


def to(wanted, name, verb, *words):
    """Asks for something and waits as --wait does, which looks only every ten seconds."""
    do("node", verb, name, *words)
    until = time.monotonic() + 120
    while state(name) != wanted:
        assert time.monotonic() < until and not state(name).endswith("failed"), run("node", "show", name)
        time.sleep(0.1)


def state(name):
    return run("node", "show", name, "--fields", "provision_state")["provision_state"]


assert driver in [one["Supported driver(s)"] for one in run("driver", "list")]
assert run("driver", "show", driver)["default_deploy_interface"] == "autodetect"
assert run("conductor", "list")[0]["Alive"] is True

made = run("node", "create", "--driver", driver, "--name", "n1", "--resource-class", "baremetal", "--property",
           "cpu_arch=x86_64", "--driver-info", "lab_password=geheim", "--extra", "rack=7")
assert made["provision_state"] == "enroll" and made["driver_info"]["lab_password"] == "******", made
assert run("node", "list", "--driver", driver)[0]["Name"] == "n1"
verdicts = {one["Interface"]: one for one in run("node", "validate", "n1")}
assert verdicts["power"]["Result"] is True and verdicts["deploy"]["Result"] is False, verdicts
assert "image_source" in verdicts["deploy"]["Reason"], verdicts
do("node", "manage", "n1", "--wait")
to("manageable", "n1", "inspect")
to("available", "n1", "provide")
do("node", "add", "trait", "n1", "CUSTOM_GOLD")
assert run("node", "trait", "list", "n1")[0]["Traits"] == "CUSTOM_GOLD"

template = run("deploy", "template", "create", "CUSTOM_GOLD", "--steps",
               '[{"interface": "power", "step": "power_off", "args": {}, "priority": 30}]')
assert template["name"] == "CUSTOM_GOLD", template
assert [one["Name"] for one in run("deploy", "template", "list")] == ["CUSTOM_GOLD"]

wish = run("allocation", "create", "--resource-class", "baremetal", "--trait", "CUSTOM_GOLD", "--name", "a1", "--wait")
assert wish["state"] == "active" and wish["node_uuid"] == made["uuid"], wish
none = run("allocation", "create", "--resource-class", "other", "--name", "a2")
assert none["state"] == "error" and "resource class" in none["last_error"], none
do("allocation", "delete", "a2")

do("node", "set", "n1", "--instance-info", "image_source=" + image, "--instance-info",
   'traits=["CUSTOM_GOLD"]')
to("active", "n1", "deploy", "--config-drive", '{"user_data": "#cloud-config"}')
active = run("node", "show", "n1")
assert active["provision_state"] == "active" and active["power_state"] == "power on", active
assert active["deploy_interface"] != "autodetect", active
assert active["driver_internal_info"]["original_deploy_interface"] == "autodetect", active
assert active["instance_info"]["configdrive"] == "******", active
assert run("allocation", "show", "a1")["node_uuid"] == made["uuid"]
assert active["allocation_uuid"] == wish["uuid"], active
assert "n1" in run("node", "delete", "n1", out_json=False, ok=False)
to("active", "n1", "rebuild")
do("node", "maintenance", "set", "n1", "--reason", "a fan")
assert run("node", "show", "n1")["maintenance_reason"] == "a fan"
refused = run("node", "rebuild", "n1", out_json=False, ok=False)
assert "a fan" in refused, refused
do("node", "maintenance", "unset", "n1")
do("node", "reboot", "n1")
do("node", "power", "off", "n1")
to("available", "n1", "undeploy")
free = run("node", "show", "n1")
assert free["provision_state"] == "available" and free["instance_uuid"] is None, free
assert free["deploy_interface"] == "autodetect" and free["instance_info"] == {}, free
assert "a1" not in [one["Name"] for one in run("allocation", "list")], "it ends with what was on the node"
do("deploy", "template", "delete", "CUSTOM_GOLD")
to("manageable", "n1", "manage")
to("active", "n1", "adopt")
assert state("n1") == "active"
to("available", "n1", "undeploy")

devices = run("node", "boot", "device", "show", "n1")
assert devices["boot_device"] in ("disk", "cdrom", "pxe"), devices
do("node", "boot", "device", "set", "n1", "pxe")
assert any("available" in one["Description of the event"] for one in run("node", "history", "list", "n1"))
do("node", "unset", "n1", "--extra", "rack")
do("node", "delete", "n1")
assert "could not be found" in run("node", "show", "n1", out_json=False, ok=False)

# What this release of the client has no command for, as the library does it.
sdk = openstack.connect(cloud=cloud).baremetal
assert "/baremetal" in sdk.get_endpoint(), sdk.get_endpoint()
node = sdk.create_node(name="n2", driver=driver, resource_class="baremetal")
assert [one.name for one in sdk.nodes()] == ["n2"]
sdk.set_node_provision_state(node, "manage", wait=True, timeout=120)
sdk.set_node_provision_state(node, "provide", wait=True, timeout=120)
sdk.patch_node(node, [{"op": "add", "path": "/instance_info", "value": {"image_source": image}}])
sdk.set_node_provision_state(node, "active", wait=True, timeout=120)
sdk.set_node_provision_state(node, "deleted", wait=True, timeout=120)
pages = sdk.get("/nodes?limit=1&sort_key=name&driver=" + driver, headers={"X-OpenStack-Ironic-API-Version": "1.78"}).json()
assert "driver=" in pages["next"] and "sort_key=name" in pages["next"], pages
old = sdk.get("/nodes/n2", headers={"X-OpenStack-Ironic-API-Version": "1.200"})
assert old.status_code == 406 and old.headers["X-OpenStack-Ironic-API-Maximum-Version"] == "1.111", old.headers
missing = sdk.get("/nodes/" + str(uuid.uuid4()))
inner = json.loads(missing.json()["error_message"])
assert missing.status_code == 404 and inner["faultcode"] == "Client" and "could not be found" in inner["faultstring"], inner
sdk.delete_node("n2")
print("done")
