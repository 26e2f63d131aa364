package io.gantry.host.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The rows of a `SCRIPT`, one line each, never all of them in memory.
final class ScriptStream extends InputStream {
    private final Connection connection;
    private final ResultSet rows;
    private byte[] line = {};
    private int next;

    ScriptStream(Connection connection, ResultSet rows) {
        this.connection = connection;
        this.rows = rows;
    }

    @Override
    public int read() throws IOException {
        return fill() ? line[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, line.length - next);
        System.arraycopy(line, next, buffer, offset, count);
        next += count;
        return count;
    }

    private boolean fill() throws IOException {
        try {
            if (next == line.length && rows.next()) {
                line = (rows.getString(1) + "\n").getBytes(StandardCharsets.UTF_8);
                next = 0;
            }
            return next < line.length;
        } catch (SQLException e) {
            throw new IOException("the backup broke off", e);
        }
    }

    /// Gives the connection back; what hangs on it closes with it.
    @Override
    public void close() throws IOException {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new IOException("the backup's connection did not close", e);
        }
    }
}
