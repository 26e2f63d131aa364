"""Makes the same calls of the bare metal API against the service given and prints, a line each, what is to be compared:
the status, the headers that matter, the shape of the body and what it says of states.

usage: nodes.py URL DRIVER INSTANCE_INFO [AUTHORIZATION], where URL ends before /v1
"""
import http.client
import json
import re
import sys
import time
import urllib.parse

base = urllib.parse.urlparse(sys.argv[1])
DRIVER, IMAGE = sys.argv[2:4]
authorization = {"Authorization": sys.argv[4]} if len(sys.argv) > 4 else {}
connection = http.client.HTTPConnection(base.hostname, base.port, timeout=60)
VERSION = "1.82"  # the newest that both know
HEADER = "X-OpenStack-Ironic-API-Version"
TELLING = ("Content-Type", "Location", HEADER)
# These are told as they are.
STATES = ("provision_state", "target_provision_state", "power_state", "target_power_state", "state", "fault", "maintenance",
          "deploy_interface", "severity", "persistent", "boot_device", "resource_class", "retired", "protected", "owner",
          "physical_network", "pxe_enabled", "priority")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
steps = {}


def shape(value):
    if isinstance(value, dict):
        return {key: one if key in STATES else "own" if key == "driver_internal_info" else shape(one)
                for key, one in sorted(value.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, (int, float)):
        return "number"
    if value is None:
        return "nothing"
    return "url" if value.startswith("http") else "time" if TIME.fullmatch(value) else "id" if UUID.fullmatch(value) else "text"


def error(parsed):
    """Errors are a text within a text, of which only who is to blame is compared."""
    try:
        told = json.loads(parsed["error_message"])
        return {"faultcode": told["faultcode"], "fields": sorted(told)}
    except (KeyError, TypeError, ValueError):
        return shape(parsed)


def send(method, path, body, version):
    sent = {**authorization, "Content-Type": "application/json", "Accept": "application/json"}
    if version:
        sent[HEADER] = version
    connection.request(method, base.path + path, body, sent)
    response = connection.getresponse()
    content = response.read()
    if response.headers.get("Connection", "").lower() == "close":
        connection.close()
    return response, content


def call(step, method, path, body=None, version=VERSION, root="/v1"):
    steps[step] = steps.get(step, 0) + 1
    if body is not None and not isinstance(body, str):
        body = json.dumps(body)
    response, content = send(method, root + path, body, version)
    try:
        parsed = json.loads(content) if content else None
        told = error(parsed) if response.status >= 400 else shape(parsed)
    except ValueError:
        parsed, told = None, "text"
    headers = {name.lower(): response.headers[name].split(";")[0] for name in TELLING
               if name in response.headers and not (name == "Content-Type" and not content)}
    if "location" in headers:
        headers["location"] = "url" if headers["location"].startswith("http") else "text"
    print(json.dumps({"step": step + (f" {steps[step]}" if steps[step] > 1 else ""), "status": response.status,
                      "headers": headers, "body": told}), flush=True)
    return parsed


def look(path):
    response, content = send("GET", "/v1" + path, None, VERSION)
    return json.loads(content)


def until(path, **wanted):
    deadline = time.monotonic() + 60
    while True:
        seen = look(path)
        if all(seen.get(name) == value for name, value in wanted.items()):
            return
        if time.monotonic() > deadline:
            sys.exit(f"{path} did not become {wanted}: {seen}")
        time.sleep(0.02)


ONE = "11111111-2222-4333-8444-555555555555"
NONE = "00000000-0000-4000-8000-000000000000"
call("root", "GET", "/", root="")
call("version", "GET", "")
for version in ("1.1", "1.6", "1.33", "1.61", "latest"):
    call("version " + version, "GET", "/nodes", version=version)
for version in ("1.999", "x", "2.1"):
    call("version " + version, "GET", "/nodes", version=version)
call("no version", "GET", "/nodes", version=None)

# Taking nodes in.
node = {"driver": DRIVER, "name": "s1", "uuid": ONE, "resource_class": "bm", "properties": {"cpu_arch": "x86_64"},
        "driver_info": {"a_password": "p"}, "extra": {"a": 1}}
call("create", "POST", "/nodes", node)
call("create name again", "POST", "/nodes", {"driver": DRIVER, "name": "s1"})
call("create id again", "POST", "/nodes", {"driver": DRIVER, "uuid": ONE})
call("create without driver", "POST", "/nodes", {"name": "x"})
for field, value in (("driver", "nope"), ("nope", 1), ("name", "a b"), ("name", ""), ("uuid", "x"), ("properties", "x"),
                     ("resource_class", "x" * 81), ("deploy_interface", "nope"), ("power_interface", "nope"),
                     ("provision_state", "active"), ("chassis_uuid", "x"), ("automated_clean", "x"),
                     ("instance_uuid", "x"), ("network_data", {"x": 1}), ("traits", ["CUSTOM_A"]), ("retired_reason", "x"),
                     ("console_enabled", True)):
    call(f"create {field}={str(value)[:10]}", "POST", "/nodes", {"driver": DRIVER, "name": "bad", field: value})
    send("DELETE", "/v1/nodes/bad", None, VERSION)
call("create not JSON", "POST", "/nodes", "{")
call("create nothing", "POST", "/nodes", "")
call("create list", "POST", "/nodes", [])
call("create of old version", "POST", "/nodes", {"driver": DRIVER, "owner": "x"}, version="1.49")

# Listing them.
for query in ("", "?detail=true", "?fields=uuid,name", "?limit=1", "?limit=0", "?limit=-1", "?limit=x", "?limit=5000",
              "?sort_key=name", "?sort_key=created_at", "?sort_key=foo", "?sort_key=extra", "?sort_dir=desc", "?sort_dir=foo",
              "?marker=x", "?marker=" + NONE, "?marker=" + ONE, "?fields=foo", "?fields=uuid&detail=true", "?maintenance=foo",
              "?maintenance=true", "?provision_state=foo", "?provision_state=enroll", "?associated=true", "?associated=x",
              "?driver=" + DRIVER, "?driver=nope", "?foo=1", "?resource_class=bm", "?resource_class=none", "?owner=x",
              "?instance_uuid=x", "?instance_uuid=" + ONE, "?description_contains=a",
              "?conductor_group=", "?shard=x", "?sharded=false", "?retired=false", "?fault=power%20failure", "?lessee=x",
              "?project=x", "?name=s1"):
    call("list " + query.replace(DRIVER, "DRIVER"), "GET", "/nodes" + query)
call("list shard early", "GET", "/nodes?shard=x", version="1.81")
call("details", "GET", "/nodes/detail")
call("details ?limit=1", "GET", "/nodes/detail?limit=1")

# Looking at one.
for part in ("", "?fields=uuid", "?fields=foo", "/states", "/validate", "/traits", "/history", "/inventory",
             "/management/boot_device", "/management/boot_device/supported", "/management/indicators", "/bios", "/firmware",
             "/ports", "/portgroups", "/vifs", "/allocation", "/volume", "/volume/connectors", "/volume/targets",
             "/vendor_passthru/methods", "/states/console", "/children", "/nope"):
    call("show " + part, "GET", "/nodes/s1" + part)
for version in ("1.1", "1.10", "1.30", "1.50", "1.70"):
    call("show in " + version, "GET", "/nodes/" + ONE, version=version)
call("show name in 1.4", "GET", "/nodes/s1", version="1.4")
call("show none", "GET", "/nodes/none")
call("show none by id", "GET", "/nodes/" + NONE)
call("show .json", "GET", "/nodes/s1.json")

# Changing it.
for operation, field, value in (
        ("add", "extra/b", 2), ("replace", "extra/zz", 2), ("remove", "extra/zz", None), ("remove", "extra/b", None),
        ("add", "foo", 2), ("replace", "uuid", ONE), ("replace", "uuid", NONE), ("replace", "provision_state", "active"),
        ("test", "name", "s1"), ("test", "name", "other"), ("copy", "extra", {}), ("add", "name", "b ad"),
        ("replace", "name", "s1"), ("remove", "name", None), ("add", "name", "s1"), ("add", "instance_uuid", "x"),
        ("replace", "driver", "nope"), ("remove", "driver", None), ("add", "properties", "x"), ("add", "properties/a", None),
        ("add", "maintenance", True), ("add", "maintenance", False), ("add", "maintenance", "x"), ("add", "protected", True),
        ("add", "deploy_interface", "nope"), ("remove", "deploy_interface", None), ("add", "traits", []), ("add", "owner", "p"),
        ("add", "description", "d"), ("add", "description", "d" * 4097), ("add", "resource_class", "x" * 81),
        ("add", "retired", True), ("add", "retired_reason", "r"), ("add", "retired", False), ("add", "lessee", "l"),
        ("add", "automated_clean", True), ("remove", "automated_clean", None),
        ("add", "shard", "a"), ("add", "conductor_group", "G"), ("add", "conductor_group", ""),
        ("add", "instance_info/a/b", 1), ("add", "links", []), ("add", "created_at", "x"), ("add", "driver_internal_info", {}),
        ("add", "power_state", "power on"), ("add", "last_error", "x"), ("add", "fault", "x"), ("add", "raid_config", {})):
    one = {"op": operation, "path": "/" + field}
    if value is not None:
        one["value"] = value
    call(f"patch {operation} {field}" + (f"={str(value)[:10]}" if value is not None else ""), "PATCH", "/nodes/" + ONE, [one])
call("patch no list", "PATCH", "/nodes/s1", {"a": 1})
call("patch of nothing", "PATCH", "/nodes/s1", [])
call("patch bad path", "PATCH", "/nodes/s1", [{"op": "add", "path": "extra", "value": 1}])
call("patch no path", "PATCH", "/nodes/s1", [{"op": "add", "value": 1}])
call("patch none", "PATCH", "/nodes/none", [{"op": "add", "path": "/extra/a", "value": 1}])
call("patch reset_interfaces", "PATCH", "/nodes/s1?reset_interfaces=true", [{"op": "replace", "path": "/driver", "value": DRIVER}])
call("patch reset_interfaces alone", "PATCH", "/nodes/s1?reset_interfaces=true", [{"op": "add", "path": "/extra/c", "value": 1}])

call("traits bad", "PUT", "/nodes/s1/traits", {"traits": ["x"]})
call("traits no list", "PUT", "/nodes/s1/traits", {"traits": "CUSTOM_A"})
call("traits none", "PUT", "/nodes/s1/traits", {})
call("traits", "PUT", "/nodes/s1/traits", {"traits": ["CUSTOM_A"]})
call("trait", "PUT", "/nodes/s1/traits/CUSTOM_B")
call("trait again", "PUT", "/nodes/s1/traits/CUSTOM_B")
call("trait with body", "PUT", "/nodes/s1/traits/CUSTOM_C", {"traits": []})
call("trait list", "GET", "/nodes/s1/traits")
call("trait off", "DELETE", "/nodes/s1/traits/CUSTOM_B")
call("trait off none", "DELETE", "/nodes/s1/traits/CUSTOM_Z")
call("traits off", "DELETE", "/nodes/s1/traits")


def provision(target, node="s1", **more):
    """Ironic says 409 as long as it holds a node for a moment, which says nothing of the request."""
    for _ in range(200):
        response, content = send("GET", f"/v1/nodes/{node}?fields=reservation", None, VERSION)
        if not json.loads(content).get("reservation"):
            break
        time.sleep(0.02)
    call("state " + target + "".join(" " + name for name in more), "PUT", f"/nodes/{node}/states/provision", {"target": target, **more})


# Its life.
for target in ("provide", "nope", "active", "abort", "rescue", "clean", "deleted", "rebuild", "inspect", "adopt"):
    provision(target)
call("state without target", "PUT", "/nodes/s1/states/provision", {})
call("state with more", "PUT", "/nodes/s1/states/provision", {"target": "manage", "x": 1})
call("state not JSON", "PUT", "/nodes/s1/states/provision", "[")
call("power nope", "PUT", "/nodes/s1/states/power", {"target": "nope"})
call("power timeout", "PUT", "/nodes/s1/states/power", {"target": "power on", "timeout": -1})
call("state none", "PUT", "/nodes/none/states/provision", {"target": "manage"})
provision("manage")
until("/nodes/s1", provision_state="manageable", reservation=None)
call("manageable", "GET", "/nodes/s1")
provision("manage")
call("power off", "PUT", "/nodes/s1/states/power", {"target": "power off"})
until("/nodes/s1", power_state="power off", target_power_state=None, reservation=None)  # Ironic allocates no node of whose power it knows nothing
provision("inspect")
until("/nodes/s1", provision_state="manageable", reservation=None)
call("inventory", "GET", "/nodes/s1/inventory")
provision("clean", clean_steps=[])
provision("clean", clean_steps=[{"interface": "x", "step": "y"}])
provision("clean")
provision("active")
provision("provide")
until("/nodes/s1", provision_state="available", reservation=None)
call("available", "GET", "/nodes/s1")
call("states", "GET", "/nodes/s1/states")
provision("active", rescue_password="x")
provision("provide", configdrive="x")
provision("rescue", rescue_password="")
provision("rescue")
call("retire", "PATCH", "/nodes/s1", [{"op": "add", "path": "/retired", "value": True}])
call("protect", "PATCH", "/nodes/s1", [{"op": "add", "path": "/protected", "value": True}])

# Allocations.
call("allocation", "POST", "/allocations", {"resource_class": "bm", "name": "al"})
until("/allocations/al", state="active")
call("allocation show", "GET", "/allocations/al")
call("allocation again", "POST", "/allocations", {"resource_class": "bm", "name": "al"})
call("allocation without class", "POST", "/allocations", {})
call("allocation bad", "POST", "/allocations", {"resource_class": "bm", "traits": ["x"]})
call("allocation of none", "POST", "/allocations", {"resource_class": "bm", "candidate_nodes": ["none"]})
call("allocation unknown", "POST", "/allocations", {"resource_class": "bm", "x": 1})
call("allocation in vain", "POST", "/allocations", {"resource_class": "none", "name": "vain"})
until("/allocations/vain", state="error")
call("allocation in vain show", "GET", "/allocations/vain")
for query in ("", "?state=active", "?node=s1", "?node=none", "?resource_class=bm", "?owner=x", "?limit=1", "?fields=uuid",
              "?fields=x", "?sort_key=x", "?marker=x"):
    call("allocations " + query, "GET", "/allocations" + query)
call("allocation of node", "GET", "/nodes/s1/allocation")
call("allocation none", "GET", "/allocations/none")
call("allocation patch", "PATCH", "/allocations/al", [{"op": "add", "path": "/extra/a", "value": 1}])
call("allocation patch state", "PATCH", "/allocations/al", [{"op": "replace", "path": "/state", "value": "error"}])
call("allocation patch class", "PATCH", "/allocations/al", [{"op": "replace", "path": "/resource_class", "value": "x"}])
call("allocation off", "DELETE", "/allocations/vain")
call("associated", "DELETE", "/nodes/s1")
call("associate again", "PATCH", "/nodes/s1", [{"op": "replace", "path": "/instance_uuid", "value": NONE}])

# An image.
send("PATCH", "/v1/nodes/s1", json.dumps([{"op": "add", "path": "/instance_info", "value": json.loads(IMAGE)}]), VERSION)
call("validate", "GET", "/nodes/s1/validate")
provision("active")
until("/nodes/s1", provision_state="active", reservation=None)
call("active", "GET", "/nodes/s1")
call("active delete", "DELETE", "/nodes/s1")
call("active allocation off", "DELETE", "/allocations/al")
for target in ("provide", "manage", "active", "clean", "adopt", "inspect", "unrescue"):
    provision(target)
call("active driver", "PATCH", "/nodes/s1", [{"op": "replace", "path": "/driver", "value": "nope"}])
call("active class", "PATCH", "/nodes/s1", [{"op": "replace", "path": "/resource_class", "value": "other"}])
call("active protect", "PATCH", "/nodes/s1", [{"op": "add", "path": "/protected", "value": True}])
provision("deleted")
provision("rebuild")
call("active unprotect", "PATCH", "/nodes/s1", [{"op": "add", "path": "/protected", "value": False}])
call("maintenance", "PUT", "/nodes/s1/maintenance", {"reason": "r"})
call("maintenance is", "GET", "/nodes/s1?fields=maintenance,maintenance_reason,fault")
provision("rebuild")
call("maintenance off", "DELETE", "/nodes/s1/maintenance")
call("maintenance of none", "PUT", "/nodes/none/maintenance", {})
call("power", "PUT", "/nodes/s1/states/power", {"target": "power off"})
until("/nodes/s1", power_state="power off", target_power_state=None, reservation=None)
call("power on", "PUT", "/nodes/s1/states/power", {"target": "power on"})
until("/nodes/s1", power_state="power on", target_power_state=None, reservation=None)
call("power reboot", "PUT", "/nodes/s1/states/power", {"target": "rebooting"})
until("/nodes/s1", power_state="power on", target_power_state=None, reservation=None)
call("boot device", "PUT", "/nodes/s1/management/boot_device", {"boot_device": "pxe", "persistent": False})
call("boot device is", "GET", "/nodes/s1/management/boot_device")
call("boot device nope", "PUT", "/nodes/s1/management/boot_device", {"boot_device": "foo"})
call("boot device none", "PUT", "/nodes/s1/management/boot_device", {})
call("nmi", "PUT", "/nodes/s1/management/inject_nmi", {})
provision("deleted")
until("/nodes/s1", provision_state="available", reservation=None)
call("deleted", "GET", "/nodes/s1")
call("allocation gone", "GET", "/allocations/al")
call("history", "GET", "/nodes/s1/history")

# Templates.
step = {"interface": "deploy", "step": "x", "args": {}, "priority": 10}
call("template", "POST", "/deploy_templates", {"name": "CUSTOM_T", "steps": [step]})
call("template again", "POST", "/deploy_templates", {"name": "CUSTOM_T", "steps": [step]})
call("template name", "POST", "/deploy_templates", {"name": "x", "steps": [step]})
call("template without steps", "POST", "/deploy_templates", {"name": "CUSTOM_U", "steps": []})
call("template step", "POST", "/deploy_templates", {"name": "CUSTOM_U", "steps": [{"interface": "x"}]})
call("template twice", "POST", "/deploy_templates", {"name": "CUSTOM_U", "steps": [step, step]})
call("templates", "GET", "/deploy_templates")
call("templates in detail", "GET", "/deploy_templates?detail=true")
call("template show", "GET", "/deploy_templates/CUSTOM_T")
call("template none", "GET", "/deploy_templates/CUSTOM_N")
call("template patch", "PATCH", "/deploy_templates/CUSTOM_T", [{"op": "replace", "path": "/name", "value": "CUSTOM_V"}])
call("template patch bad", "PATCH", "/deploy_templates/CUSTOM_V", [{"op": "remove", "path": "/steps"}])
call("template off", "DELETE", "/deploy_templates/CUSTOM_V")
call("template early", "GET", "/deploy_templates", version="1.54")

# Ports and port groups.
port = {"node_uuid": ONE, "address": "52:54:00:00:00:01", "physical_network": "p",
        "local_link_connection": {"switch_id": "0a:1b:2c:3d:4e:5f", "port_id": "E1", "switch_info": "l"}}
made = call("port", "POST", "/ports", port)
call("port again", "POST", "/ports", {"node_uuid": ONE, "address": "52:54:00:00:00:01"})
call("port address", "POST", "/ports", {"node_uuid": ONE, "address": "x"})
call("port without node", "POST", "/ports", {"address": "52:54:00:00:00:02"})
call("port of none", "POST", "/ports", {"node_uuid": NONE, "address": "52:54:00:00:00:02"})
call("port link", "POST", "/ports", {"node_uuid": ONE, "address": "52:54:00:00:00:02", "local_link_connection": {"x": "y"}})
call("port unknown", "POST", "/ports", {"node_uuid": ONE, "address": "52:54:00:00:00:02", "x": 1})
for query in ("", "/detail?address=52:54:00:00:00:01", "?node=s1", "?node=none", "?address=52:54:00:00:00:01", "?address=x", "?fields=uuid,extra", "?fields=x",
              "?detail=true&address=52:54:00:00:00:01", "?limit=1", "?sort_key=address", "?sort_key=x", "?portgroup=none", "?node_uuid=" + ONE):
    call("ports " + query, "GET", "/ports" + query)
path = "/ports/" + made["uuid"]
call("port show", "GET", path)
call("port show none", "GET", "/ports/" + NONE)
call("port in 1.1", "GET", path, version="1.1")
call("port patch", "PATCH", path, [{"op": "add", "path": "/extra/a", "value": 1}])
call("port patch address", "PATCH", path, [{"op": "replace", "path": "/address", "value": "x"}])
call("port patch node", "PATCH", path, [{"op": "replace", "path": "/node_uuid", "value": NONE}])
call("port patch wiring", "PATCH", path, [{"op": "replace", "path": "/pxe_enabled", "value": False}])
call("port patch remove address", "PATCH", path, [{"op": "remove", "path": "/address"}])
call("ports of node", "GET", "/nodes/s1/ports")
call("group", "POST", "/portgroups", {"node_uuid": ONE, "name": "pg1"})
call("group again", "POST", "/portgroups", {"node_uuid": ONE, "name": "pg1"})
call("group name", "POST", "/portgroups", {"node_uuid": ONE, "name": "a b"})
call("group without node", "POST", "/portgroups", {"name": "pg2"})
call("groups", "GET", "/portgroups")
call("groups in detail", "GET", "/portgroups/detail")
call("group show", "GET", "/portgroups/pg1")
call("group ports", "GET", "/portgroups/pg1/ports")
call("group patch", "PATCH", "/portgroups/pg1", [{"op": "replace", "path": "/mode", "value": "802.3ad"}])
call("groups of node", "GET", "/nodes/s1/portgroups")
call("group off", "DELETE", "/portgroups/pg1")
call("group off none", "DELETE", "/portgroups/pg1")
call("vif", "POST", "/nodes/s1/vifs", {"id": "vif1"})
call("vif without id", "POST", "/nodes/s1/vifs", {})
call("vifs", "GET", "/nodes/s1/vifs")
call("vif off none", "DELETE", "/nodes/s1/vifs/none")
call("port off none", "DELETE", "/ports/" + NONE)

# What else there is.
for path in ("/drivers", "/drivers?detail=true", "/drivers/DRIVER", "/drivers/nope", "/drivers?type=dynamic", "/drivers?type=classic",
             "/drivers?type=x", "/drivers/DRIVER/properties", "/drivers/nope/properties",
             "/drivers/DRIVER/vendor_passthru/methods", "/drivers/DRIVER/raid/logical_disk_properties", "/conductors",
             "/conductors?detail=true", "/conductors/nope", "/chassis", "/chassis/" + NONE, "/volume", "/volume/connectors",
             "/volume/targets", "/lookup", "/lookup?addresses=52:54:00:00:00:99", "/lookup?node_uuid=" + NONE, "/shards", "/nope"):
    call("get " + path, "GET", path.replace("DRIVER", DRIVER))
for version in ("1.1", "1.30", "1.60"):
    call("driver in " + version, "GET", "/drivers/" + DRIVER, version=version)
call("heartbeat none", "POST", f"/heartbeat/{NONE}", {"callback_url": "http://127.0.0.1:9"})
call("heartbeat nothing", "POST", f"/heartbeat/{NONE}", {})
call("events", "POST", "/events", {"events": []})
call("post to one", "POST", "/nodes/s1", {})
call("put on list", "PUT", "/nodes", {})
call("delete list", "DELETE", "/nodes")
call("post below one", "POST", "/nodes/s1/nope", {})
call("head", "HEAD", "/nodes")
call("delete", "DELETE", "/nodes/s1")
call("delete again", "DELETE", "/nodes/s1")
call("ports of none", "GET", "/ports?node=" + ONE)
