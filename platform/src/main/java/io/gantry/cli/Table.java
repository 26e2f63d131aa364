package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// JSON for people: many objects as a table, one object as its fields.
public record Table(List<String> columns) {
    /// One line an object, each column as wide as its widest cell.
    public void print(PrintWriter out, List<JsonNode> rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns.stream().map(column -> column.toUpperCase(Locale.ROOT).replace('_', ' ')).toList());
        rows.forEach(row -> lines.add(columns.stream().map(column -> text(row.path(column))).toList()));
        lines.forEach(line -> out.println(padded(line, lines)));
    }

    private static String padded(List<String> line, List<List<String>> all) {
        var text = new StringBuilder();
        for (var column = 0; column < line.size(); column++) {
            var index = column;
            var width = all.stream().mapToInt(other -> other.get(index).length()).max().orElse(0);
            text.append(line.get(column)).repeat(' ', width - line.get(column).length() + 2);
        }
        return text.toString().stripTrailing();
    }

    /// One line a field; lists of objects below each other.
    static void fields(PrintWriter out, JsonNode object, String indent) {
        object.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isArray() && value.path(0).isObject()) {
                out.println(indent + field.getKey() + ":");
                value.forEach(element -> out.println(indent + "  - " + text(element)));
            } else if (value.isObject()
                    && value.properties().stream().anyMatch(inner -> inner.getValue().isContainerNode())) {
                out.println(indent + field.getKey() + ":");
                fields(out, value, indent + "  ");
            } else {
                out.println(indent + field.getKey() + ": " + text(value));
            }
        });
    }

    /// A value in one line.
    public static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
            return "-";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).map(Table::text).collect(Collectors.joining(", "));
        }
        if (value.isObject()) {
            return value.properties()
                    .stream()
                    .map(field -> field.getKey() + "=" + text(field.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return value.asText();
    }
}
