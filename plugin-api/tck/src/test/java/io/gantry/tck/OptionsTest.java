package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {
    enum Mode {
        FAST_AND_LOOSE, SLOW
    }

    record Inner(@Option("How many there may be.") int mostFlows) {}

    record Right(@Option(value = "How long to wait.", fallback = "500ms", min = "1ms", max = "2h") Duration pause,
            @Option(value = "How many.", fallback = "4", min = "1", max = "64") int many,
            @Option(value = "How to do it.", fallback = "fast-and-loose") Mode mode,
            @Option(value = "Where it lies.", fallback = "/sys") Path root,
            @Option("The key to it.") Optional<Secret> key,
            @Option("By name of the port.") Map<String, Inner> ports,
            @Option("What else is allowed.") List<String> allow,
            @Option(value = "Whether to prove it.", fallback = "true") boolean prove) {}

    @Test
    void findsNothingInARecordThatKeepsTheRules() {
        assertEquals(List.of(), Options.mistakes(Right.class, true));
    }

    record Undocumented(int many) {}

    record NoSentence(@Option("many") int many) {}

    record Reserved(@Option("How long to wait.") Duration deadline) {}

    record Unreadable(@Option(value = "How long to wait.", fallback = "30 seconds") Duration pause) {}

    record Below(@Option(value = "How many there are.", fallback = "0", min = "1") int many) {}

    record Above(@Option(value = "How long to wait.", fallback = "3h", max = "2h") Duration pause) {}

    record Crossed(@Option(value = "How many there are.", min = "9", max = "1") int many) {}

    record UnknownConstant(@Option(value = "How to do it.", fallback = "FAST_AND_LOOSE") Mode mode) {}

    record ForeignType(@Option("When it began.") Instant since) {}

    record ForeignElement(@Option("When it happened.") List<Instant> since) {}

    record OpenSecret(@Option(value = "The password.", fallback = "changeme") Secret password) {}

    record Deep(@Option("The things inside.") List<Undocumented> inside) {}

    record DeepReserved(@Option("The things inside.") ReservedInside inside) {}

    record ReservedInside(@Option("Which driver it is.") String driver) {}

    @Test
    void findsEachMistakeAndNamesItsPlace() {
        finds(Undocumented.class, "Undocumented.many: @Option is missing");
        finds(NoSentence.class, "not a sentence");
        finds(Reserved.class, "reserved");
        finds(Unreadable.class, "30 seconds");
        finds(Below.class, "contradict");
        finds(Above.class, "contradict");
        finds(Crossed.class, "contradict");
        finds(UnknownConstant.class, "FAST_AND_LOOSE");
        finds(ForeignType.class, "java.time.Instant");
        finds(ForeignElement.class, "java.time.Instant");
        finds(OpenSecret.class, "no fallback");
        finds(Deep.class, "Undocumented.many");
        assertEquals(List.of(), Options.mistakes(DeepReserved.class, true),
                "names are reserved only beside the host's own");
    }

    private static void finds(Class<?> type, String words) {
        var mistakes = Options.mistakes(type, true);
        assertTrue(mistakes.size() == 1 && mistakes.getFirst().contains(words), mistakes.toString());
    }
}
