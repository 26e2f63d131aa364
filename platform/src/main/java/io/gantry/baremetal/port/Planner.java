package io.gantry.baremetal.port;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds what carries a network. It is a function of its arguments and nothing else.
///
/// The traits of the instance that the file knows are tried in their order, and the actions of each in theirs; the first that can be done
/// decides. A network goes to exactly one thing: a port, a port group, or one new group.
public final class Planner {
    private final PlanRequest request;
    private final Occupation occupation;

    private Planner(PlanRequest request) {
        this.request = request;
        this.occupation = new Occupation(request.ports(), request.groups());
    }

    public static Plan plan(PortTraits file, Switches switches, PlanRequest request) {
        var traits = file.of(request.traits());
        if (traits.isEmpty() && !switches.usualTrait()) {
            return new Plan(Optional.empty(), switches.required(), untried(request), List.of());
        }
        return new Planner(request).plan(traits.isEmpty() ? List.of(file.usual()) : traits, switches);
    }

    private static String untried(PlanRequest request) {
        return (request.traits().isEmpty()
                ? "The instance has no traits"
                : "None of the instance's traits " + String.join(", ", new TreeSet<>(request.traits()))
                        + " is in the file of port traits")
                + ", and the default trait is switched off.";
    }

    private Plan plan(List<PortTrait> traits, Switches switches) {
        var trials = new ArrayList<Trial>();
        for (var trait : traits) {
            for (var number = 1; number <= trait.actions().size(); number++) {
                var trial = attempt(trait.name(), number, trait.actions().get(number - 1));
                trials.add(trial);
                if (trial.attachment().isPresent()) {
                    return new Plan(trial.attachment(), false,
                            trait.name() + ", action " + number + ": " + trial.reason(), List.copyOf(trials));
                }
            }
        }
        var reason = trials.stream()
                .map(trial -> trial.trait() + ", action " + trial.number() + ": " + trial.reason())
                .collect(joining(" "));
        return new Plan(Optional.empty(), switches.required(), reason, List.copyOf(trials));
    }

    private Trial attempt(String trait, int number, Action action) {
        var unmet = new ArrayList<Optional<String>>();
        var subjects = new ArrayList<Attachable>();
        subjects.addAll(request.ports());
        subjects.addAll(request.groups());
        var matching = new ArrayList<Attachable>();
        for (var subject : subjects) {
            var why = unmet(action, subject);
            unmet.add(why);
            if (why.isEmpty()) {
                matching.add(subject);
            }
        }
        var choice = action.kind() == Action.Kind.GROUP_AND_ATTACH_PORTS
                ? new GroupSearch(action, matching.stream().map(Port.class::cast).toList()).choice()
                : single(action, matching);
        var verdicts = new ArrayList<Verdict>();
        for (var i = 0; i < subjects.size(); i++) {
            var subject = subjects.get(i);
            verdicts.add(unmet.get(i)
                    .map(why -> Verdict.refused(subject, why))
                    .orElseGet(() -> choice.verdict(subject)));
        }
        return new Trial(trait, number, action.kind().text(), action.filter().text(), choice.attachment(),
                choice.reason(), List.copyOf(verdicts));
    }

    /// Why that cannot be used for the action, whatever else is chosen.
    private Optional<String> unmet(Action action, Attachable subject) {
        if (!action.kind().takes(subject)) {
            return Optional.of(action.kind().text() + " takes "
                    + (subject instanceof Port ? "port groups, not ports" : "ports, not port groups"));
        }
        return occupation.of(subject)
                .or(() -> action.kind() == Action.Kind.GROUP_AND_ATTACH_PORTS ? ungroupable(subject) : Optional.empty())
                .or(() -> action.filter().unmet(subject, request.network()));
    }

    private static Optional<String> ungroupable(Attachable subject) {
        if (subject instanceof Port port && !port.groupable()) {
            return Optional.of("it is not available for a dynamic port group");
        }
        return Optional.empty();
    }

    private static Choice single(Action action, List<Attachable> matching) {
        var what = action.kind() == Action.Kind.ATTACH_PORT ? "port" : "port group";
        var least = Math.max(1, action.least().orElse(1));
        if (matching.size() < least) {
            var reason = matching.isEmpty()
                    ? "No free " + what + " matches."
                    : matching.size() + " free " + what + "s match, but min_count is " + least + ".";
            return new Choice(Optional.empty(), reason, Map.of(), "it matches, but too few do");
        }
        var first = matching.getFirst();
        Attachment attachment = switch (first) {
            case Port port -> new Attachment.ToPort(port);
            case PortGroup group -> new Attachment.ToGroup(group);
        };
        return new Choice(Optional.of(attachment),
                "The first of " + matching.size() + " that match is " + first.label() + ".",
                Map.of(first.id(), Verdict.chosen(first)), "it matches, but " + first.label() + " comes first");
    }
}
