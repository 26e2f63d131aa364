package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The driver instances of the host, in the order of its file.
final class Instances {
    private List<JsonNode> all = List.of();

    List<JsonNode> look(Api api) {
        all = api.list("/instances", "instances");
        return all;
    }

    /// The open instances of a kind that have the roles.
    List<String> open(String kind, String... roles) {
        return all.stream()
                .filter(Instances::isOpen)
                .filter(instance -> instance.path("kind").asText().equals(kind))
                .filter(instance -> roles(instance).containsAll(List.of(roles)))
                .map(instance -> instance.path("name").asText())
                .toList();
    }

    /// The first of them.
    String first(String kind, String... roles) {
        return open(kind, roles).stream()
                .findFirst()
                .orElseThrow(() -> new Unexpected("no open " + kind + " " + String.join(" ", roles)
                        + "; add one to the host's file, or see why it is not open with `gantry driver list`"));
    }

    /// The open instances of a driver.
    List<String> ofDriver(String driver) {
        return all.stream()
                .filter(Instances::isOpen)
                .filter(instance -> instance.path("driver").asText().equals(driver))
                .map(instance -> instance.path("name").asText())
                .toList();
    }

    /// The first open instance of a driver, if there is one.
    Optional<String> find(String driver) {
        return ofDriver(driver).stream().findFirst();
    }

    /// The first open instance of a driver.
    String of(String driver) {
        return find(driver)
                .orElseThrow(() -> new Unexpected("no open instance of the driver " + driver
                        + "; add one to the host's file, or see why it is not open with `gantry driver list`"));
    }

    static boolean isOpen(JsonNode instance) {
        return instance.path("state").asText().equalsIgnoreCase("open");
    }

    private static List<String> roles(JsonNode instance) {
        return StreamSupport.stream(instance.path("roles").spliterator(), false).map(JsonNode::asText).toList();
    }
}
