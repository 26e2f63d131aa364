package io.gantry.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "profile", description = "Device profiles: what may be asked for.")
final class ProfileCommand {
    private static final String PATH = "/device_profiles";

    @Mixin
    Help help = new Help();

    static Api accelerators(Api api) {
        return api.at("/accelerator/v2");
    }

    @Command(description = "Makes a device profile.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--group", paramLabel = "KEY=VALUE[,KEY=VALUE...]", required = true, description = "resources:CLASS=NUMBER, trait:NAME=required or forbidden, accel:bitstream_id=ID; may be repeated.") List<String> groups,
            @Option(names = "--description", defaultValue = "", description = "What it is for.") String description) {
        try (var api = remote.api()) {
            var body = Map.<String, Object>of("name", name, "description", description, "groups",
                    groups.stream().map(ProfileCommand::group).toList());
            remote.done("device profile " + name + " is made", accelerators(api).post(PATH, List.of(body)));
            return 0;
        }
    }

    private static Map<String, String> group(String text) {
        var group = new LinkedHashMap<String, String>();
        for (var field : text.split(",", -1)) {
            var equals = field.indexOf('=');
            if (equals < 1) {
                throw Failure.usage("'" + field + "' is not KEY=VALUE, such as resources:PGPU=1");
            }
            group.put(field.substring(0, equals).strip(), field.substring(equals + 1).strip());
        }
        return group;
    }

    @Command(description = "Lists device profiles.")
    int list(@Mixin Remote remote) {
        try (var api = remote.api()) {
            remote.list(accelerators(api).list(PATH, "device_profiles"), "uuid", "name", "groups", "description");
            return 0;
        }
    }

    @Command(description = "Shows a device profile.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            var found = new ArrayList<>(accelerators(api).list(PATH, "device_profiles"));
            found.removeIf(one -> !one.path("name").asText().equals(name) && !one.path("uuid").asText().equals(name));
            if (found.isEmpty()) {
                throw new Failure(Failure.Exit.FAILED, "there is no device profile " + name);
            }
            remote.show(found.getFirst());
            return 0;
        }
    }

    @Command(description = "Deletes a device profile of which there are no requests.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) {
        try (var api = remote.api()) {
            accelerators(api).delete(Api.path("device_profiles", name));
            remote.done(name + " is deleted");
            return 0;
        }
    }
}
