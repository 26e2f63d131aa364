"""Runs the same `openstack` commands against the cloud given, in one process, and prints what is to be compared, a line each:
whether the command succeeded and which columns it showed.

usage: commands.py CLOUD DIRECTORY
"""
import contextlib
import io
import json
import sys
import warnings

warnings.simplefilter("ignore")
from openstackclient import shell  # noqa: E402

cloud, directory = sys.argv[1:3]


def run(*words, show=True, json_out=True):
    out, err = io.StringIO(), io.StringIO()
    argv = ["--os-cloud", cloud, *words] + (["-f", "json"] if json_out else [])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = shell.main(argv)
        except SystemExit as e:
            code = e.code
    text = out.getvalue()
    try:
        parsed = json.loads(text)
    except ValueError:
        parsed = None
    first = parsed[0] if isinstance(parsed, list) and parsed else parsed
    if show:
        told = {"command": " ".join(word for word in words if "://" not in word), "ok": code == 0,
                "columns": sorted(first) if isinstance(first, dict) else None}
        if code:
            print(err.getvalue().strip()[-300:], file=sys.stderr)
        print(json.dumps(told), flush=True)
    return parsed if parsed is not None else text


def href(answer, column):
    return answer.get(column, "none") if isinstance(answer, dict) else "none"


file = directory + "/payload"
with open(file, "w") as f:
    f.write("from a file")
one = href(run("secret", "store", "--name", "one", "--payload", "text", "--payload-content-type", "text/plain"), "Secret href")
run("secret", "store", "--name", "two", "--secret-type", "passphrase", "--payload", "x")
run("secret", "store", "--name", "three", "--file", file)
run("secret", "get", one)
payload = run("secret", "get", one, "--payload")
print(json.dumps({"payload": payload}), flush=True)
run("secret", "list", "--limit", "2")
run("secret", "list", "--name", "one")
empty = href(run("secret", "store", "--name", "empty"), "Secret href")
run("secret", "update", empty, "later", json_out=False)
print(json.dumps({"payload": run("secret", "get", empty, "--payload", show=False)}), flush=True)
run("acl", "user", "add", one, "--user", "somebody", "--operation-type", "read")
run("acl", "get", one)
run("acl", "user", "remove", one, "--user", "somebody", "--operation-type", "read")
run("acl", "submit", one, "--user", "another", "--operation-type", "read", "--no-project-access")
run("acl", "delete", one, json_out=False)
box = href(run("secret", "container", "create", "--name", "box", "--type", "generic", "--secret", "part=" + one), "Container href")
run("secret", "container", "get", box)
run("secret", "container", "list")
run("secret", "container", "delete", box, json_out=False)
order = href(run("secret", "order", "create", "key", "--name", "ordered", "--algorithm", "aes", "--bit-length", "256",
                 "--mode", "cbc", "--payload-content-type", "application/octet-stream"), "Order href")
run("secret", "order", "get", order)
run("secret", "order", "list")
run("secret", "order", "delete", order, json_out=False)
run("secret", "delete", one, json_out=False)
run("secret", "get", one)
