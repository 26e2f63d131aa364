package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.api.guest.Capacity;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.Hosts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/compute/v2.1/os-hypervisors`: each compute host is one.
@Controller(ComputeErrors.V21 + "/os-hypervisors")
@ExecuteOn(TaskExecutors.BLOCKING)
class HypervisorController {
    private static final int PATTERN = 53;
    private static final int NO_STATISTICS = 88;

    private final Hosts hosts;

    HypervisorController(Hosts hosts) {
        this.hosts = hosts;
    }

    @Get
    ObjectNode list(HttpRequest<?> request, Origin origin) throws InterruptedException {
        return answer(request, origin, false);
    }

    @Get("/detail")
    ObjectNode detail(HttpRequest<?> request, Origin origin) throws InterruptedException {
        return answer(request, origin, true);
    }

    private ObjectNode answer(HttpRequest<?> request, Origin origin, boolean full) throws InterruptedException {
        var listing = Listing.of(request);
        var version = ComputeVersion.of(request);
        var pattern = listing.text("hypervisor_hostname_pattern").filter(text -> version >= PATTERN);
        var all = HostNumber.of(hosts.list());
        var found = all.stream().filter(host -> pattern.map(text -> named(host, text)).orElse(true)).toList();
        if (pattern.isPresent() && found.isEmpty()) {
            throw none(pattern.get());
        }
        return listing.answer("hypervisors", page(found, listing, version),
                host -> full ? HypervisorView.full(host, version) : HypervisorView.brief(host, version),
                host -> host.id(version), origin);
    }

    /// From the marker on, and one more than the limit.
    private static List<HostNumber> page(List<HostNumber> all, Listing listing, int version) {
        var from = 0;
        if (listing.marker().isPresent()) {
            var marker = listing.marker().get();
            var at = all.stream().map(host -> host.id(version)).toList().indexOf(marker);
            if (at < 0) {
                throw Problem.invalid("Marker %s could not be found.".formatted(JsonBody.cut(marker)));
            }
            from = at + 1;
        }
        return all.subList(from, Math.min(all.size(), from + listing.limit() + 1));
    }

    private static boolean named(HostNumber host, String pattern) {
        return host.host().name().toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT));
    }

    private static Problem none(String what) {
        return Problem.notFound("No hypervisor matching '%s' could be found.".formatted(JsonBody.cut(what)));
    }

    @Get("/statistics")
    ObjectNode statistics(HttpRequest<?> request) throws InterruptedException {
        ComputeVersion.before(request, NO_STATISTICS);
        var all = hosts.list();
        var rooms = all.stream().map(ComputeHost::capacity).flatMap(Optional::stream).toList();
        var answer = View.object();
        var sum = answer.putObject("hypervisor_statistics");
        sum.put("count", all.size()).put("current_workload", 0);
        sum.put("running_vms", all.stream().mapToInt(ComputeHost::guests).sum());
        HypervisorView.room(sum, new Capacity(rooms.stream().mapToInt(Capacity::processors).sum(),
                rooms.stream().mapToLong(Capacity::memoryBytes).sum(),
                rooms.stream().mapToLong(Capacity::diskBytes).sum(),
                rooms.stream().mapToInt(Capacity::promisedProcessors).sum(),
                rooms.stream().mapToLong(Capacity::promisedMemoryBytes).sum(),
                rooms.stream().mapToLong(Capacity::promisedDiskBytes).sum()));
        return answer;
    }

    @Get("/{id}")
    ObjectNode show(HttpRequest<?> request, String id) throws InterruptedException {
        var version = ComputeVersion.of(request);
        var answer = View.object();
        answer.set("hypervisor", HypervisorView.full(find(id, version), version));
        return answer;
    }

    /// Drivers do not say since when their hosts are up.
    @Get("/{id}/uptime")
    ObjectNode uptime(HttpRequest<?> request, String id) throws InterruptedException {
        ComputeVersion.before(request, NO_STATISTICS);
        var version = ComputeVersion.of(request);
        var answer = View.object();
        answer.set("hypervisor", HypervisorView.brief(find(id, version), version).put("uptime", ""));
        return answer;
    }

    private HostNumber find(String id, int version) throws InterruptedException {
        return HostNumber.of(hosts.list())
                .stream()
                .filter(one -> one.id(version).equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("Hypervisor with ID '%s' could not be found.".formatted(
                        JsonBody.cut(id))));
    }

    @Get("/{pattern}/search")
    ObjectNode search(HttpRequest<?> request, String pattern) throws InterruptedException {
        ComputeVersion.before(request, PATTERN);
        var answer = View.object();
        var items = answer.putArray("hypervisors");
        HostNumber.of(hosts.list())
                .stream()
                .filter(host -> named(host, pattern))
                .forEach(host -> items.add(HypervisorView.brief(host, ComputeVersion.of(request))));
        if (items.isEmpty()) {
            throw none(pattern);
        }
        return answer;
    }
}
