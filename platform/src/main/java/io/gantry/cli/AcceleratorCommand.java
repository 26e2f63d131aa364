package io.gantry.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "accelerator", description = "What is wrong with accelerators.")
final class AcceleratorCommand {
    @Mixin
    Help help = new Help();

    @Command(description = "Says why devices, or the one at that address, are not offered and what to do; exits 1 if there is anything to say.")
    int doctor(@Mixin Remote remote,
            @Parameters(paramLabel = "ADDRESS", arity = "0..1", defaultValue = "", description = "As the machine has it: 0000:3b:00.0.") String address) {
        try (var api = remote.api()) {
            var found = api.list("/accelerator-findings" + Api.query(Map.of("address", address)), "findings");
            if (found.isEmpty() && remote.output == Remote.Output.TABLE) {
                remote.done(address.isEmpty()
                        ? "all devices that were found are offered; name the address of one that is missing to learn why"
                        : address + " is offered");
            } else {
                remote.list(found, "instance", "device", "detail");
            }
            return found.isEmpty() ? 0 : Failure.Exit.FAILED.code();
        }
    }
}
