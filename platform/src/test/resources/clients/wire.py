"""Makes the same calls of the key-manager API against the service given and prints, a line each, what is to be compared:
the status, the headers that matter and the shape of the body.

usage: wire.py URL [HEADER VALUE], where URL ends before /v1
"""
import base64
import http.client
import json
import sys
import urllib.parse

base = urllib.parse.urlparse(sys.argv[1])
common = dict([sys.argv[2:4]]) if len(sys.argv) > 3 else {}
TELLING = ("content-type", "location", "openstack-api-version", "vary")


def shape(value):
    if isinstance(value, dict):
        return {key: shape(one) for key, one in sorted(value.items())}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if value is None or isinstance(value, (int, float, bool)):
        return "nothing" if value is None else "number"
    return "url" if isinstance(value, str) and value.startswith("http") else type(value).__name__


def call(step, method, path, body=None, **headers):
    path = urllib.parse.urlparse(path).path + ("?" + urllib.parse.urlparse(path).query
                                                if urllib.parse.urlparse(path).query else "")
    if not path.startswith(base.path + "/v1") and not path == base.path + "/":
        path = base.path + path
    sent = dict(common)
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        sent["Content-Type"] = "application/json"
    sent.update({name.replace("_", "-"): value for name, value in headers.items()})
    connection = http.client.HTTPConnection(base.hostname, base.port, timeout=60)
    connection.request(method, path, body, sent)
    response = connection.getresponse()
    content = response.read()
    telling = {}
    for name in TELLING:
        value = response.headers.get(name)
        if value:
            telling[name] = "url" if name == "location" else value.split(";")[0].lower()
    try:
        parsed = json.loads(content) if content else None
        told = shape(parsed)
    except ValueError:
        parsed, told = None, "text"
    if response.status >= 400:
        told = {key: told.get(key) for key in ("code", "title", "description")} if isinstance(told, dict) else told
    if response.status == 204:
        telling.pop("content-type", None)
    print(json.dumps({"step": step, "status": response.status, "headers": telling, "body": told}), flush=True)
    return parsed


def ref(answer, name):
    return (answer or {}).get(name, base.path + "/v1/none")


JSON = {"Content_Type": "application/json"}
text = {"name": "t", "payload": "some text", "payload_content_type": "text/plain"}
call("versions", "GET", "/")
call("versions 1.1", "GET", "/", OpenStack_API_Version="key-manager 1.1")
call("version too new", "GET", "/v1/secrets", OpenStack_API_Version="key-manager 9.0")
call("store two-step", "POST", "/v1/secrets/", {"name": "two"})
one = ref(call("store", "POST", "/v1/secrets/", text), "secret_ref")
call("show", "GET", one, Accept="application/json")
call("show 1.1", "GET", one, Accept="application/json", OpenStack_API_Version="key-manager 1.1")
call("payload", "GET", one + "/payload", Accept="text/plain")
call("payload any", "GET", one + "/payload", Accept="*/*")
call("payload as bytes", "GET", one + "/payload", Accept="application/octet-stream")
call("payload as picture", "GET", one + "/payload", Accept="image/png")
call("payload the old way", "GET", one, Accept="text/plain")
full = dict(text, algorithm="aes", bit_length=256, mode="cbc", secret_type="symmetric",
            payload=base64.b64encode(bytes(range(200))).decode(), payload_content_type="application/octet-stream",
            payload_content_encoding="base64", expiration="2090-01-01T00:00:00")
raw = ref(call("store bytes", "POST", "/v1/secrets", full), "secret_ref")
call("show bytes", "GET", raw)
call("payload bytes as text", "GET", raw + "/payload", Accept="text/plain")
two = ref(call("store without payload", "POST", "/v1/secrets", {"name": "two"}), "secret_ref")
call("show without payload", "GET", two)
call("no payload", "GET", two + "/payload", Accept="text/plain")
call("put json", "PUT", two, "{}", Content_Type="application/json")
call("put nothing", "PUT", two, "", Content_Type="text/plain")
call("put too much", "PUT", two, "x" * 20001, Content_Type="text/plain")
call("put", "PUT", two, "late", Content_Type="text/plain")
call("put again", "PUT", two, "late", Content_Type="text/plain")
call("list", "GET", "/v1/secrets?name=two&limit=1&offset=1")
call("list by name", "GET", "/v1/secrets?name=two")
call("list sorted", "GET", "/v1/secrets?sort=name:desc&limit=1")
call("list sorted badly", "GET", "/v1/secrets?sort=size")
call("list created badly", "GET", "/v1/secrets?created=never")
call("list nonsense", "GET", "/v1/secrets?limit=x&offset=-3&bits=y&foo=bar&name=two")
for name, bad in (("type without payload", {"payload_content_type": "text/plain"}), ("empty payload", dict(text, payload="")),
                  ("payload without type", {"payload": "x"}), ("unknown type", dict(text, payload_content_type="a/b")),
                  ("text with encoding", dict(text, payload_content_encoding="base64")),
                  ("bytes without encoding", dict(text, payload_content_type="application/octet-stream")),
                  ("bits too few", {"bit_length": 0}), ("bits too many", {"bit_length": 40000}),
                  ("bits a word", {"bit_length": "x"}), ("name too long", {"name": "x" * 256}),
                  ("expired", {"expiration": "2001-01-01T00:00:00"}), ("no date", {"expiration": "soon"}),
                  ("no such type", {"secret_type": "x"}), ("too large", dict(text, payload="x" * 20001)), ("a list", [])):
    call("refused: " + name, "POST", "/v1/secrets", bad)
