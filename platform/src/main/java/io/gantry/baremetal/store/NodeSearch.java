package io.gantry.baremetal.store;

import io.gantry.baremetal.NodeQuery;
import io.gantry.baremetal.ProvisionState;
import io.gantry.base.JsonBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A statement that finds nodes, and what is bound in it.
///
/// @param rest of the statement, after the columns
record NodeSearch(String rest, List<Object> values) {
    static NodeSearch of(NodeQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        query.filters().forEach((name, value) -> filter(name, value, where, values));
        query.project().ifPresent(project -> {
            where.add("(owner = ? or lessee = ?)");
            values.add(project);
            values.add(project);
        });
        var column = NodeQuery.SORTS.getOrDefault(query.sort(), "number");
        var text = !List.of("number", "id", "created").contains(column);
        var key = text ? "coalesce(" + column + ", '')" : column;
        var order = query.descending() ? " desc" : "";
        query.marker().ifPresent(marker -> {
            var compared = column.equals("number") ? "number" : "(" + key + ", number)";
            var selected = column.equals("number") ? "number" : key + ", number";
            where.add(compared + (query.descending() ? " < " : " > ") + "(select " + selected
                    + " from node where id = ?)");
            values.add(marker);
        });
        values.add(query.limit());
        return new NodeSearch(" from node" + (where.isEmpty() ? "" : " where " + String.join(" and ", where))
                + " order by " + (column.equals("number") ? "" : key + order + ", ") + "number" + order + " limit ?",
                values);
    }

    String sql(String columns) {
        return "select " + columns + rest;
    }

    private static void filter(String name, String value, List<String> where, List<Object> values) {
        switch (name) {
            case "associated" -> where.add("instance is " + (Boolean.parseBoolean(value) ? "not null" : "null"));
            case "sharded" -> where.add("shard is " + (Boolean.parseBoolean(value) ? "not null" : "null"));
            case "maintenance", "retired" -> bound(name + " = ?", Boolean.parseBoolean(value), where, values);
            case "provision_state" -> bound("state = ?", ProvisionState.of(value).name(), where, values);
            case "instance_uuid" -> id("instance", value, where, values);
            case "chassis_uuid" -> id("chassis", value, where, values);
            case "parent_node" -> id("parent", value, where, values);
            case "description_contains" -> bound("lower(description) like ? escape '!'", "%"
                    + value.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%",
                    where, values);
            case "shard" -> {
                where.add("shard = any(?)");
                values.add(List.of(value.split(",", 100)));
            }
            default -> bound(name + " = ?", value, where, values);
        }
    }

    private static void id(String column, String value, List<String> where, List<Object> values) {
        JsonBody.parsed(value)
                .ifPresentOrElse(id -> bound(column + " = ?", id, where, values), () -> where.add("1 = 0"));
    }

    private static void bound(String condition, Object value, List<String> where, List<Object> values) {
        where.add(condition);
        values.add(value);
    }
}
