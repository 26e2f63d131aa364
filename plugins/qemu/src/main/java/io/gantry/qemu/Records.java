package io.gantry.qemu;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.guest.VirtualDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory for each guest with its record in it, which is replaced in one piece.
final class Records {
    private static final String RECORD = "guest.json";

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

    private final Path directory;
    private final ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module())
            .addMixIn(VirtualDevice.class, Kinds.class)
            .addMixIn(Attachment.class, Kinds.class);

    Records(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        json.registerSubtypes(VirtualDevice.class.getPermittedSubclasses());
        json.registerSubtypes(Attachment.class.getPermittedSubclasses());
    }

    Home home(GuestRecord guest) {
        return new Home(directory.resolve(guest.name()), guest.runtime());
    }

    Optional<GuestRecord> find(String guest) throws IOException {
        try {
            return Optional.of(
                    json.readValue(Files.readString(directory.resolve(guest).resolve(RECORD)), GuestRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void save(GuestRecord guest) throws IOException {
        var home = Files.createDirectories(home(guest).directory());
        var next = home.resolve("next");
        Files.writeString(next, json.writeValueAsString(guest));
        Files.move(next, home.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
    }

    /// The record goes last, so that what is half removed is removed by the next attempt.
    void forget(GuestRecord guest) throws IOException {
        var home = home(guest).directory();
        Trees.delete(home, home.resolve(RECORD));
        Files.deleteIfExists(home.resolve(RECORD));
        Files.deleteIfExists(home);
    }

    List<GuestRecord> all() throws IOException {
        var names = new ArrayList<String>();
        try (var homes = Files.newDirectoryStream(directory)) {
            homes.forEach(home -> names.add(home.getFileName().toString()));
        }
        names.sort(null);
        var guests = new ArrayList<GuestRecord>();
        for (var name : names) {
            find(name).ifPresent(guests::add);
        }
        return guests;
    }
}
