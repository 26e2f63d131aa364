"""Takes servers through their lives with the command `openstack` and with openstacksdk, and says what went otherwise than it should.

usage: compute.py CLOUD IMAGE

The cloud has the compute hosts a, b and c; nothing ever arrives at c.
"""
import contextlib
import io
import json
import sys
import time
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402
from openstackclient import shell  # noqa: E402

CLOUD, IMAGE = sys.argv[1:3]
PATIENCE = 60


def run(*words, wanted=True):
    """The JSON that the command showed, or what it said."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = shell.main(["--os-cloud", CLOUD, *words])
        except SystemExit as e:
            code = e.code
    assert (code == 0) == wanted, (words, out.getvalue(), err.getvalue())
    if not wanted:
        return err.getvalue()
    try:
        return json.loads(out.getvalue())
    except ValueError:
        return out.getvalue()


def ask(*words):
    return run(*words, "-f", "json")


def until(what, wanted):
    end = time.monotonic() + PATIENCE
    seen = what()
    while not wanted(seen):
        assert time.monotonic() < end, seen
        seen = what()
    return seen


def status(server):
    return ask("server", "show", server)["status"]


def flavors():
    made = ask("flavor", "create", "--vcpus", "1", "--ram", "16", "--disk", "0", "--property", "gantry:rate=500", "tiny")
    assert made["ram"] == 16 and made["properties"] == {"gantry:rate": "500"}, made
    run("flavor", "set", "tiny", "--property", "hw:cpu_policy=shared", "--description", "the smallest")
    run("flavor", "unset", "tiny", "--property", "hw:cpu_policy")
    assert ask("flavor", "show", "tiny")["properties"] == {"gantry:rate": "500"}
    run("flavor", "create", "--vcpus", "1", "--ram", "16", "--disk", "0", "--private", "hidden")
    assert [one["Name"] for one in ask("flavor", "list")] == ["tiny"]
    assert {one["Name"] for one in ask("flavor", "list", "--all")} == {"tiny", "hidden"}
    run("flavor", "set", "hidden", "--project", "admin")
    run("flavor", "unset", "hidden", "--project", "admin")
    assert "hw:tpm_version" in run("flavor", "set", "hidden", "--property", "hw:tpm_versoin=2.0", wanted=False)
    run("flavor", "delete", "hidden")


def life():
    made = ask("server", "create", "--image", IMAGE, "--flavor", "tiny", "--property", "colour=red", "--wait",
               "--availability-zone", "nova:a", "one")
    assert made["status"] == "ACTIVE" and made["OS-EXT-SRV-ATTR:host"] == "a", made
    assert made["properties"] == {"colour": "red"}, made
    assert [one["Name"] for one in ask("server", "list", "--status", "ACTIVE", "--host", "a")] == ["one"]
    assert ask("server", "list", "--status", "ERROR") == []
    for verb, then in (("stop", "SHUTOFF"), ("start", "ACTIVE"), ("pause", "PAUSED"), ("unpause", "ACTIVE")):
        run("server", verb, "one")
        assert status("one") == then, verb
    assert "vm_state active" in run("server", "start", "one", wanted=False)
    run("server", "reboot", "--wait", "one")
    run("server", "reboot", "--hard", "--wait", "one")
    until(lambda: run("console", "log", "show", "--lines", "2", "one"), lambda text: "beat" in text)
    run("server", "set", "--name", "uno", "--property", "size=small", "one")
    run("server", "unset", "--property", "colour", "uno")
    assert ask("server", "show", "uno")["properties"] == {"size": "small"}
    run("server", "set", "--name", "one", "uno")


def hosts():
    assert {one["Hypervisor Hostname"] for one in ask("hypervisor", "list")} == {"a", "b", "c"}
    shown = ask("hypervisor", "show", "a")
    assert shown["state"] == "up" and shown["service_host"] == "a", shown
    run("compute", "service", "set", "--disable", "--disable-reason", "nothing arrives", "c", "nova-compute")
    services = {one["Host"]: one for one in ask("compute", "service", "list", "--long")}
    assert services["c"]["Status"] == "disabled" and services["c"]["Disabled Reason"] == "nothing arrives", services
    assert ask("availability", "zone", "list", "--compute")[0]["Zone Name"] == "nova"


def migrations():
    run("server", "migrate", "--live-migration", "--wait", "one")
    assert ask("server", "show", "one")["OS-EXT-SRV-ATTR:host"] == "b"
    done = ask("server", "migration", "list", "--server", "one")[0]
    assert (done["Status"], done["Source Node"], done["Dest Node"]) == ("completed", "a", "b"), done
    run("compute", "service", "set", "--enable", "c", "nova-compute")
    run("server", "migrate", "--live-migration", "--host", "c", "one")
    assert status("one") == "MIGRATING"
    assert "MIGRATING" == ask("server", "list", "--status", "MIGRATING")[0]["Status"]
    under_way = ask("server", "migration", "list", "--server", "one")[0]
    number = str(under_way["Id"])
    shown = ask("server", "migration", "show", "one", number)
    assert shown["Status"] == "preparing" and shown["Memory Total Bytes"] == 16 << 20, shown
    assert "task_state migrating" in run("server", "stop", "one", wanted=False)
    run("server", "migration", "abort", "one", number)
    until(lambda: ask("server", "migration", "list", "--server", "one")[0], lambda one: one["Status"] == "cancelled")
    assert ask("server", "show", "one")["OS-EXT-SRV-ATTR:host"] == "b" and status("one") == "ACTIVE"
    assert "not in progress" in run("server", "migration", "show", "one", number, wanted=False)
    assert "current host" in run("server", "migrate", "--live-migration", "--host", "b", "one", wanted=False)


def history():
    server = ask("server", "show", "one")["id"]
    actions = ask("server", "event", "list", server)
    assert actions[-1]["Action"] == "create" and actions[0]["Action"].startswith("live"), actions
    moved = next(one for one in actions if one["Action"] == "live-migration")
    events = ask("server", "event", "show", server, moved["Request ID"])["events"]
    assert events[0]["event"] == "compute_check" and events[0]["result"] == "Success", events


def sdk():
    cloud = openstack.connect(cloud=CLOUD)
    image, flavor = cloud.image.find_image(IMAGE), cloud.compute.find_flavor("tiny")
    made = [cloud.compute.create_server(name=f"many-{n}", image_id=image.id, flavor_id=flavor.id, networks="none")
            for n in range(3)]
    for server in made:
        assert cloud.compute.wait_for_server(server, wait=PATIENCE).status == "ACTIVE"
    assert [one.name for one in cloud.compute.servers(name="many", limit=1)] == ["many-2", "many-1", "many-0"]
    assert {one.name for one in cloud.compute.hypervisors(details=True)} == {"a", "b", "c"}
    for server in made:
        cloud.compute.delete_server(server)
    for server in made:
        cloud.compute.wait_for_delete(server, wait=PATIENCE)


def end():
    refused = run("server", "create", "--image", IMAGE, "--flavor", "tiny", "--user-data", __file__, "two", wanted=False)
    assert "user_data" in refused, refused
    run("server", "delete", "--wait", "one")
    assert ask("server", "list", "--all-projects") == []
    run("flavor", "delete", "tiny")


for part in (flavors, hosts, life, migrations, history, sdk, end):
    part()
print("done")
