"""Uses a cloud as other services do: with openstacksdk and with castellan, and says `ok` when everything came back as it was kept.

usage: sdk.py CLOUD
"""
import sys
import warnings

warnings.simplefilter("ignore")
import openstack  # noqa: E402
from castellan.common import objects  # noqa: E402
from castellan.common.credentials import keystone_password  # noqa: E402
from castellan.common.objects import passphrase, symmetric_key  # noqa: E402
from castellan.key_manager import barbican_key_manager  # noqa: E402
from oslo_config import cfg  # noqa: E402

cloud = openstack.connect(cloud=sys.argv[1])

kept = cloud.key_manager.create_secret(name="sdk", payload="from the sdk", payload_content_type="text/plain")
found = cloud.key_manager.get_secret(kept.secret_id)
assert found.payload == b"from the sdk" or found.payload == "from the sdk", found.payload
assert found.status == "ACTIVE" and found.secret_type == "opaque"
assert kept.secret_id in [one.secret_id for one in cloud.key_manager.secrets()]
cloud.key_manager.delete_secret(kept.secret_id)
assert kept.secret_id not in [one.secret_id for one in cloud.key_manager.secrets()]

auth = cloud.config.auth
conf = cfg.ConfigOpts()
conf([])
keys = barbican_key_manager.BarbicanKeyManager(conf)
conf.set_override("auth_endpoint", auth["auth_url"], group="barbican")
context = keystone_password.KeystonePassword(
    auth["password"], auth_url=auth["auth_url"], username=auth["username"], project_name=auth["project_name"],
    user_domain_id="default", project_domain_id="default")

key = keys.store(context, symmetric_key.SymmetricKey("AES", 256, bytes(range(32)), name="castellan"))
assert keys.get(context, key).get_encoded() == bytes(range(32))
assert keys.get(context, key, metadata_only=True).name == "castellan"
word = keys.store(context, passphrase.Passphrase(b"open sesame"))
assert keys.get(context, word).get_encoded() in (b"open sesame", "open sesame"), keys.get(context, word).get_encoded()
made = keys.create_key(context, "AES", 256, name="made")
assert len(keys.get(context, made).get_encoded()) == 32
private, public = keys.create_key_pair(context, "RSA", 2048, name="pair")
assert keys.get(context, private).get_encoded()
assert isinstance(keys.get(context, public), objects.public_key.PublicKey)
for one in (key, word, made, private, public):
    keys.delete(context, one)
try:
    keys.get(context, key)
    raise AssertionError("deleted, and still there")
except Exception as e:
    assert "ManagedObjectNotFound" in type(e).__name__, e
print("ok")
