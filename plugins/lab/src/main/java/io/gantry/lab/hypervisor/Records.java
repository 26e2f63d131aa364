package io.gantry.lab.hypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One small file for each guest, replaced in one piece.
final class Records {
    private static final String ENDING = ".guest";

    private final Path directory;

    Records(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    Optional<GuestRecord> find(String guest) throws IOException {
        try {
            return Optional.of(GuestRecord.parse(guest, Files.readString(file(guest))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void save(GuestRecord guest) throws IOException {
        var next = directory.resolve(guest.spec().name() + ".next");
        Files.writeString(next, guest.text());
        Files.move(next, file(guest.spec().name()), StandardCopyOption.ATOMIC_MOVE);
    }

    void forget(String guest) throws IOException {
        Files.deleteIfExists(file(guest));
    }

    List<String> names() throws IOException {
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            for (var file : files) {
                var name = file.getFileName().toString();
                names.add(name.substring(0, name.length() - ENDING.length()));
            }
        }
        names.sort(null);
        return names;
    }

    private Path file(String guest) {
        return directory.resolve(guest + ENDING);
    }
}
