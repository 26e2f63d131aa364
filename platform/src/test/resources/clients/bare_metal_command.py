"""The command `openstack baremetal` in this process: to start it anew for each takes seconds. The first argument of the script names the cloud."""
import contextlib
import io
import json
import sys
import warnings

warnings.simplefilter("ignore")
from openstackclient import shell  # noqa: E402

cloud = sys.argv[1]


def run(*words, out_json=True, ok=True):
    out, err = io.StringIO(), io.StringIO()
    argv = ["--os-cloud", cloud, "baremetal", *words] + (["-f", "json"] if out_json else [])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = shell.main(argv)
        except SystemExit as e:
            code = e.code
    assert (code == 0) == ok, (words, code, out.getvalue()[-2000:], err.getvalue()[-2000:])
    return json.loads(out.getvalue()) if out_json and ok else out.getvalue() + err.getvalue()


def do(*words):
    run(*words, out_json=False)
