package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.accelerator.Profile;
import io.gantry.accelerator.ProfileGroup;
import io.gantry.accelerator.Profiles;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/accelerator/v2/device_profiles`.
@Controller(AcceleratorErrors.PREFIX + "/v2/device_profiles")
@ExecuteOn(TaskExecutors.BLOCKING)
class ProfileController {
    private static final int LONGEST_DESCRIPTION = 2000;

    private final Profiles profiles;

    ProfileController(Profiles profiles) {
        this.profiles = profiles;
    }

    @Get
    Map<String, List<View>> list(HttpRequest<?> request, Origin origin) {
        var names = Optional.ofNullable(request.getParameters().get("name"))
                .map(text -> Arrays.asList(text.split(",", -1)));
        return Map.of("device_profiles", profiles.list()
                .stream()
                .filter(profile -> names.map(wanted -> wanted.contains(profile.name())).orElse(true))
                .map(profile -> View.of(profile, origin))
                .toList());
    }

    @Get("/{name}")
    Map<String, View> show(HttpRequest<?> request, Origin origin, String name) {
        var id = JsonBody.parsed(name);
        if (id.isEmpty() && AcceleratorVersion.of(request) < AcceleratorVersion.BY_NAME) {
            throw new Problem(Problem.Kind.NOT_ACCEPTABLE,
                    "Request not acceptable. The minimal required API version should be 2." + AcceleratorVersion.BY_NAME
                            + " to find a device profile by its name.");
        }
        return Map.of("device_profile", View.of(id.map(profiles::find).orElseGet(() -> profiles.named(name)), origin));
    }

    @Post
    @Status(HttpStatus.CREATED)
    View create(Origin origin, @io.micronaut.http.annotation.Body byte[] bytes) {
        var items = JsonBody.of(bytes, "device profile").items();
        if (items.size() != 1) {
            throw Problem.invalid("Only one device profile allowed per POST request for now.");
        }
        var body = items.getFirst().only("name", "groups", "description", "uuid");
        var groups = body.part("groups")
                .orElseThrow(() -> Problem.invalid("DeviceProfile needs groups field."))
                .items();
        return View
                .of(profiles.create(body.text("uuid", 36).map(id -> JsonBody.id(id, "device profile")),
                        body.needed("name"),
                        body.text("description", LONGEST_DESCRIPTION).orElse(""),
                        groups.stream().map(ProfileController::group).toList()), origin);
    }

    private static ProfileGroup group(JsonBody body) {
        var fields = new LinkedHashMap<String, String>();
        body.object()
                .json()
                .properties()
                .forEach(field -> fields.put(field.getKey(),
                        new JsonBody(field.getValue(), JsonBody.cut(field.getKey())).scalar()));
        return ProfileGroup.of(fields);
    }

    /// By id, or by names with commas between them.
    @Delete("/{name}")
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) {
        var names = JsonBody.parsed(name).map(profiles::find).map(List::of);
        profiles.remove(names
                .orElseGet(() -> Arrays.stream(name.split(",", -1)).map(String::strip).map(profiles::named).toList()));
    }

    @Delete
    @Consumes(MediaType.ALL)
    @Status(HttpStatus.NO_CONTENT)
    void deleteAll(HttpRequest<?> request) {
        delete(Optional.ofNullable(request.getParameters().get("value"))
                .orElseThrow(
                        () -> Problem.invalid("Say which: /device_profiles/ID or /device_profiles?value=NAME,NAME.")));
    }

    /// A profile as clients read it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String uuid, String name, String description, List<Map<String, String>> groups, String createdAt,
            @Nullable String updatedAt, List<Links> links) {
        static View of(Profile profile, Origin origin) {
            return new View(profile.id().toString(), profile.name(), profile.description(),
                    profile.groups().stream().map(ProfileGroup::fields).toList(), Links.time(profile.created()), null,
                    Links.of(origin, "device_profiles", profile.id()));
        }
    }
}
