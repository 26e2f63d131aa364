package io.gantry.baremetal.http;

import io.gantry.baremetal.port.Attachable;
import io.gantry.baremetal.port.Attachment;
import io.gantry.baremetal.port.Plan;
import io.gantry.baremetal.port.Port;
import io.gantry.baremetal.port.Trial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A plan as the API shows it.
///
/// @param carrier missing if nothing can carry the network
/// @param failed whether attaching would fail
record PlanView(Optional<Carrier> carrier, boolean failed, String reason, List<Tried> trials) {
    static PlanView of(Plan plan) {
        return new PlanView(plan.attachment().map(Carrier::of), plan.failed(), plan.reason(),
                plan.trials().stream().map(Tried::of).toList());
    }

    /// A port or port group.
    record Named(String kind, UUID uuid, String label) {
        static Named of(Attachable one) {
            return new Named(word(one), one.id(), one.label());
        }
    }

    private static String word(Attachable one) {
        return one instanceof Port ? "port" : "portgroup";
    }

    /// What would carry the network.
    ///
    /// @param kind `port`, `portgroup` or `new_portgroup`
    /// @param parts the port, the group, or the ports that would become one
    record Carrier(String kind, List<Named> parts, Optional<String> physicalNetwork) {
        static Carrier of(Attachment attachment) {
            return switch (attachment) {
                case Attachment.ToPort(var port) ->
                    new Carrier("port", List.of(Named.of(port)), port.physicalNetwork());
                case Attachment.ToGroup(var group) ->
                    new Carrier("portgroup", List.of(Named.of(group)), group.physicalNetwork());
                case Attachment.ToNewGroup(var ports, var network) ->
                    new Carrier("new_portgroup", ports.stream().map(Named::of).toList(), network);
            };
        }
    }

    /// What became of one port or port group.
    record Said(String kind, UUID uuid, String label, String verdict, String reason) {}

    /// An action that was tried.
    record Tried(String trait, int number, String action, String filter, boolean done, String reason,
            List<Said> verdicts) {
        static Tried of(Trial trial) {
            return new Tried(trial.trait(), trial.number(), trial.action(), trial.filter(),
                    trial.attachment().isPresent(), trial.reason(), trial.verdicts()
                            .stream()
                            .map(said -> new Said(word(said.subject()), said.subject().id(), said.subject().label(),
                                    said.answer().name().toLowerCase(Locale.ROOT), said.reason()))
                            .toList());
        }
    }
}
