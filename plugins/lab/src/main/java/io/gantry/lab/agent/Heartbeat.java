package io.gantry.lab.agent;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Tells the host again and again that the agent lives, and at once when a command has ended.
final class Heartbeat implements Runnable {
    private static final double LEAST = 0.3;
    private static final double MOST = 0.6;
    private static final long AGAIN_MILLIS = 500;

    private final HostApi host;
    private final HostApi.Found found;
    private final String callback;
    private final Optional<String> certificate;
    private final Mishaps mishaps;
    private boolean forced = true;
    private volatile boolean stopped;

    /// @param certificate that the agent shows at its callback address, as PEM; empty if it shows none
    Heartbeat(HostApi host, HostApi.Found found, String callback, Optional<String> certificate,
            Mishaps mishaps) {
        this.host = host;
        this.found = found;
        this.callback = callback;
        this.certificate = certificate;
        this.mishaps = mishaps;
    }

    @Override
    public void run() {
        var body = new LinkedHashMap<>(Map.of("callback_url", callback, "agent_token", found.token(),
                "agent_version", LabAgent.VERSION));
        certificate.ifPresent(pem -> body.put("agent_verify_ca", pem));
        try {
            while (!stopped) {
                mishaps.at("heartbeat");
                taken();
                await(beat(body) ? interval() : AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean beat(Map<String, String> body) {
        try {
            return host.heartbeat(found.node(), body) < 400;
        } catch (IOException unreachable) {
            System.out.println("no heartbeat: " + unreachable);
            return false;
        }
    }

    /// Not always the same, so that a thousand agents that started together do not stay together.
    private long interval() {
        return (long) (found.heartbeatSeconds() * 1000 * ThreadLocalRandom.current().nextDouble(LEAST, MOST));
    }

    private synchronized void taken() {
        forced = false;
    }

    private synchronized void await(long millis) throws InterruptedException {
        var end = System.nanoTime() + millis * 1_000_000;
        for (var left = millis; left > 0 && !forced && !stopped; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    /// Makes the next one come now.
    synchronized void now() {
        forced = true;
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }
}
