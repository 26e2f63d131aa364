package io.gantry.lab.redfish;

import static io.gantry.lab.redfish.Reply.link;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.lab.machine.MachineState;
import io.gantry.lab.redfish.Rack.Place;
import java.io.IOException;
import java.nio.file.Files;

/// `/redfish/v1/Systems/ID` and what is simple below it.
final class Systems {
    static final String BASE = Pages.ROOT + "/Systems";
    private static final String RESET = "/Actions/ComputerSystem.Reset";

    private static final String RESET_INFO = "/ResetActionInfo";

    private final Quirks quirks;
    private final PowerButton power;
    private final BootOverride override;
    private final FirmwarePages firmware;

    Systems(Quirks quirks, PowerButton power) {
        this.quirks = quirks;
        this.power = power;
        this.override = new BootOverride(quirks);
        this.firmware = new FirmwarePages();
    }

    Reply answer(Call call, Place place, String rest) throws Refusal, IOException, InterruptedException {
        if (rest.startsWith("/Bios") || rest.equals("/SecureBoot")) {
            return firmware.answer(call, place, rest);
        }
        if (rest.equals(RESET)) {
            return reset(call, place);
        }
        var settings = rest.equals("/Settings") && quirks.has(Quirk.SETTINGS_OBJECT);
        if (call.is("PATCH") && (rest.isEmpty() || settings)) {
            return override.patch(call, place, settings);
        }
        if (!call.is("GET")) {
            throw call.wrongMethod();
        }
        if (settings) {
            var page = Pages.resource(call.path(), "ComputerSystem.v1_20_0.ComputerSystem", "Settings");
            page.set("Boot", override.page(place.machine().look()));
            return Reply.of(page);
        }
        if (rest.equals(RESET_INFO) && quirks.has(Quirk.ACTION_INFO)) {
            return Reply.of(resetInfo(call));
        }
        return Reply.of(rest.isEmpty() ? system(call, place) : part(call, place, rest));
    }

    private Reply reset(Call call, Place place) throws Refusal, IOException, InterruptedException {
        if (!call.is("POST")) {
            throw call.wrongMethod();
        }
        power.press(place, call.body().path("ResetType").asText());
        return Reply.done();
    }

    private ObjectNode resetInfo(Call call) {
        var page = Pages.resource(call.path(), "ActionInfo.v1_4_2.ActionInfo", "ResetActionInfo");
        var parameter = page.putArray("Parameters").addObject().put("Name", "ResetType").put("Required", true);
        var types = parameter.putArray("AllowableValues");
        power.types().forEach(types::add);
        return page;
    }

    private ObjectNode system(Call call, Place place) throws IOException, InterruptedException {
        var path = call.path();
        var state = place.machine().look();
        var page = Pages.healthy(Pages.resource(path, "ComputerSystem.v1_20_0.ComputerSystem", place.id()));
        page.put("Name", place.name())
                .put("UUID", place.id())
                .put("SystemType", "Physical")
                .put("Manufacturer", manufacturer())
                .put("Model", "Directory")
                .put("SerialNumber", place.id())
                .put("BiosVersion", "1.0")
                .put("PowerState", power.state(place, state));
        page.putObject("ProcessorSummary").put("Count", 1).put("CoreCount", 2).put("LogicalProcessorCount", 2);
        page.putObject("MemorySummary").put("TotalSystemMemoryGiB", 4);
        page.set("Boot", override.page(state));
        var reset = page.putObject("Actions").putObject("#ComputerSystem.Reset").put("target", path + RESET);
        if (quirks.has(Quirk.ACTION_INFO)) {
            reset.put("@Redfish.ActionInfo", path + RESET_INFO);
        } else if (!quirks.has(Quirk.NO_ALLOWABLE_VALUES)) {
            var types = reset.putArray("ResetType@Redfish.AllowableValues");
            power.types().forEach(types::add);
        }
        if (quirks.has(Quirk.SETTINGS_OBJECT)) {
            page.putObject("@Redfish.Settings")
                    .put("@odata.type", "#Settings.v1_3_5.Settings")
                    .set("SettingsObject", link(path + "/Settings"));
        }
        linkParts(page, path, place, state);
        return page;
    }

    private void linkParts(ObjectNode page, String path, Place place, MachineState state) {
        for (var part : new String[]{"Bios", "SecureBoot", "EthernetInterfaces", "Processors", "Storage"}) {
            page.set(part, link(path + "/" + part));
        }
        if (!quirks.has(Quirk.MANAGER_MEDIA)) {
            page.set("VirtualMedia", link(path + "/VirtualMedia"));
        }
        var links = page.putObject("Links");
        links.putArray("Chassis").add(link(Surroundings.CHASSIS + "/" + place.id()));
        links.putArray("ManagedBy").add(link(Surroundings.MANAGERS + "/" + place.id()));
        page.putObject("Oem").putObject("Gantry").put("Starts", state.starts()).put("Interrupts", state.interrupts());
    }

    private String manufacturer() {
        return quirks.has(Quirk.SUPERMICRO) ? "Supermicro" : quirks.has(Quirk.ALL_BOOT_KEYS) ? "AMI" : "Gantry Lab";
    }

    private static ObjectNode part(Call call, Place place, String rest) throws Refusal, IOException {
        var path = call.path();
        var facts = place.machine().facts();
        var addresses = facts.addresses();
        if (rest.matches("/EthernetInterfaces/[1-9]") && rest.charAt(20) - '0' <= addresses.size()) {
            var address = addresses.get(rest.charAt(20) - '1');
            return Pages.healthy(Pages.resource(path, "EthernetInterface.v1_9_0.EthernetInterface", rest.substring(20)))
                    .put("MACAddress", address)
                    .put("PermanentMACAddress", address)
                    .put("LinkStatus", "LinkUp");
        }
        return switch (rest) {
            case "/EthernetInterfaces" -> Pages.collection(path,
                    "EthernetInterfaceCollection.EthernetInterfaceCollection",
                    java.util.stream.IntStream.rangeClosed(1, addresses.size()).mapToObj(Integer::toString).toList());
            case "/Processors" ->
                Pages.collection(path, "ProcessorCollection.ProcessorCollection", java.util.List.of("1"));
            case "/Processors/1" -> Pages.healthy(Pages.resource(path, "Processor.v1_18_0.Processor", "1"))
                    .put("ProcessorType", "CPU")
                    .put("ProcessorArchitecture", "x86")
                    .put("InstructionSet", "x86-64")
                    .put("TotalCores", 2)
                    .put("TotalThreads", 2);
            case "/Storage" -> Pages.collection(path, "StorageCollection.StorageCollection", java.util.List.of("1"));
            case "/Storage/1" -> {
                var page = Pages.healthy(Pages.resource(path, "Storage.v1_15_1.Storage", "1"));
                page.putArray("Drives").add(link(path + "/Drives/1"));
                yield page;
            }
            case "/Storage/1/Drives/1" -> Pages.healthy(Pages.resource(path, "Drive.v1_17_0.Drive", "1"))
                    .put("Revision", "1.0")
                    .put("MediaType", "SSD")
                    .put("CapacityBytes", Files.size(facts.disk()));
            default -> throw call.missing();
        };
    }
}
