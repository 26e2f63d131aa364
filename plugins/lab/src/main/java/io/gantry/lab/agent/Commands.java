package io.gantry.lab.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs commands, one at a time, and remembers what became of each.
final class Commands {
    private final Map<String, Command> known;
    private final Mishaps mishaps;
    private final Runnable afterwards;
    private final List<CommandResult> results = new ArrayList<>();

    /// @param known by full name, such as `standby.sync`
    /// @param afterwards called when a command has ended that was answered before
    Commands(Map<String, Command> known, Mishaps mishaps, Runnable afterwards) {
        this.known = known;
        this.mishaps = mishaps;
        this.afterwards = afterwards;
    }

    synchronized List<Map<String, @Nullable Object>> list() {
        return results.stream().map(CommandResult::json).toList();
    }

    synchronized CommandResult find(String id) {
        return results.stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AgentError.notFound("Command Result", id));
    }

    /// @throws AgentError if it is not begun at all
    synchronized CommandResult execute(String name, Map<String, @Nullable Object> parameters) {
        if (!results.isEmpty() && results.getLast().isRunning()) {
            throw AgentError.busy(results.getLast().name());
        }
        var dot = name.indexOf('.');
        if (dot < 0) {
            throw AgentError.unknownCommand("Command name must be of the form <extension>.<name>");
        }
        var extension = name.substring(0, dot + 1);
        if (known.keySet().stream().noneMatch(each -> each.startsWith(extension))) {
            throw AgentError.notFound("Extension", name.substring(0, dot));
        }
        var command = known.get(name);
        if (command == null) {
            throw AgentError.unknownCommand("Unknown command: " + name.substring(dot + 1));
        }
        System.out.println("command " + name);
        var result = begin(name, name.substring(dot + 1), command, new Parameters("Image", parameters));
        results.add(result);
        return result;
    }

    private CommandResult begin(String name, String shortName, Command command, Parameters parameters) {
        command.check().look(parameters);
        if (!command.later()) {
            return run(name, command, parameters, new CommandResult(shortName));
        }
        var result = new CommandResult(shortName);
        Thread.ofPlatform().name("command-" + shortName).daemon().start(() -> {
            run(name, command, parameters, result);
            afterwards.run();
        });
        return result;
    }

    private CommandResult run(String name, Command command, Parameters parameters, CommandResult result) {
        try {
            mishaps.at(name);
            var value = command.work().run(parameters, result);
            return result.succeeded(value instanceof String text && command.later()
                    ? result.name() + ": " + text
                    : value);
        } catch (AgentError failed) {
            if (failed.isRefusal() && !command.later()) {
                throw failed;
            }
            return result.failed(failed);
        } catch (IOException | RuntimeException failed) {
            failed.printStackTrace();
            return result.failed(AgentError.failed(failed.toString(), failed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return result.failed(AgentError.failed("the agent ends", stopped));
        }
    }
}
