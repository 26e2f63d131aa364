package io.gantry.secret.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gantry.secret.Container;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container as the API shows it.
@JsonInclude(JsonInclude.Include.ALWAYS)
record ContainerView(String containerRef, @Nullable String name, String type, String status, String creatorId,
        String created, String updated, List<Part> secretRefs, List<User> consumers) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Part(@Nullable String name, String secretRef) {}

    record User(String name, @JsonProperty("URL") String url) {}

    /// One who uses it, as the list of them shows him.
    record Entry(String name, @JsonProperty("URL") String url, String status, String created, String updated) {
        static Entry of(Container.User user) {
            var since = Times.shown(user.created());
            return new Entry(user.name(), user.url(), "ACTIVE", since, since);
        }
    }

    static ContainerView of(Container container, List<Container.User> users, Refs refs) {
        return new ContainerView(refs.container(container.id()), container.name().orElse(null),
                container.type().word(), "ACTIVE", container.owner().creator(), Times.shown(container.created()),
                Times.shown(container.updated()),
                container.parts()
                        .stream()
                        .map(part -> new Part(part.name().isEmpty() ? null : part.name(), refs.secret(part.secret())))
                        .toList(),
                users.stream().map(user -> new User(user.name(), user.url())).toList());
    }
}
