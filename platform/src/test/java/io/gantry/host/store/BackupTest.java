package io.gantry.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path directory;

    @Test
    void aNewDatabaseMadeFromTheBackupHoldsTheSame() throws Exception {
        try (var host = TestHost.start(directory, HostFile.of("keys: { driver: local }"))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            for (var number = 0; number < 3; number++) {
                assertEquals(201,
                        host.post("/key-manager/v1/secrets", "{\"name\": \"s" + number + "\"}").statusCode());
            }
            var script = client.get("/database/backup");
            assertEquals(200, script.status(), script::text);
            try (var connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                    "sa", "");
                    var statement = connection.createStatement()) {
                statement.execute(script.text());
                var names = statement
                        .executeQuery("SELECT LISTAGG(name, ',') WITHIN GROUP (ORDER BY name) FROM secret");
                assertTrue(names.next());
                assertEquals("s0,s1,s2", names.getString(1));
            }
        }
    }
}
