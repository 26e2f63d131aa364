package io.gantry.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "request", description = "Accelerator requests, each for one piece of a device.")
final class RequestCommand {
    private static final String PATH = "accelerator-requests";

    @Mixin
    Help help = new Help();

    @Command(description = "Makes the requests that a device profile stands for.")
    int create(@Mixin Remote remote, @Parameters(paramLabel = "PROFILE") String profile) {
        try (var api = remote.api()) {
            var made = DeviceCommand
                    .elements(api.post(Api.path(PATH), Map.of("profile", profile)).path("accelerator_requests"));
            remote.list(made, "id", "state", "profile", "group");
            return 0;
        }
    }

    @Command(description = "Lists requests.")
    int list(@Mixin Remote remote,
            @Option(names = "--instance", defaultValue = "", description = "Only those bound for this guest.") String instance) {
        try (var api = remote.api()) {
            remote.list(api.list(Api.path(PATH) + Api.query(Map.of("instance", instance)), "accelerator_requests"),
                    "id", "state", "profile",
                    "host", "attachment", "instance", "reason");
            return 0;
        }
    }

    @Command(description = "Shows a request, and with which arguments a guest is started to get what it has.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "REQUEST") String id) {
        try (var api = remote.api()) {
            remote.show(api.get(Api.path(PATH, id)));
            return 0;
        }
    }

    @Command(description = "Binds a request to whatever fits and follows the job; says why if nothing does.")
    int place(@Mixin Remote remote, @Parameters(paramLabel = "REQUEST") String id,
            @Parameters(paramLabel = "GUEST", description = "UUID of the guest.") String guest) {
        try (var api = remote.api()) {
            return remote.watch(api, api.post(Api.path(PATH, id, "place"), Map.of("instance", guest)));
        }
    }

    @Command(description = "Takes back what a request has, and cleans it.")
    int unbind(@Mixin Remote remote, @Parameters(paramLabel = "REQUEST") String id) {
        try (var api = remote.api()) {
            remote.show(api.post(Api.path(PATH, id, "unbind")));
            return 0;
        }
    }

    @Command(description = "Takes back what a request has, and forgets the request.")
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "REQUEST") String id) {
        try (var api = remote.api()) {
            api.delete(Api.path(PATH, id));
            remote.done(id + " is deleted");
            return 0;
        }
    }
}
