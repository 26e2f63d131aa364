package io.gantry.baremetal.store;

import io.gantry.baremetal.port.PortQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A statement that finds ports or port groups, and what is bound in it.
record PortSearch(String sql, List<Object> values) {
    static final String PORTS = "select p.*, v.vif from port p left join port_vif v on v.port = p.id";
    static final String GROUPS = "select p.*, v.vif from port_group p left join port_vif v on v.port_group = p.id";
    private static final List<String> WHOLE = List.of("number", "id", "created");

    static PortSearch of(String select, String table, PortQuery query) {
        var where = new ArrayList<String>();
        var values = new ArrayList<Object>();
        bound("p.node = ?", query.node(), where, values);
        bound("p.port_group = ?", query.group(), where, values);
        bound("p.address = ?", query.address(), where, values);
        query.project().ifPresent(project -> {
            where.add("p.node in (select id from node where owner = ? or lessee = ?)");
            values.add(project);
            values.add(project);
        });
        var column = PortQuery.SORTS.getOrDefault(query.sort(), "number");
        var order = query.descending() ? " desc" : "";
        query.marker().ifPresent(marker -> {
            where.add("(" + key("p.", column) + ", p.number)" + (query.descending() ? " < " : " > ") + "(select "
                    + key("", column) + ", number from " + table + " where id = ?)");
            values.add(marker);
        });
        values.add(query.limit());
        return new PortSearch(select + (where.isEmpty() ? "" : " where " + String.join(" and ", where)) + " order by "
                + key("p.", column) + order + ", p.number" + order + " limit ?", values);
    }

    /// What may be missing is sorted as if it were nothing, so that pages can go on after it.
    private static String key(String prefix, String column) {
        if (WHOLE.contains(column)) {
            return prefix + column;
        }
        return column.equals("updated")
                ? "coalesce(" + prefix + "updated, " + prefix + "created)"
                : "coalesce(" + prefix + column + ", '')";
    }

    private static void bound(String condition, Optional<?> value, List<String> where, List<Object> values) {
        value.ifPresent(some -> {
            where.add(condition);
            values.add(some);
        });
    }
}
