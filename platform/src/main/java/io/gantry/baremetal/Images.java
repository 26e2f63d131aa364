package io.gantry.baremetal;

import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps disk images.
@Singleton
public final class Images {
    private final ImageRecords records;
    private final NodeRecords nodes;
    private final ImageFiles files;
    private final InstantSource clock;
    /// Several images may share a file: none is deleted between somebody's placing it and his writing that down.
    private final ReentrantLock writingDown = new ReentrantLock();

    Images(ImageRecords records, NodeRecords nodes, ImageFiles files, InstantSource clock) {
        this.records = records;
        this.nodes = nodes;
        this.files = files;
        this.clock = clock;
        files.sweep(records.checksums());
    }

    /// Keeps everything that comes as an image of that name; the same bytes sent again are fine.
    ///
    /// @param length how many bytes are said to come
    public KeptImage keep(String name, InputStream bytes, OptionalLong length) {
        Names.check("an image", name);
        files.checkLength(name, length.orElse(0));
        var upload = files.receive(name, bytes);
        writingDown.lock();
        try {
            files.place(upload);
            var image = new KeptImage(name, upload.bytes(), upload.sha256(), upload.properties(),
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
        return records.find(name)
                .orElseThrow(() -> Problem
                        .notFound("There is no image '" + name + "'. Send its bytes with PUT /gantry/v1/images/NAME."));
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
            nodes.withImage(name).ifPresent(node -> {
                throw Problem.conflict("Image '" + name + "' is in use by node '" + node.label() + "', which is "
                        + node.state().word() + ". Take the node's image off first.");
            });
            records.remove(name);
            deleteUnnamed(image.sha256());
        } finally {
            writingDown.unlock();
        }
    }

    /// Where its bytes are.
    Path file(KeptImage image) {
        return files.path(image.sha256());
    }

    private void deleteUnnamed(String sha256) {
        if (!records.checksums().contains(sha256)) {
            files.delete(sha256);
        }
    }
}
