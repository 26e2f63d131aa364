"""Takes many nodes through their lives at once with the real client, compares their disks, and prints `done` if all of it worked.

usage: rack.py CLOUD PLAN

PLAN is a list of nodes in JSON: what each is made of, the images that it is to carry in turn, and where its disk lies.
"""
import json
import os
import sys
import threading
import time
import traceback
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402
from ironicclient import client as ironic  # noqa: E402

cloud, file = sys.argv[1:3]
with open(file) as text:
    plan = json.load(text)
connection = openstack.connect(cloud=cloud)
api = ironic.get_client(1, session=connection.session, os_ironic_api_version="1.78")
PATIENCE = 300
# What nobody detects.
NAMED = ("installer", "custom")
STEP = {"interface": "deploy", "step": "erase_devices_metadata"}


class Watch(threading.Thread):
    """Asks for all nodes in one request, again and again, for all who wait."""

    def __init__(self):
        super().__init__(daemon=True)
        self.changed = threading.Condition()
        self.looks = 0
        self.nodes = {}
        self.seen = {}

    def run(self):
        while True:
            found = api.node.list(fields=["name", "provision_state", "last_error"], limit=0)
            with self.changed:
                self.looks += 1
                self.nodes = {node.name: node for node in found}
                for node in found:
                    self.seen.setdefault(node.name, set()).add(node.provision_state)
                self.changed.notify_all()
            time.sleep(0.3)

    def until(self, name, *wanted):
        """A look that was under way may have been answered before what is waited for was asked for."""
        end = time.monotonic() + PATIENCE
        with self.changed:
            after = self.looks + 1
            while True:
                node = self.nodes.get(name)
                if self.looks > after and node and node.provision_state in wanted:
                    return node
                failed = self.looks > after and node and node.provision_state.endswith(("failed", "error"))
                assert not failed and time.monotonic() < end, (name, wanted, node and node.to_dict())
                self.changed.wait(5)


watch = Watch()


class Life:
    def __init__(self, node):
        self.node, self.name, self.times = node, node["name"], {}

    def ask(self, verb, *wanted, **more):
        began = time.monotonic()
        api.node.set_provision_state(self.name, verb, **more)
        node = watch.until(self.name, *wanted)
        self.times[verb] = self.times.get(verb, 0) + time.monotonic() - began
        return node

    def wishes(self, image):
        api.node.update(self.name, [{"op": "add", "path": "/instance_info", "value": image["wishes"]}])

    def compare(self, image):
        """The disk with what its image is to have left there."""
        machine = self.node["machine"]
        for place in image.get("disk", []):
            with open(os.path.join(machine, "disk"), "rb") as disk, open(place["file"], "rb") as expected:
                disk.seek(place["at"])
                wanted = expected.read()
                assert disk.read(len(wanted)) == wanted, (self.name, "holds something else at", place)
        for name, text in image.get("notes", {}).items():
            with open(os.path.join(machine, name)) as note:
                said = note.read()
                assert text in said, (self.name, name, said)
        node = api.node.get(self.name)
        assert node.power_state == "power on" and node.deploy_interface == image["interface"], node.to_dict()
        assert node.reservation is None and node.last_error is None, node.to_dict()

    def erased(self):
        """All of it where the agent does it, else both ends, where partition tables stand."""
        with open(os.path.join(self.node["machine"], "disk"), "rb") as disk:
            if self.node["whole"]:
                while block := disk.read(1 << 20):
                    assert not block.strip(b"\0"), (self.name, "is not erased before byte", disk.tell())
            else:
                assert not disk.read(1 << 20).strip(b"\0"), (self.name, "is not erased at its beginning")
                disk.seek(-(1 << 20), os.SEEK_END)
                assert not disk.read().strip(b"\0"), (self.name, "is not erased at its end")

    def run(self):
        api.node.create(name=self.name, driver=self.node["driver"], driver_info=self.node["driver_info"],
                        properties=self.node["properties"], resource_class="rack")
        self.ask("manage", "manageable")
        self.ask("inspect", "manageable")
        assert len(api.node.list_ports(self.name)) == 2, self.name
        self.ask("provide", "available")
        first, second = self.node["images"]
        if first["interface"] in NAMED:
            api.node.update(self.name, [{"op": "add", "path": "/deploy_interface", "value": first["interface"]}])
        if "wrong" in self.node:
            self.wishes(self.node["wrong"])
            failed = self.ask("active", "deploy failed")
            assert "checksum" in failed.last_error, failed.last_error
            self.erased_at_the_start()
        self.wishes(first)
        self.ask("active", "active", configdrive=self.node.get("configdrive"))
        self.compare(first)
        self.ask("rescue", "rescue", rescue_password="geheim")
        assert "rescue_password" not in api.node.get(self.name).instance_info, self.name
        with open(os.path.join(self.node["machine"], "rescue")) as note:
            assert note.read().startswith("sha256:"), self.name
        self.ask("unrescue", "active")
        self.compare(first)
        self.wishes(second)
        self.ask("rebuild", "active")
        self.compare(second)
        self.ask("deleted", "available")
        self.erased()
        self.ask("manage", "manageable")
        self.ask("clean", "manageable", cleansteps=[STEP])
        node = api.node.get(self.name)
        assert node.power_state == "power off" and node.instance_info == {} and node.reservation is None, node.to_dict()

    def erased_at_the_start(self):
        with open(os.path.join(self.node["machine"], "disk"), "rb") as disk:
            assert not disk.read(1 << 20).strip(b"\0"), (self.name, "looks usable")


failures = []


def live(life):
    try:
        life.run()
    except BaseException:
        failures.append(life.name + ": " + traceback.format_exc()[-3000:])


watch.start()
lives = [Life(node) for node in plan]
threads = [threading.Thread(target=live, args=(life,)) for life in lives]
began = time.monotonic()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for failure in failures:
    print(failure)
verbs = list(dict.fromkeys(verb for life in lives for verb in life.times))
print("%d nodes in %.1f s; longest of each verb: %s" % (len(plan), time.monotonic() - began, ", ".join(
    "%s %.1f s" % (verb, max(life.times.get(verb, 0) for life in lives)) for verb in verbs)))
print("failed" if failures else "done")
