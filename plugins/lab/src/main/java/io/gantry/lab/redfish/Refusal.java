package io.gantry.lab.redfish;

/// What the server does not do, with the answer that says why.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refusal(int status, String code, String message, String... arguments) {
        super(message);
        this.reply = Reply.error(status, code, message, arguments);
    }

    Reply reply() {
        return reply;
    }

    static Refusal missing(String path) {
        return new Refusal(404, "ResourceMissingAtURI", "There is no resource " + path + ".", path);
    }

    static Refusal method(String method, String path) {
        return new Refusal(405, "OperationNotAllowed", path + " does not take " + method + ".");
    }

    static Refusal value(String property, String value) {
        return new Refusal(400, "PropertyValueNotInList",
                "The value '%s' for the property %s is not one of those it takes.".formatted(value, property), value,
                property);
    }
}
