"""Walks through an administrator's work with openstacksdk, in one process because each start of it costs a second."""
import sys
import keystoneauth1.exceptions as refused
import openstack
import openstack.exceptions as wrong
from keystoneauth1.identity.v3 import ApplicationCredential, Password
from keystoneauth1.session import Session

url, region = sys.argv[1], "RegionOne"


def connect(user, password, **scope):
    return openstack.connect(auth_url=url, username=user, password=password, user_domain_id="default",
                             region_name=region, identity_api_version="3", load_yaml_config=False, **scope)


def fails(kind, work):
    try:
        work()
    except kind as e:
        return e
    raise AssertionError("it should have been refused")


admin = openstack.connect(cloud="gantry")
system = openstack.connect(cloud="gantry-system")
identity = admin.identity
assert admin.current_user_id == system.current_user_id
assert {s.type for s in system.identity.services()} >= {"identity", "gantry"}
assert len(list(identity.endpoints())) == 3 * len(list(identity.services()))
assert [d.id for d in identity.domains()] == ["default"]
assert identity.get_domain("default").name == "Default"
assert {r.name for r in identity.roles()} >= {"admin", "manager", "member", "reader", "creator", "observer", "audit"}
assert [r.id for r in identity.regions()] == [region]
assert list(identity.groups()) == []

project = identity.create_project(name="red", description="The red one", domain_id="default")
fails(wrong.ConflictException, lambda: identity.create_project(name="red"))
project = identity.update_project(project, description="Redder", is_enabled=True)
assert project.description == "Redder" and project.parent_id == "default"
assert identity.find_project("red").id == project.id
fails(wrong.ResourceNotFound, lambda: identity.get_project("0" * 32))
user = identity.create_user(name="ann", password="first pass", email="a@example.org", default_project_id=project.id)
fails(wrong.ConflictException, lambda: identity.create_user(name="ann"))
assert identity.find_user("ann").email == "a@example.org"
member = identity.find_role("member")

fails(wrong.SDKException, lambda: connect("ann", "first pass", project_id=project.id).authorize())
identity.assign_project_role_to_user(project, user, member)
ann = connect("ann", "first pass", project_id=project.id)
ann.authorize()
roles = ann.session.auth.get_access(ann.session).role_names
assert sorted(roles) == ["member", "reader"], roles
assert identity.validate_user_has_role(project, user, member) if hasattr(identity, "validate_user_has_role") else True
names = list(identity.role_assignments(user_id=user.id, include_names=True))
assert [(a.user["name"], a.role["name"], a.scope["project"]["name"]) for a in names] == [("ann", "member", "red")]
assert [a.role["id"] for a in identity.role_assignments(scope_project_id=project.id)] == [member.id]
assert len(list(identity.role_assignments(user_id=user.id, effective=True))) == 2
fails(wrong.HttpException, lambda: list(ann.identity.users()))
assert ann.identity.get_user(user.id).name == "ann"
assert [p["name"] for p in ann.identity.get("/auth/projects").json()["projects"]] == ["red"]
assert ann.identity.get("/auth/system").json()["system"] == []

made = ann.identity.create_application_credential(user, name="robot")
robot = Session(ApplicationCredential(url, application_credential_id=made.id,
                                      application_credential_secret=made.secret))
access = robot.auth.get_access(robot)
assert access.project_id == project.id and sorted(access.role_names) == ["member", "reader"]
fails(refused.Forbidden, lambda: robot.post(url + "/users/%s/application_credentials" % user.id,
                                            json={"application_credential": {"name": "more"}}))
named = Session(ApplicationCredential(url, application_credential_name="robot", username="ann",
                                      user_domain_id="default", application_credential_secret=made.secret))
assert named.get_token()
assert [c.name for c in identity.application_credentials(user)] == ["robot"]

token = ann.auth_token
check = lambda: system.identity.get("/auth/tokens", headers={"X-Subject-Token": token})
assert check().json()["token"]["user"]["name"] == "ann"
identity.unassign_project_role_from_user(project, user, member)
assert check().status_code == 404, "the role is gone, so is the token"
fails(refused.Unauthorized, lambda: robot.get(url + "/auth/projects"))
identity.assign_project_role_to_user(project, user, member)
assert check().status_code == 200
identity.delete_application_credential(user, made)
fails(refused.Unauthorized, lambda: robot.get(url + "/auth/projects"))

ann.identity.post("/users/%s/password" % user.id, json={"user": {"original_password": "first pass",
                                                                 "password": "second pass"}})
assert check().status_code == 404, "another password, so the token is dead"
fails(wrong.SDKException, lambda: connect("ann", "first pass", project_id=project.id).authorize())
ann = connect("ann", "second pass", project_id=project.id)
token = ann.auth_token
assert ann.identity.delete("/auth/tokens", headers={"X-Subject-Token": token}).status_code == 204
assert check().status_code == 404
unscoped = Session(Password(url, username="ann", password="second pass", user_domain_id="default", unscoped=True))
assert not unscoped.auth.get_access(unscoped).scoped
identity.update_user(user, is_enabled=False)
fails(refused.Unauthorized, lambda: unscoped.get(url + "/auth/projects"))
fails(wrong.SDKException, lambda: connect("ann", "second pass", project_id=project.id).authorize())
identity.update_user(user, is_enabled=True)

role = identity.create_role(name="painter")
assert identity.update_role(role, name="plasterer").name == "plasterer"
identity.delete_role(role)
fails(wrong.HttpException, lambda: identity.delete_role(member))
identity.delete_project(project)
assert not list(identity.role_assignments(user_id=user.id))
identity.delete_user(user)
assert identity.find_user("ann") is None
print("done")
