package io.gantry.baremetal.port;

import io.gantry.base.Mistake;
import io.gantry.plugin.Document;
import io.gantry.plugin.Mistakes;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The operator's file of port traits as it stands. Whoever uses it sees a change at once; with mistakes in it, what was in force stays so.
@Singleton
public final class TraitFile {
    private static final Logger log = LoggerFactory.getLogger(TraitFile.class);
    /// For so long after a change another one may leave the time of the file as it is.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Optional<Path> path;
    private final InstantSource clock;
    private State state;
    private @Nullable Stamp seen;

    /// What is in force.
    ///
    /// @param file empty if the operator names none
    /// @param read when the traits that are in force were read
    /// @param mistakes of the file as it is now, because of which it is not in force
    /// @param warnings about what is in force
    public record State(Optional<Path> file, PortTraits traits, Optional<Instant> read, List<Mistake> mistakes,
            List<Mistake> warnings) {}

    private record Stamp(FileTime time, long size, String key, boolean settled) {}

    TraitFile(@Property(name = "gantry.bare-metal.port-traits", defaultValue = "") String path, InstantSource clock) {
        this.path = path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
        this.clock = clock;
        this.state = new State(this.path, PortTraits.NONE, Optional.empty(), List.of(), List.of());
    }

    /// Finds the mistakes of a file.
    public static Optional<PortTraits> read(Path file, Mistakes mistakes, Mistakes warnings) {
        try {
            if (Files.size(file) <= 4L * Document.LONGEST) {
                return TraitFileReader.read(Files.readString(file), mistakes, warnings);
            }
            mistakes.add(1, 1, "the file is larger than allowed");
        } catch (NoSuchFileException e) {
            mistakes.add(1, 1, "there is no such file");
        } catch (CharacterCodingException e) {
            mistakes.add(1, 1, "the file is not UTF-8 text");
        } catch (IOException e) {
            mistakes.add(1, 1, "the file cannot be read; is it a file and may this user read it?");
        }
        return Optional.empty();
    }

    /// What is in force now.
    public synchronized State current() {
        path.ifPresent(this::look);
        return state;
    }

    private void look(Path file) {
        var now = clock.instant();
        var stamp = stamp(file, now);
        if (seen == null || !stamp.equals(seen) || !seen.settled()) {
            seen = stamp;
            var mistakes = new Mistakes(file.toString());
            var warnings = new Mistakes(file.toString());
            var traits = read(file, mistakes, warnings);
            if (traits.isPresent()) {
                if (!warnings.isEmpty() && !warnings.sorted().equals(state.warnings())) {
                    log.warn("{} may not say what is meant: {}", file, warnings.sorted());
                }
                state = new State(path, traits.get(), Optional.of(now), List.of(), warnings.sorted());
            } else {
                keep(mistakes.sorted());
            }
        }
    }

    private void keep(List<Mistake> mistakes) {
        if (!mistakes.equals(state.mistakes())) {
            log.warn("{} has mistakes and is not used; the traits read {} stay in force: {}", path.orElseThrow(),
                    state.read().map(Instant::toString).orElse("never"), mistakes);
        }
        state = new State(path, state.traits(), state.read(), mistakes, state.warnings());
    }

    /// A file that cannot be read has one too, so that its mistake is found once and not each time.
    private static Stamp stamp(Path file, Instant now) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var time = attributes.lastModifiedTime();
            return new Stamp(time, attributes.size(), String.valueOf(attributes.fileKey()),
                    time.toInstant().plus(FRESH).isBefore(now));
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), -1, "", true);
        }
    }
}
