package io.gantry.accelerator;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Chooses a part for a request, where no scheduler did, and says of each why it does or does not fit.
@Singleton
public final class Placing {
    private static final int PAGE = 64;
    private static final int EXPLAINED = 1000;

    private final RequestRecords records;
    private final Profiles profiles;
    private final Inventory inventory;
    private final Bindings bindings;

    Placing(RequestRecords records, Profiles profiles, Inventory inventory, Bindings bindings) {
        this.records = records;
        this.profiles = profiles;
        this.inventory = inventory;
        this.bindings = bindings;
    }

    /// What is said of one part.
    ///
    /// @param group of the profile
    /// @param fits whether it would do now
    public record Candidate(int group, UUID part, String host, String device, String name, boolean fits,
            String reason) {}

    /// Binds the request to whatever part fits; the pieces of one part are taken before those of the next.
    ///
    /// @return the jobs that prepare the piece
    /// @throws Problem CONFLICT saying why nothing fits
    public List<Job> place(AcceleratorRequest request, String instance) throws InterruptedException {
        var group = profiles.find(request.profile()).groups().get(request.group());
        for (var found = records.candidates(group, PAGE); !found.isEmpty(); found = records.candidates(group, PAGE)) {
            var order = new ArrayList<>(found);
            Collections.shuffle(order);
            var refused = 0;
            for (var part : order) {
                try {
                    return bindings.reserve(Map.of(request,
                            new Target(inventory.part(part).owner().host(), part, instance, Optional.empty())));
                } catch (Problem e) {
                    if (e.kind() != Problem.Kind.CONFLICT && e.kind() != Problem.Kind.NOT_FOUND) {
                        throw e;
                    }
                    current(request);
                    refused++;
                }
            }
            if (refused == order.size() && records.candidates(group, PAGE).equals(found)) {
                break; // they are free and cannot be had all the same; the explanation says why
            }
        }
        throw Problem.conflict(
                "Nothing fits group %d of device profile %s: %s.".formatted(request.group(), request.profileName(),
                        summary(explain(request.group(), group))));
    }

    /// Somebody else may have bound it meanwhile, which no other part would mend.
    private void current(AcceleratorRequest request) {
        var now = records.find(request.id())
                .orElseThrow(() -> Problem.notFound("There is no accelerator request " + request.id() + "."));
        if (now.state() != request.state()) {
            throw Problem.conflict("Accelerator request %s is %s now; it can be bound while it is Initial or Unbound."
                    .formatted(request.id(), now.state().word()));
        }
    }

    /// What would become of a request for that profile now.
    public List<Candidate> explain(Profile profile) {
        var all = new ArrayList<Candidate>();
        for (var group = 0; group < profile.groups().size(); group++) {
            all.addAll(explain(group, profile.groups().get(group)));
        }
        return all;
    }

    private List<Candidate> explain(int number, ProfileGroup group) {
        return group.classes()
                .stream()
                .flatMap(name -> records.ofClass(name, EXPLAINED).stream())
                .map(part -> candidate(number, group, part))
                .toList();
    }

    private static Candidate candidate(int number, ProfileGroup group, KnownPart part) {
        var owner = part.owner();
        var reason = group.refusal(part)
                .or(() -> owner.missing().map(since -> "its device is gone since " + since))
                .or(() -> owner.stale()
                        .map(cause -> "its driver instance '" + owner.source() + "' does not answer: " + cause))
                .or(() -> owner.enabled() ? Optional.empty() : Optional.of("its device is in maintenance"))
                .or(() -> part.total() == 0 ? Optional.of("it has no pieces now") : Optional.empty())
                .or(() -> part.used() >= part.total() ? Optional.of("all its pieces are in use") : Optional.empty());
        return new Candidate(number, part.id(), owner.host(), owner.device(), part.name(), reason.isEmpty(),
                reason.orElseGet(() -> (part.total() - part.used()) + " of its " + part.total() + " pieces are free"));
    }

    /// The reasons and how many parts each is of; the classes that there are, where none is of the one asked for.
    private String summary(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            var classes = records.classes().keySet();
            return "no device offers that resource class; there are "
                    + (classes.isEmpty() ? "none" : String.join(", ", classes));
        }
        return candidates.stream()
                .collect(Collectors.groupingBy(one -> one.fits() ? "its device is kept for programming" : one.reason(),
                        java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .limit(5)
                .map(reason -> "of %d: %s".formatted(reason.getValue(), reason.getKey()))
                .collect(Collectors.joining("; "));
    }
}
