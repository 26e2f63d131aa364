"""Walks a machine through all that a client of another making asks of its controller; prints one line for each thing seen."""
import sys
import time

import sushy

url, image = sys.argv[1:3]
client = sushy.Sushy(url, username="admin", password="secret")
system = client.get_system(client.get_system_collection().members_identities[0])


def power(action, wanted):
    system.reset_system(action)
    for _ in range(200):
        system.refresh(force=True)
        if system.power_state == wanted:
            return
        time.sleep(0.05)
    sys.exit(f"{action} did not lead to {wanted}")


def seen(what, value):
    print(f"{what}: {value}")


seen("power", system.power_state.value)
power(sushy.ResetType.ON, sushy.PowerState.ON)
seen("allowed", sorted(kind.value for kind in system.get_allowed_reset_system_values()))
system.set_system_boot_options(sushy.BootSource.CD, enabled=sushy.BootSourceOverrideEnabled.ONCE)
system.refresh(force=True)
seen("boot", (system.boot.target.value, system.boot.enabled.value, system.boot.mode.value))

media = system.managers[0].virtual_media.get_members()
disc = [one for one in media if sushy.VirtualMediaType.CD in (one.media_types or [])][0]
disc.insert_media(image)
disc.refresh(force=True)
seen("disc", (disc.image, disc.image_name, disc.inserted))

bios = system.bios
bios.set_attributes({"SysProfile": "Performance", "BootRetries": 5})
seen("bios", sorted(bios.attributes.items()))
seen("pending", sorted(bios.pending_attributes.items()))
system.secure_boot.set_enabled(True)
power(sushy.ResetType.FORCE_OFF, sushy.PowerState.OFF)
power(sushy.ResetType.ON, sushy.PowerState.ON)
system = client.get_system(system.path)
seen("bios after a start", sorted(system.bios.attributes.items()))
seen("secure boot", system.secure_boot.enabled)
seen("boot after a start", system.boot.target.value)
disc.eject_media()
disc.refresh(force=True)
seen("ejected", not disc.inserted)

seen("ports", sorted(system.ethernet_interfaces.summary))
seen("processors", system.processors.summary)
seen("disks", system.storage.drives_sizes_bytes)
chassis = system.chassis[0]
seen("temperature", [(one.name, one.reading_celsius) for one in chassis.thermal.temperatures])
seen("fan", [(one.name, one.reading) for one in chassis.thermal.fans])
seen("power supply", [one.name for one in chassis.power.power_supplies])
seen("manager", system.managers[0].firmware_version)
inventory = client.get_update_service().firmware_inventory.get_members()
seen("firmware", sorted((one.name, one.version) for one in inventory))
power(sushy.ResetType.GRACEFUL_SHUTDOWN, sushy.PowerState.OFF)
seen("end", system.power_state.value)
