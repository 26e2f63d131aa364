package io.gantry.compute.server;

import io.gantry.image.ImageUse;
import io.gantry.image.KeptImage;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Images that servers are being made of. One that is made has a disk of its own.
@Singleton
final class ServerImages implements ImageUse {
    private final ServerRecords records;

    ServerImages(ServerRecords records) {
        this.records = records;
    }

    @Override
    public Optional<String> of(KeptImage image) {
        return records.madeOf(image.id()).map(id -> "server " + id + ", which is being made of it. Wait for that.");
    }
}
