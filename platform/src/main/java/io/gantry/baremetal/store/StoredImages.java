package io.gantry.baremetal.store;

import io.gantry.baremetal.ImageRecords;
import io.gantry.baremetal.KeptImage;
import io.micronaut.core.type.Argument;
import io.micronaut.data.exceptions.DataAccessException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
            rows.save(new ImageRow(image.name(), image.bytes(), image.sha256(), json.write(image.properties()),
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
        return new KeptImage(row.name(), row.bytes(), row.sha256(),
                json.read(row.properties(), Argument.mapOf(String.class, String.class)), row.created());
    }
}
