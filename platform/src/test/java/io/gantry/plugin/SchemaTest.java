package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gantry.api.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final SchemaRegistry REGISTRY = SchemaRegistry
            .withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static String json() throws JsonProcessingException {
        return JsonMapper.builder().build().writeValueAsString(Schema.of(Sample.class));
    }

    private static boolean bound(String text) {
        var mistakes = new Mistakes("/gantry.yaml");
        return Document.compose(text, mistakes)
                .flatMap(node -> new Binder(mistakes, Map.of("A", "b")).bind(Sample.class, node))
                .isPresent();
    }

    @Test
    void isASchemaOf202012() throws Exception {
        var meta = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertEquals(List.of(), meta.validate(json(), InputFormat.JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"a\"}", "{\"name\": \"\"}", "{\"name\": 8}", "{\"name\": null}", "{}",
            "{\"name\": \"a\", \"b\": 1}", "{\"name\": \"a\", \"careful\": true}",
            "{\"name\": \"a\", \"careful\": \"yes\"}",
            "{\"name\": \"a\", \"max-flows\": 64}", "{\"name\": \"a\", \"max-flows\": 65}",
            "{\"name\": \"a\", \"max-flows\": 2.0}", "{\"name\": \"a\", \"max-flows\": 2.5}",
            "{\"name\": \"a\", \"max-flows\": \"4\"}", "{\"name\": \"a\", \"bytes\": 9223372036854775807}",
            "{\"name\": \"a\", \"bytes\": 9223372036854775808}", "{\"name\": \"a\", \"ratio\": 1}",
            "{\"name\": \"a\", \"ratio\": 1.1}", "{\"name\": \"a\", \"timeout\": \"5m\"}",
            "{\"name\": \"a\", \"timeout\": \"5 m\"}", "{\"name\": \"a\", \"timeout\": 5}",
            "{\"name\": \"a\", \"root\": \"x\"}", "{\"name\": \"a\", \"root\": \"\"}",
            "{\"name\": \"a\", \"mode\": \"power-off\"}", "{\"name\": \"a\", \"mode\": \"POWER_OFF\"}",
            "{\"name\": \"a\", \"endpoint\": \"https://b\"}", "{\"name\": \"a\", \"endpoint\": 1}",
            "{\"name\": \"a\", \"password\": \"env:A\"}", "{\"name\": \"a\", \"password\": \"hunter2\"}",
            "{\"name\": \"a\", \"lanes\": [1, 2]}", "{\"name\": \"a\", \"lanes\": 1}",
            "{\"name\": \"a\", \"pauses\": {\"x\": \"1s\"}}", "{\"name\": \"a\", \"pauses\": {\"x\": 1}}",
            "{\"name\": \"a\", \"inner\": [{\"key\": \"k\"}]}", "{\"name\": \"a\", \"inner\": [{}]}",
            "{\"name\": \"a\", \"inner\": [{\"key\": \"k\", \"weight\": -1}]}", "{\"name\": \"a\", \"words\": []}"})
    void agreesWithTheBinder(String sample) throws Exception {
        var errors = REGISTRY.getSchema(json(), InputFormat.JSON).validate(sample, InputFormat.JSON);
        assertEquals(bound(sample), errors.isEmpty(), () -> sample + ": " + errors);
    }

    @Test
    void describesAndHides() {
        var schema = JsonMapper.builder().build().valueToTree(Schema.of(Sample.class));
        assertEquals("Name of the rack.", schema.at("/properties/name/description").asText());
        assertEquals(4, schema.at("/properties/max-flows/default").asInt());
        assertEquals("power-on", schema.at("/properties/mode/enum/0").asText());
        assertTrue(schema.at("/properties/password/writeOnly").asBoolean());
        assertEquals("name", schema.at("/required/0").asText());
    }

    record Undescribed(String a) {}

    record Unknown(@Option("A thread.") Thread thread) {}

    record Taken(@Option("A deadline.") int deadline) {}

    record Unfit(@Option(value = "A number.", fallback = "many") int count) {}

    record Endless(@Option("Itself.") Optional<Endless> again) {}

    @ParameterizedTest
    @ValueSource(classes = {Undescribed.class, Unknown.class, Taken.class, Unfit.class, Endless.class})
    void refusesARecordThatCannotBeOptions(Class<? extends Record> type) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Schema.of(type));
        assertTrue(String.valueOf(refusal.getMessage()).contains(type.getName()), refusal.getMessage());
    }
}