call("refused: no JSON", "POST", "/v1/secrets", "{", **JSON)
call("refused: text", "POST", "/v1/secrets", "x", Content_Type="text/plain")
call("unknown secret", "GET", "/v1/secrets/11111111-2222-3333-4444-555555555555")
call("no id", "GET", "/v1/secrets/nonsense")
call("wrong method", "PATCH", "/v1/secrets", "{}", **JSON)
call("metadata", "GET", one + "/metadata")
call("metadata put", "PUT", one + "/metadata", {"metadata": {"a": "1", "B": "2"}})
call("metadata post", "POST", one + "/metadata", {"key": "c", "value": "3"})
call("metadata post again", "POST", one + "/metadata", {"key": "c", "value": "3"})
call("metadata key", "GET", one + "/metadata/c")
call("metadata no key", "GET", one + "/metadata/none")
call("metadata change", "PUT", one + "/metadata/c", {"key": "c", "value": "4"})
call("metadata delete", "DELETE", one + "/metadata/c")
call("metadata bad", "PUT", one + "/metadata", {"metadata": {"a": 1}})
call("acl", "GET", one + "/acl")
call("acl put", "PUT", one + "/acl", {"read": {"users": ["u1"], "project-access": False}})
call("acl patch", "PATCH", one + "/acl", {"read": {"users": ["u1", "u2"]}})
call("acl shown", "GET", one + "/acl")
call("acl bad", "PUT", one + "/acl", {"read": {"users": "u1"}})
call("acl delete", "DELETE", one + "/acl")
used = {"service": "compute", "resource_type": "server", "resource_id": "11111111-2222-3333-4444-555555555555"}
call("consumer post", "POST", one + "/consumers/", used)
call("consumer bad", "POST", one + "/consumers", {"service": "compute"})
call("consumers", "GET", one + "/consumers")
call("consumer delete", "DELETE", one + "/consumers", used)
call("consumer delete again", "DELETE", one + "/consumers", used)
box = ref(call("container", "POST", "/v1/containers/", {"name": "box", "type": "generic",
                                                          "secret_refs": [{"name": "a", "secret_ref": one}]}), "container_ref")
call("container shown", "GET", box)
call("containers", "GET", "/v1/containers?limit=100&name=box")
call("container add", "POST", box + "/secrets", {"name": "b", "secret_ref": raw})
call("container add again", "POST", box + "/secrets", {"name": "b", "secret_ref": raw})
call("container remove", "DELETE", box + "/secrets", {"name": "b", "secret_ref": raw})
call("container user", "POST", box + "/consumers", {"name": "lb", "URL": "http://lb/1"})
call("container users", "GET", box + "/consumers")
call("container user gone", "DELETE", box + "/consumers", {"name": "lb", "URL": "http://lb/1"})
call("container of wrong parts", "POST", "/v1/containers", {"name": "r", "type": "rsa", "secret_refs": [{"name": "a", "secret_ref": one}]})
call("container of no type", "POST", "/v1/containers", {"name": "r", "type": "bag", "secret_refs": []})
call("container delete", "DELETE", box)
call("container gone", "GET", box)
order = ref(call("order", "POST", "/v1/orders/", {"type": "key", "meta": {
    "name": "k", "algorithm": "aes", "bit_length": 256, "mode": "cbc", "payload_content_type": "application/octet-stream"}}),
    "order_ref")
call("order without algorithm", "POST", "/v1/orders", {"type": "key", "meta": {"name": "k"}})
call("order of odd length", "POST", "/v1/orders", {"type": "key", "meta": {"algorithm": "aes", "bit_length": 127}})
call("order with payload", "POST", "/v1/orders", {"type": "key", "meta": {"algorithm": "aes", "bit_length": 256, "payload": "x"}})
call("order of no type", "POST", "/v1/orders", {"type": "x", "meta": {}})
call("orders", "GET", "/v1/orders?limit=100")
call("order put", "PUT", "/v1/orders", {})
call("order delete", "DELETE", order)
call("order gone", "GET", order)
call("quotas", "GET", "/v1/quotas")
call("delete", "DELETE", one)
call("delete again", "DELETE", one)
