package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;

/// What an answer means that is not the one wanted.
final class Refusal {
    private Refusal() {}

    /// @param what was asked of whom
    static DriverException of(String what, Answer answer) {
        var words = answer.words();
        var start = "%s: HTTP %d%s".formatted(what, answer.status(), words.isEmpty() ? "" : ", '" + words + "'");
        return switch (answer.status()) {
            case 401 -> new DriverException(Kind.FAILED, start + ". Check " + Address.USER + ", " + Address.PASSWORD
                    + " and " + Address.LOGIN + ".");
            case 403 -> new DriverException(Kind.FAILED, start + ". Give the user " + Address.USER
                    + " the role of an operator or administrator.");
            case 404 -> new DriverException(Kind.FAILED, start + ". Check " + Address.SYSTEM
                    + ", and the version of the controller's firmware.");
            case 405, 501 -> new DriverException(Kind.UNSUPPORTED, start
                    + ". The controller cannot do that; newer firmware may.");
            case 409, 412, 428 -> new DriverException(Kind.BUSY, start
                    + ". The controller is at something else; try again.");
            case 429, 503 -> new DriverException(Kind.UNREACHABLE, start
                    + ". The controller stayed too busy; look whether it hangs, or raise retries.");
            default -> new DriverException(Kind.FAILED, start + ". Look into the controller's log.");
        };
    }

    /// The system or its controller lacks that.
    static DriverException unsupported(Controller controller, String what) {
        return new DriverException(Kind.UNSUPPORTED, "%s %s.".formatted(controller.name(), what));
    }
}
