package io.gantry.image;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// Keeps disk images, for nodes and for guests.
@Singleton
public final class Images {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private final ImageRecords records;
    private final Collection<ImageUse> uses;
    private final ImageFiles files;
    private final InstantSource clock;
    /// Several images may share a file: none is deleted between somebody's placing it and his writing that down.
    private final ReentrantLock writingDown = new ReentrantLock();

    Images(ImageRecords records, Collection<ImageUse> uses, ImageFiles files, InstantSource clock) {
        this.records = records;
        this.uses = uses;
        this.files = files;
        this.clock = clock;
        files.sweep(records.checksums());
    }

    /// Keeps everything that comes as an image of that name; the same bytes sent again are fine.
    ///
    /// @param length how many bytes are said to come
    public KeptImage keep(String name, InputStream bytes, OptionalLong length) {
        checkName(name);
        files.checkLength(name, length.orElse(0));
        var upload = files.receive(name, bytes);
        writingDown.lock();
        try {
            files.place(upload);
            var image = new KeptImage(name, UUID.randomUUID(), upload.bytes(), upload.sha256(), upload.properties(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            if (records.add(image)) {
                return image;
            }
            var other = find(name);
            if (other.sha256().equals(image.sha256())) {
                return other;
            }
            deleteUnnamed(image.sha256());
            throw Problem.conflict("Image '" + name + "' exists with other content (SHA-256 " + other.sha256()
                    + "). Delete it first, or choose another name.");
        } finally {
            writingDown.unlock();
        }
    }

    /// The image of that name.
    public KeptImage find(String name) {
        return named(name)
                .orElseThrow(() -> Problem
                        .notFound("There is no image '" + name + "'. Send its bytes with PUT /gantry/v1/images/NAME."));
    }

    public Optional<KeptImage> named(String name) {
        return records.find(name);
    }

    public Optional<KeptImage> find(UUID id) {
        return records.find(id);
    }

    /// By name.
    ///
    /// @param after only names that come later; empty string for all
    public List<KeptImage> list(String after, int limit) {
        return records.list(after, limit);
    }

    /// Forgets an image that no node has, and its bytes if no other image has the same.
    public void delete(String name) {
        var image = find(name);
        writingDown.lock();
        try {
            for (var use : uses) {
                use.of(image).ifPresent(user -> {
                    throw Problem.conflict("Image '" + name + "' is in use by " + user);
                });
            }
            records.remove(name);
            deleteUnnamed(image.sha256());
        } finally {
            writingDown.unlock();
        }
    }

    /// Where its bytes are.
    public Path file(KeptImage image) {
        return files.path(image.sha256());
    }

    /// How large the disk is that the image is of.
    public long diskBytes(KeptImage image) {
        return files.diskBytes(image);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalid(
                    "The name of an image begins with a letter or digit and has at most 64 letters, digits, '-', '_' and '.'; '"
                            + JsonBody.cut(name) + "' has not.");
        }
    }

    private void deleteUnnamed(String sha256) {
        if (!records.checksums().contains(sha256)) {
            files.delete(sha256);
        }
    }
}
