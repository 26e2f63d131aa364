package io.gantry.pci;

import io.gantry.api.DriverContext;
import io.gantry.tck.AcceleratorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class PciAcceleratorsTest extends AcceleratorContract<PciAccelerators> {
    @Override
    protected Class<PciAccelerators> driver() {
        return PciAccelerators.class;
    }

    @Override
    protected PciAccelerators open(DriverContext context) throws IOException {
        var tree = Tree.in(context.directory().resolve("sys"))
                .add("0000:3b:00.0", "10de:20b0", "030200")
                .add("0000:5e:00.0", "10ee:5000", "120000")
                .add("10001:01:00.0", "144d:a80a", "010802");
        return new PciAccelerators(new PciOptions(tree.root(), List.of(), Path.of("none")));
    }
}
