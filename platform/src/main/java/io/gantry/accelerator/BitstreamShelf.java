package io.gantry.accelerator;

import io.gantry.image.Shelf;
import jakarta.inject.Singleton;
import java.util.List;

/// Bitstreams among the images: the accelerator client looks for them there before it programs.
@Singleton
final class BitstreamShelf implements Shelf {
    private final Bitstreams bitstreams;

    BitstreamShelf(Bitstreams bitstreams) {
        this.bitstreams = bitstreams;
    }

    @Override
    public List<Item> items() {
        return bitstreams.list()
                .stream()
                .map(one -> new Item(one.id(), one.file(), one.bytes(), "raw", one.changed(), one.changed()))
                .toList();
    }
}
