package io.gantry.lab.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who may ask: whoever has logged in, or sends user and password each time.
final class Sessions {
    static final String COLLECTION = "/redfish/v1/SessionService/Sessions";
    private static final int REQUESTS_WHEN_EXPIRING = 3;

    private record Session(String token, long until, int requests) {}

    private final String user;
    private final String password;
    private final Duration life;
    private final Quirks quirks;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    Sessions(String user, String password, Duration life, Quirks quirks) {
        this.user = user;
        this.password = password;
        this.life = life;
        this.quirks = quirks;
    }

    /// @throws Refusal with 401 if it is nobody who is known
    void admit(Headers headers) throws Refusal {
        var token = headers.getFirst("X-Auth-Token");
        var basic = headers.getFirst("Authorization");
        var known = token == null
                ? basic != null && same(basic,
                        "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)))
                : knows(token);
        if (!known) {
            throw new Refusal(401, "NoValidSession", "There is no valid session. Log in.");
        }
    }

    private boolean knows(String token) {
        for (var entry : sessions.entrySet()) {
            var session = entry.getValue();
            if (same(session.token(), token)) {
                var most = quirks.has(Quirk.EXPIRING_SESSIONS) ? REQUESTS_WHEN_EXPIRING : Integer.MAX_VALUE;
                if (session.until() - System.nanoTime() < 0 || session.requests() >= most) {
                    sessions.remove(entry.getKey());
                    return false;
                }
                sessions.put(entry.getKey(), new Session(token, System.nanoTime() + life.toNanos(),
                        session.requests() + 1));
                return true;
            }
        }
        return false;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    int count() {
        return sessions.size();
    }

    Reply answer(Call call) throws Refusal {
        if (quirks.has(Quirk.NO_SESSIONS)) {
            throw call.missing();
        }
        if (call.path().equals("/redfish/v1/SessionService")) {
            return Reply.of(Pages.resource(call.path(), "SessionService.v1_1_8.SessionService", "Sessions")
                    .put("ServiceEnabled", true)
                    .put("SessionTimeout", life.toSeconds())
                    .set("Sessions", Reply.link(COLLECTION)));
        }
        if (call.path().equals(COLLECTION)) {
            return switch (call.method()) {
                case "POST" -> logIn(call.body());
                case "GET" -> Reply.of(Pages.collection(COLLECTION, "SessionCollection.SessionCollection",
                        sessions.keySet().stream().sorted().toList()));
                default -> throw call.wrongMethod();
            };
        }
        return one(call, call.path().substring(COLLECTION.length() + 1));
    }

    private Reply one(Call call, String id) throws Refusal {
        if (!sessions.containsKey(id)) {
            throw call.missing();
        }
        return switch (call.method()) {
            case "GET" -> Reply.of(Pages.resource(call.path(), "Session.v1_3_0.Session", id).put("UserName", user));
            case "DELETE" -> {
                sessions.remove(id);
                yield Reply.done();
            }
            default -> throw call.wrongMethod();
        };
    }

    private Reply logIn(JsonNode body) throws Refusal {
        if (!same(body.path("UserName").asText(), user) || !same(body.path("Password").asText(), password)) {
            throw new Refusal(401, "ResourceAtUriUnauthorized", "User or password is wrong.");
        }
        var bytes = new byte[16];
        random.nextBytes(bytes);
        var token = HexFormat.of().formatHex(bytes);
        var id = Integer.toHexString(random.nextInt());
        sessions.put(id, new Session(token, System.nanoTime() + life.toNanos(), 0));
        var page = Pages.resource(COLLECTION + "/" + id, "Session.v1_3_0.Session", id).put("UserName", user);
        return new Reply(201, page, Map.of("X-Auth-Token", token, "Location", COLLECTION + "/" + id));
    }
}
