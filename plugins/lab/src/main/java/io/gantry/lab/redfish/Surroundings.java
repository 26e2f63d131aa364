package io.gantry.lab.redfish;

import static io.gantry.lab.redfish.Reply.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What is around the systems: chassis with sensors, managers, and what has firmware.
final class Surroundings {
    static final String CHASSIS = Pages.ROOT + "/Chassis";
    static final String MANAGERS = Pages.ROOT + "/Managers";
    static final String UPDATES = Pages.ROOT + "/UpdateService";
    private static final String INVENTORY = "/FirmwareInventory";
    private static final String UPDATE = "/Actions/UpdateService.SimpleUpdate";
    private static final List<String> PARTS = List.of("BIOS", "BMC", "NIC");

    private final Rack rack;

    Surroundings(Rack rack) {
        this.rack = rack;
    }

    ObjectNode chassis(Call call, Place place, String rest) throws Refusal {
        var path = call.path();
        return switch (rest) {
            case "" -> {
                var page = Pages.healthy(Pages.resource(path, "Chassis.v1_23_0.Chassis", place.id()))
                        .put("ChassisType", "RackMount")
                        .put("Name", place.name());
                page.set("Thermal", link(path + "/Thermal"));
                page.set("Power", link(path + "/Power"));
                page.putObject("Links").putArray("ComputerSystems").add(link(Systems.BASE + "/" + place.id()));
                yield page;
            }
            case "/Thermal" -> {
                var page = Pages.resource(path, "Thermal.v1_7_1.Thermal", "Thermal");
                Pages.healthy(page.putArray("Temperatures").addObject())
                        .put("MemberId", "0")
                        .put("Name", "Inlet")
                        .put("ReadingCelsius", 23);
                Pages.healthy(page.putArray("Fans").addObject())
                        .put("MemberId", "0")
                        .put("Name", "Fan 1")
                        .put("Reading", 4200)
                        .put("ReadingUnits", "RPM");
                yield page;
            }
            case "/Power" -> {
                var page = Pages.resource(path, "Power.v1_7_1.Power", "Power");
                page.putArray("PowerControl").addObject().put("MemberId", "0").put("PowerConsumedWatts", 118);
                Pages.healthy(page.putArray("PowerSupplies").addObject())
                        .put("MemberId", "0")
                        .put("Name", "PSU 1")
                        .put("FirmwareVersion", "00.17")
                        .put("LastPowerOutputWatts", 118);
                yield page;
            }
            default -> throw call.missing();
        };
    }

    ObjectNode manager(Call call, Place place) {
        var page = Pages.healthy(Pages.resource(call.path(), "Manager.v1_19_1.Manager", place.id()))
                .put("ManagerType", "BMC")
                .put("FirmwareVersion", "1.0");
        page.set("VirtualMedia", link(call.path() + "/VirtualMedia"));
        page.putObject("Links").putArray("ManagerForServers").add(link(Systems.BASE + "/" + place.id()));
        return page;
    }

    ObjectNode updates(Call call, String rest) throws Refusal, IOException {
        if (rest.equals(UPDATE)) {
            throw new Refusal(501, "ActionNotSupported", "The firmware of a lab machine cannot be updated.", UPDATE);
        }
        if (!call.is("GET")) {
            throw call.wrongMethod();
        }
        if (rest.isEmpty()) {
            var page = Pages
                    .healthy(Pages.resource(call.path(), "UpdateService.v1_14_0.UpdateService", "UpdateService"))
                    .put("ServiceEnabled", true);
            page.set("FirmwareInventory", link(UPDATES + INVENTORY));
            // Clients stumble over a service without it; there is nothing that could be updated.
            page.putObject("Actions").putObject("#UpdateService.SimpleUpdate").put("target", UPDATES + UPDATE);
            return page;
        }
        var ids = new ArrayList<String>();
        for (var place : rack.places()) {
            for (var part : PARTS) {
                var id = part + "-" + place.name();
                ids.add(id);
                if (rest.equals(INVENTORY + "/" + id)) {
                    var page = Pages
                            .healthy(Pages.resource(call.path(), "SoftwareInventory.v1_10_0.SoftwareInventory", id))
                            .put("Name", part)
                            .put("Version", "1.0")
                            .put("Updateable", false);
                    page.putArray("RelatedItem").add(link(Systems.BASE + "/" + place.id()));
                    return page;
                }
            }
        }
        if (rest.equals(INVENTORY)) {
            return Pages.collection(call.path(), "SoftwareInventoryCollection.SoftwareInventoryCollection", ids);
        }
        throw call.missing();
    }
}
