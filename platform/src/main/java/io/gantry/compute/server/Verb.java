package io.gantry.compute.server;

import io.gantry.compute.Guests;
import io.gantry.compute.server.Server.State;

/// What can be done to a server at once.
public enum Verb {
    START, STOP, PAUSE, UNPAUSE,
    /// The guest is not asked to shut down: it is ended and started, as with the next one.
    SOFT_REBOOT, HARD_REBOOT;

    String word() {
        return switch (this) {
            case START -> "start";
            case STOP -> "stop";
            case PAUSE -> "pause";
            case UNPAUSE -> "unpause";
            case SOFT_REBOOT, HARD_REBOOT -> "reboot";
        };
    }

    boolean from(State state) {
        return switch (this) {
            case START -> state == State.STOPPED;
            case STOP -> state == State.ACTIVE || state == State.PAUSED;
            case PAUSE, SOFT_REBOOT -> state == State.ACTIVE;
            case UNPAUSE -> state == State.PAUSED;
            case HARD_REBOOT -> true;
        };
    }

    /// What the server is in afterwards.
    State to() {
        return switch (this) {
            case STOP -> State.STOPPED;
            case PAUSE -> State.PAUSED;
            case START, UNPAUSE, SOFT_REBOOT, HARD_REBOOT -> State.ACTIVE;
        };
    }

    void apply(Guests guests, String guest) throws InterruptedException {
        switch (this) {
            case START -> guests.start(guest);
            case STOP -> guests.stop(guest);
            case PAUSE -> guests.pause(guest);
            case UNPAUSE -> guests.resume(guest);
            case SOFT_REBOOT, HARD_REBOOT -> {
                guests.stop(guest);
                guests.start(guest);
            }
        }
    }
}
