package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.host.TestHost;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @Test
    void theTrailTellsWhoDidWhatAndThatNobodyTouchedIt(@TempDir Path directory) throws Exception {
        try (var host = TestHost.start(directory, "")) {
            var user = "{\"user\": {\"name\": \"ann\", \"password\": \"canary\"}}";
            assertEquals(201, host.post("/identity/v3/users", user).statusCode());
            assertEquals(409, host.post("/identity/v3/users?password=canary", user).statusCode());
            var listed = Typed.at(host, "audit", "--output", "json");
            assertTrue(listed.out().contains("identity:create_user"), listed.out());
            assertTrue(listed.out().contains("\"user_name\" : \"admin\""), listed.out());
            assertTrue(listed.out().contains("409"), listed.out());
            assertFalse(listed.out().contains("canary"), listed.out());
            var right = Typed.at(host, "audit", "--verify");
            assertTrue(right.out().startsWith("2 rows, unbroken"), right.out() + right.err());
            try (var connection = DelegatingDataSource.unwrapDataSource(host.bean(DataSource.class)).getConnection();
                    var change = connection.createStatement()) {
                change.execute("update identity_audit set user_name = 'somebody' where number = 1");
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
            }
            var wrong = Typed.at(host, "audit", "--verify");
            assertEquals(1, wrong.exit(), wrong.out());
            assertTrue(wrong.err().contains("broken at row 1"), wrong.err());
        }
    }
}
