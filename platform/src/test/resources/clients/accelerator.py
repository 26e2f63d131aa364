"""Does everything that the clients of OpenStack can with accelerators, in one process, and prints `done` if all of it worked.

usage: accelerator.py CLOUD
"""
import contextlib
import io
import json
import sys
import uuid
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402
from openstackclient import shell  # noqa: E402

cloud = sys.argv[1]


def run(*words, out_json=True, ok=True):
    out, err = io.StringIO(), io.StringIO()
    argv = ["--os-cloud", cloud, *words] + (["-f", "json"] if out_json else [])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = shell.main(argv)
        except SystemExit as e:
            code = e.code
    assert (code == 0) == ok, (words, code, out.getvalue(), err.getvalue()[-2000:])
    return json.loads(out.getvalue()) if out_json and ok else out.getvalue() + err.getvalue()


acc = ["accelerator"]
devices = run(*acc, "device", "list", "--long")
assert {one["hostname"] for one in devices} >= {"cmp1", "cmp2"}, devices
device = [one for one in devices if one["hostname"] == "cmp1"][0]
assert run(*acc, "device", "show", device["uuid"])["vendor"] == "1ab0"
deployables = run(*acc, "deployable", "list", "--long")
part = [one for one in deployables if one["name"].startswith("cmp1_")][0]
assert run(*acc, "deployable", "show", part["uuid"])["name"] == part["name"]

groups = '[{"resources:FPGA": "1", "trait:CUSTOM_FPGA_LAB": "required"}]'
profile = run(*acc, "device", "profile", "create", "from-client", groups, "--description", "made by a client")
assert "from-client" in [one["name"] for one in run(*acc, "device", "profile", "list", "--long")]
assert run(*acc, "device", "profile", "show", profile["uuid"])["name"] == "from-client"

arq = run(*acc, "arq", "create", "from-client")
assert arq["state"] == "Initial", arq
instance = str(uuid.uuid4())
bound = run(*acc, "arq", "bind", arq["uuid"], "cmp1", instance, part["uuid"], "project")
assert bound["state"] == "Bound" and bound["attach_handle_type"] == "PCI" and bound["instance_uuid"] == instance, bound
assert arq["uuid"] in [one["uuid"] for one in run(*acc, "arq", "list", "--long")]
assert run(*acc, "arq", "show", arq["uuid"])["hostname"] == "cmp1"
refused = run(*acc, "device", "profile", "delete", profile["uuid"], out_json=False, ok=False)
assert "in use" in refused, refused
assert run(*acc, "arq", "unbind", arq["uuid"])["state"] == "Unbound"
run(*acc, "arq", "delete", arq["uuid"], out_json=False)
run(*acc, "arq", "show", arq["uuid"], ok=False)
run(*acc, "device", "profile", "delete", profile["uuid"], out_json=False)
image = run("image", "list")[0]
assert run("image", "show", image["ID"])["status"] == "active"
programmed = run(*acc, "deployable", "program", part["uuid"], image["ID"])
assert programmed["uuid"] == part["uuid"], programmed
run(*acc, "deployable", "program", part["uuid"], str(uuid.uuid4()), out_json=False, ok=False)

# What this release of the client has no command for, as the library does it.
sdk = openstack.connect(cloud=cloud).accelerator
assert sdk.get_endpoint().endswith("/accelerator/v2"), sdk.get_endpoint()
number = sdk.get("/deployables/" + part["uuid"]).json()["device_id"]
assert sdk.post("/devices/" + device["uuid"] + "/disable").status_code == 200
shown = sdk.get("/devices/" + device["uuid"], microversion="2.3").json()
assert shown["status"] == "maintaining", shown
sdk.create_device_profile(name="by-name", groups=[{"resources:FPGA": "1"}])
assert sdk.get("/deployables/" + part["uuid"]).json()["bitstream_id"] == image["ID"]
named = sdk.get("/device_profiles/by-name", microversion="2.2").json()
assert named["device_profile"]["groups"] == [{"resources:FPGA": "1"}], named
assert sdk.post("/devices/" + device["uuid"] + "/enable").status_code == 200
made = sdk.post("/attributes", json={"deployable_id": 1, "key": "rack", "value": "7"})
assert made.status_code == 201, made.text
assert sdk.get("/attributes?key=rack").json()["attributes"][0]["value"] == "7"
assert sdk.delete("/attributes/" + made.json()["uuid"]).status_code == 204
missing = sdk.patch("/deployables/" + part["uuid"] + "/program",
                    json=[{"path": "/program", "op": "replace", "value": [{"image_uuid": str(uuid.uuid4())}]}])
assert missing.status_code == 404 and "bitstream" in missing.text, missing.text

try:
    import osc_placement  # noqa: F401
except ImportError:
    print("skipped: needs python3-osc-placement")
else:
    providers = run("--os-placement-api-version", "1.22", "resource", "provider", "list")
    assert part["name"] in [one["name"] for one in providers], providers
    provider = [one for one in providers if one["name"] == part["name"]][0]["uuid"]
    assert provider == part["uuid"]
    assert run("resource", "provider", "inventory", "list", provider)[0]["resource_class"] == "FPGA"
    assert run("--os-placement-api-version", "1.22", "resource", "provider", "trait", "list", provider)[0]["name"] == "CUSTOM_FPGA_LAB"
    assert run("resource", "provider", "usage", "show", provider)[0]["usage"] == 0
    run("resource", "provider", "show", provider)
    run("resource", "class", "list")
    run("--os-placement-api-version", "1.22", "trait", "list")
print("done")
