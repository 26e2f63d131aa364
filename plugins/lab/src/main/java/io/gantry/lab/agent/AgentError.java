package io.gantry.lab.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What goes wrong with a command, in the words of the protocol.
final class AgentError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;
    private final int code;
    private final String title;
    private final String details;

    private AgentError(String type, int code, String title, String details, @Nullable Throwable cause) {
        super(title + ": " + details, cause);
        this.type = type;
        this.code = code;
        this.title = title;
        this.details = details;
    }

    static AgentError failed(String details) {
        return new AgentError("CommandExecutionError", 500, "Command execution failed", details, null);
    }

    static AgentError failed(String details, Throwable cause) {
        return new AgentError("CommandExecutionError", 500, "Command execution failed", details, cause);
    }

    static AgentError download(String image, String details, @Nullable Throwable cause) {
        return new AgentError("ImageDownloadError", 500, "Error downloading image",
                "Download of image " + image + " failed: " + details, cause);
    }

    static AgentError checksum(String image, String found, String expected) {
        return new AgentError("ImageChecksumError", 500, "Error verifying image checksum",
                "Image " + image + " has the checksum " + found + ", expected was " + expected
                        + "; the disk was left without its first block",
                null);
    }

    static AgentError write(String details, @Nullable Throwable cause) {
        return new AgentError("ImageWriteError", 500, "Error writing image to device", details, cause);
    }

    static AgentError badParameters(String details) {
        return new AgentError("InvalidCommandParamsError", 400, "Invalid command parameters", details, null);
    }

    static AgentError unknownCommand(String details) {
        return new AgentError("InvalidCommandError", 400, "Invalid command", details, null);
    }

    static AgentError notFound(String what, String id) {
        return new AgentError("RequestedObjectNotFoundError", 404, "Not found",
                what + " with id " + id + " not found.", null);
    }

    static AgentError busy(String command) {
        return new AgentError("AgentIsBusy", 409, "Agent is busy", "executing command " + command, null);
    }

    static AgentError unauthorized() {
        return new AgentError("Unauthorized", 401, "401 Unauthorized", "Token invalid.", null);
    }

    int code() {
        return code;
    }

    /// Whether whoever sent the command is told at once, instead of finding a failed command.
    boolean isRefusal() { return code < 500; }

    Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("type", type);
        json.put("code", code);
        json.put("message", title);
        json.put("details", details);
        return json;
    }
}
