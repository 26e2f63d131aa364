"""Writes down what machines have with the real client, in one process, and prints `done` if all of it worked.

usage: inventory.py CLOUD DRIVER
"""
import sys
import time

sys.dont_write_bytecode = True
from bare_metal_command import do, run  # noqa: E402

driver = sys.argv[2]


def refused(*words):
    return run(*words, out_json=False, ok=False)


# A chassis keeps its nodes.
chassis = run("chassis", "create", "--description", "row 7", "--extra", "rack=7")["uuid"]
node = run("node", "create", "--driver", driver, "--name", "one", "--chassis-uuid", chassis)["uuid"]
do("chassis", "set", chassis, "--description", "row 8")
do("chassis", "unset", chassis, "--extra", "rack")
shown = run("chassis", "show", chassis)
assert shown["description"] == "row 8" and shown["extra"] == {}, shown
assert [one["UUID"] for one in run("chassis", "list")] == [chassis]
assert [one["Name"] for one in run("node", "list", "--chassis", chassis)] == ["one"]
assert "contains nodes" in refused("chassis", "delete", chassis)
assert "could not be found" in refused("node", "create", "--driver", driver, "--chassis-uuid", node)
do("node", "unset", "one", "--chassis-uuid")
do("chassis", "delete", chassis)

# Ports, groups of them, and the networks that they carry.
group = run("port", "group", "create", "--node", node, "--name", "bond", "--mode", "802.3ad")["uuid"]
member = run("port", "create", "52:54:00:00:00:01", "--node", node, "--port-group", group)["uuid"]
single = run("port", "create", "52:54:00:00:00:02", "--node", node, "--physical-network", "tenant",
             "--local-link-connection", "switch_id=0a:1b:2c:3d:4e:5f", "--local-link-connection",
             "port_id=Eth1/1")["uuid"]
assert member in [one["UUID"] for one in run("port", "list", "--node", "one")]
assert [one["Name"] for one in run("port", "group", "list")] == ["bond"]
do("port", "set", single, "--extra", "rack=7")
do("port", "unset", single, "--extra", "rack")
do("node", "vif", "attach", "one", "vif-1")
assert run("node", "vif", "list", "one")[0]["ID"] == "vif-1"
assert run("port", "show", single)["internal_info"]["tenant_vif_port_id"] == "vif-1", "a member of a group is not taken alone"
do("node", "vif", "detach", "one", "vif-1")
do("port", "delete", single, member)
do("port", "group", "delete", "bond")

# Volumes and what the node is called where they are; neither is changed under a machine that may be on.
connector = run("volume", "connector", "create", "--node", node, "--type", "iqn", "--connector-id",
                "iqn.2017-08.org.openstack:one")["uuid"]
assert "already exists" in refused("volume", "connector", "create", "--node", node, "--type", "iqn", "--connector-id",
                                   "iqn.2017-08.org.openstack:one")
target = run("volume", "target", "create", "--node", node, "--type", "iscsi", "--boot-index", "0", "--volume-id", "v-1",
             "--property", "target_iqn=iqn.x", "--property", "auth_password=geheim")
assert target["properties"] == {"target_iqn": "iqn.x", "auth_password": "******"}, target
assert "already exists" in refused("volume", "target", "create", "--node", node, "--type", "iscsi", "--boot-index", "0",
                                   "--volume-id", "v-2")
assert "while it is in state" in refused("volume", "connector", "delete", connector)
do("node", "manage", "one")
while run("node", "show", "one")["power_state"] != "power off":
    time.sleep(0.1)
do("volume", "connector", "set", connector, "--connector-id", "iqn.2017-08.org.openstack:two")
assert run("volume", "connector", "list", "--node", node)[0]["Connector ID"] == "iqn.2017-08.org.openstack:two"
do("volume", "target", "set", target["uuid"], "--property", "lun=1")
shown = run("volume", "target", "show", target["uuid"])
assert shown["properties"] == {"target_iqn": "iqn.x", "auth_password": "******", "lun": 1}, shown
assert run("volume", "target", "list", "--long")[0]["Volume ID"] == "v-1"
do("volume", "target", "delete", target["uuid"])
do("volume", "connector", "delete", connector)
assert run("volume", "target", "list") == [] and run("volume", "connector", "list") == []
print("done")
