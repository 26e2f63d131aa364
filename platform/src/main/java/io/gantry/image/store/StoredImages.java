package io.gantry.image.store;

import io.gantry.image.ImageRecords;
import io.gantry.image.KeptImage;
import io.gantry.sql.Json;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class StoredImages implements ImageRecords {
    private final ImageRows rows;
    private final Json json;

    StoredImages(ImageRows rows, Json json) {
        this.rows = rows;
        this.json = json;
    }

    @Override
    public boolean add(KeptImage image) {
        try {
            rows.save(new ImageRow(image.name(), image.id(), image.bytes(), image.sha256(),
                    json.write(image.properties()),
                    image.created()));
            return true;
        } catch (DataAccessException e) {
            if (rows.existsById(image.name())) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<KeptImage> find(String name) {
        return rows.findById(name).map(this::image);
    }

    @Override
    public Optional<KeptImage> find(UUID id) {
        return rows.queryById(id).map(this::image);
    }

    @Override
    public List<KeptImage> list(String after, int limit) {
        return rows.list(after, limit).stream().map(this::image).toList();
    }

    @Override
    public void remove(String name) {
        rows.deleteById(name);
    }

    @Override
    public Set<String> checksums() {
        return rows.checksums();
    }

    private KeptImage image(ImageRow row) {
        return new KeptImage(row.name(), row.id(), row.bytes(), row.sha256(),
                json.read(row.properties(), Json.TEXTS), row.created());
    }
}
