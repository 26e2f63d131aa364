"""Uses a key manager as other services do: with openstacksdk and with castellan, and prints what they see of it.

usage: sdk.py CLOUD [ENDPOINT]

ENDPOINT is that of another key manager than the cloud's own; who speaks to it still signs in at the cloud.
"""
import sys
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402
from castellan.common.credentials import keystone_password  # noqa: E402
from castellan.common.objects import opaque_data, passphrase, symmetric_key  # noqa: E402
from castellan.key_manager import barbican_key_manager  # noqa: E402
from oslo_config import cfg  # noqa: E402

other = sys.argv[2:]
cloud = openstack.connect(cloud=sys.argv[1],
                          **({"key_manager_endpoint_override": other[0] + "/v1"} if other else {}))


def say(what, *seen):
    print(what, *seen)


def ident(ref):
    return ref.rsplit("/", 1)[-1]


def kept(ref):
    return ref in [one.secret_id for one in cloud.key_manager.secrets()]


def refused(what, call):
    try:
        say(what, "answered", type(call()).__name__)
    except Exception as e:
        say(what, type(e).__name__, getattr(e, "status_code", ""))


secret = cloud.key_manager.create_secret(name="sdk", payload="from the sdk", payload_content_type="text/plain")
found = cloud.key_manager.get_secret(secret.secret_id)
say("get_secret", found.name, found.payload, found.status, found.secret_type, found.content_types, found.algorithm,
    found.bit_length, found.mode, found.expires_at)
say("secrets", kept(secret.secret_id))
cloud.key_manager.delete_secret(secret.secret_id)
say("delete_secret", kept(secret.secret_id))
refused("get_secret again", lambda: cloud.key_manager.get_secret(secret.secret_id))
refused("create_secret wrong", lambda: cloud.key_manager.create_secret(name="sdk", payload="x"))
container = ident(cloud.key_manager.create_container(name="box", type="generic", secret_refs=[]).container_id)
say("create_container", cloud.key_manager.get_container(container).type)
cloud.key_manager.delete_container(container)
refused("get_container again", lambda: cloud.key_manager.get_container(container))
order = ident(cloud.key_manager.create_order(type="key", meta={
    "name": "ordered", "algorithm": "aes", "bit_length": 256, "mode": "cbc",
    "payload_content_type": "application/octet-stream"}).order_id)
ordered = cloud.key_manager.get_order(order)
while ordered.status == "PENDING":
    ordered = cloud.key_manager.get_order(order)
say("create_order", ordered.type, ordered.status)
cloud.key_manager.delete_secret(ordered.secret_ref)
cloud.key_manager.delete_order(order)
refused("get_order again", lambda: cloud.key_manager.get_order(order))

auth = cloud.config.auth
conf = cfg.ConfigOpts()
conf([])
keys = barbican_key_manager.BarbicanKeyManager(conf)
conf.set_override("auth_endpoint", auth["auth_url"], group="barbican")
if other:
    conf.set_override("barbican_endpoint", other[0], group="barbican")
    conf.set_override("barbican_api_version", "v1", group="barbican")
context = keystone_password.KeystonePassword(
    auth["password"], auth_url=auth["auth_url"], username=auth["username"], project_name=auth["project_name"],
    user_domain_id="default", project_domain_id="default")


def see(what, ref):
    one = keys.get(context, ref)
    bare = keys.get(context, ref, metadata_only=True)
    say(what, type(one).__name__, one.name, getattr(one, "algorithm", None), getattr(one, "bit_length", None),
        len(one.get_encoded()), type(bare).__name__, bare.name, bare.is_metadata_only())
    return one


key = keys.store(context, symmetric_key.SymmetricKey("AES", 256, bytes(range(32)), name="castellan"))
say("stored key", see("key", key).get_encoded() == bytes(range(32)))
word = keys.store(context, passphrase.Passphrase(b"open sesame", name="word"))
say("stored word", see("word", word).get_encoded())
data = keys.store(context, opaque_data.OpaqueData(b"\x00\xff", name="data"))
say("stored data", see("data", data).get_encoded())
made = keys.create_key(context, "AES", 256, name="made")
see("created key", made)
private, public = keys.create_key_pair(context, "RSA", 2048, name="pair")
for one in (private, public):
    part = keys.get(context, one)
    say("created pair", type(part).__name__, part.algorithm, part.bit_length, part.name)
for one in (key, word, data, made, private, public):
    keys.delete(context, one)
refused("get again", lambda: keys.get(context, key))
refused("delete again", lambda: keys.delete(context, key))
print("ok")
