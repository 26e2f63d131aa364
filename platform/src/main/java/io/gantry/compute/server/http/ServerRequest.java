package io.gantry.compute.server.http;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.compute.server.Flavors;
import io.gantry.compute.server.NewServer;
import io.gantry.identity.Caller;
import io.gantry.image.Images;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what server somebody asks for. What a server cannot have here is refused and not left out.
@Singleton
final class ServerRequest {
    private static final int DESCRIPTION = 19;
    private static final int HOST = 74;
    private static final int LONGEST = 255;
    private static final int LONGEST_DESCRIPTION = 65_535;
    private static final String[] KNOWN = {"name", "flavorRef", "imageRef", "networks", "availability_zone", "metadata",
            "min_count", "max_count", "description", "host", "hypervisor_hostname", "user_data", "key_name",
            "security_groups", "config_drive", "personality", "block_device_mapping", "block_device_mapping_v2",
            "adminPass", "OS-DCF:diskConfig", "accessIPv4", "accessIPv6", "tags", "return_reservation_id",
            "trusted_image_certificates", "hostname", "os:scheduler_hints", "OS-SCH-HNT:scheduler_hints"};
    /// Why there is none of it.
    private static final Map<String, String> NOT_HERE = Map.of("user_data",
            "nothing hands it to the guest; put it into the image", "key_name",
            "nothing hands a key to the guest; put it into the image", "personality",
            "nothing puts files into the guest; put them into the image", "block_device_mapping",
            "a server has one disk, made of its image", "block_device_mapping_v2",
            "a server has one disk, made of its image", "tags", "servers have metadata instead",
            "trusted_image_certificates", "images are told by their checksums", "hypervisor_hostname",
            "it is the same as host here");
    private static final Set<String> NETWORKS = Set.of("none", "auto");

    private final Flavors flavors;
    private final Images images;

    ServerRequest(Flavors flavors, Images images) {
        this.flavors = flavors;
        this.images = images;
    }

    NewServer read(Caller caller, int version, byte[] bytes) {
        var body = JsonBody.of(bytes, "request")
                .only("server", "os:scheduler_hints", "OS-SCH-HNT:scheduler_hints")
                .part("server")
                .orElseThrow(() -> Problem.invalid("'server' is a required property"))
                .only(KNOWN);
        refuse(body);
        var flavor = flavors(caller, body);
        var image = body.text("imageRef", LONGEST)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> Problem.invalid(
                                "Block Device Mapping is Invalid: a server is made of an image; name one in imageRef."));
        var kept = JsonBody.parsed(image.replaceFirst(".*/", ""))
                .flatMap(images::find)
                .orElseThrow(() -> Problem.invalid("Image %s could not be found.".formatted(JsonBody.cut(image))));
        return new NewServer(name(body.needed("name")), description(body, version), flavor, kept,
                body.part("metadata").map(Texts::of).orElse(Map.of()), host(caller, body, version), count(body));
    }

    private io.gantry.compute.server.Flavor flavors(Caller caller, JsonBody body) {
        var id = body.part("flavorRef")
                .map(JsonBody::scalar)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> Problem.invalid("'flavorRef' is a required property"));
        try {
            return flavors.find(caller, id.replaceFirst(".*/", ""));
        } catch (Problem e) {
            throw new Problem(e.kind() == Problem.Kind.NOT_FOUND ? Problem.Kind.INVALID : e.kind(), e.detail(), e);
        }
    }

    private static void refuse(JsonBody body) {
        NOT_HERE.forEach((name, why) -> {
            if (body.part(name).filter(part -> !part.json().isEmpty() || part.json().isTextual()).isPresent()) {
                throw Problem.invalid("'%s' is not offered: %s.".formatted(name, why));
            }
        });
        body.part("config_drive").filter(part -> Listing.flag("config_drive", part.json().asText())).ifPresent(part -> {
            throw Problem.invalid("'config_drive' is not offered: put what the guest needs into its image.");
        });
        body.part("networks").ifPresent(part -> {
            if (!NETWORKS.contains(part.json().asText()) && !(part.json().isArray() && part.json().isEmpty())) {
                throw Problem.invalid("'networks' is none or auto; servers are connected to no network yet.");
            }
        });
        body.part("security_groups").ifPresent(part -> {
            if (!part.json().isArray()) {
                throw Problem.invalid("'security_groups' is an array.");
            }
        });
    }

    static String name(String text) {
        var name = text.strip();
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("The name of a server has no control characters.");
        }
        return name;
    }

    private static Optional<String> description(JsonBody body, int version) {
        var text = body.text("description", LONGEST_DESCRIPTION);
        if (text.isPresent() && version < DESCRIPTION) {
            throw Problem.invalid("A server has a description from version 2." + DESCRIPTION + " of this API on.");
        }
        return text;
    }

    /// By `host`, or as `nova:HOST`, which is an administrator's right.
    private static Optional<String> host(Caller caller, JsonBody body, int version) {
        var zone = body.text("availability_zone", LONGEST).filter(text -> !text.isEmpty());
        if (zone.isPresent() && !zone.get().split(":", 2)[0].equals(ServerView.ZONE)) {
            throw Problem.invalid("The requested availability zone is not available; there is " + ServerView.ZONE
                    + ".");
        }
        var named = body.text("host", LONGEST);
        if (named.isPresent() && version < HOST) {
            throw Problem.invalid("'host' is there from version 2." + HOST + " of this API on.");
        }
        var host = named.or(() -> zone.filter(text -> text.contains(":")).map(text -> text.split(":", 3)[1]))
                .filter(text -> !text.isEmpty());
        if (host.isPresent() && !caller.has("admin")) {
            throw new Problem(Problem.Kind.FORBIDDEN, "Only an administrator chooses the host of a server.");
        }
        return host;
    }

    private static int count(JsonBody body) {
        var least = body.number("min_count").orElse(1);
        var most = body.number("max_count").orElse(least);
        if (least < 1 || most < least) {
            throw Problem.invalid("min_count is at least 1 and not more than max_count.");
        }
        return most;
    }
}
