package io.gantry.compute.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrateBodyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "1 | {'host': 'h', 'block_migration': false, 'disk_over_commit': false} | h",
            "24 | {'host': null, 'block_migration': 'True', 'disk_over_commit': true} | any",
            "25 | {'host': null, 'block_migration': 'auto'} | any",
            "30 | {'host': 'h', 'block_migration': true, 'force': true} | h",
            "67 | {'host': null, 'block_migration': 'auto', 'force': false} | any",
            "96 | {'host': 'h', 'block_migration': 'auto'} | h"})
    void eachVersionHasItsOwnBody(int version, String body, String host) {
        assertEquals(host, read(version, body).orElse("any"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"1 | {'host': 'h', 'block_migration': false}",
            "24 | {'host': 'h', 'block_migration': 'auto', 'disk_over_commit': false}",
            "25 | {'host': 'h', 'block_migration': 'auto', 'disk_over_commit': false}",
            "25 | {'host': 'h', 'block_migration': 'auto', 'force': true}",
            "30 | {'host': null, 'block_migration': 'auto', 'force': true}",
            "68 | {'host': 'h', 'block_migration': 'auto', 'force': false}", "68 | {'block_migration': 'auto'}",
            "68 | {'host': 7, 'block_migration': 'auto'}", "68 | {'host': ' ', 'block_migration': 'auto'}",
            "68 | {'host': null}", "68 | {'host': null, 'block_migration': 'perhaps'}", "68 | []"})
    void andRefusesThatOfOthers(int version, String body) {
        assertEquals(Problem.Kind.INVALID, assertThrows(Problem.class, () -> read(version, body)).kind());
    }

    private static Optional<String> read(int version, String body) {
        return MigrateBody.host(JsonBody.of(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "os-migrateLive"),
                version);
    }
}
