package io.gantry.cli;

import java.io.PrintWriter;
import java.util.List;

/// How far something is: drawn over itself on a terminal, a line for each quarter elsewhere.
public final class Bar {
    private static final int WIDTH = 30;
    private static final int USUAL_WIDTH = 80;

    private final PrintWriter out;
    private final boolean terminal;
    private String what = "";
    private long done;
    private boolean drawn;
    private int below;

    public Bar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Whether a person sees what is printed as it is printed.
    @SuppressWarnings("SystemConsoleNull") // Java 22 to 24 always had a console; 25 has none again where nobody sits
    public static boolean isTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Shows how far it is. Within the same `what` it never goes back.
    public void at(String name, long units, long total) {
        var same = name.equals(what);
        var before = same ? done : -1;
        done = Math.max(units, before);
        what = name;
        if (total <= 0) {
            return;
        }
        var percent = percent(done, total);
        if (terminal) {
            var full = (int) (percent * WIDTH / 100);
            out.print(
                    "\r\033[K     " + what + " [" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + "%");
            out.flush();
            drawn = true;
        } else if (before < 0 || percent / 25 > percent(before, total) / 25) {
            say(what + " " + percent + "%");
        }
    }

    /// Whether what is drawn can be drawn over.
    boolean terminal() {
        return terminal;
    }

    /// Draws some lines over those drawn before; only on a terminal.
    void block(List<String> lines) {
        clear();
        lines.forEach(line -> out.println(fitting("     " + line)));
        below = lines.size();
        out.flush();
    }

    /// A line that the terminal breaks would count as two when the block is drawn over.
    private static String fitting(String line) {
        var columns = System.getenv().getOrDefault("COLUMNS", "");
        var width = columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
        return line.length() < width ? line : line.substring(0, width - 2) + "…";
    }

    private static long percent(long done, long total) {
        return Math.clamp((long) (100.0 * done / total), 0, 100);
    }

    /// Prints a line that stays; the bar goes on below it.
    public void say(String line) {
        clear();
        out.println("     " + line);
        out.flush();
    }

    /// Takes the bar away; the next one begins anew.
    public void clear() {
        if (drawn) {
            out.print("\r\033[K");
            drawn = false;
        }
        if (below > 0) {
            out.print("\033[" + below + "A\r\033[J");
            below = 0;
        }
        out.flush();
    }
}
