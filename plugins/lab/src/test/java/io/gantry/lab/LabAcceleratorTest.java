package io.gantry.lab;

import io.gantry.api.DriverContext;
import io.gantry.tck.AcceleratorContract;
import io.gantry.tck.PartitionableContract;
import io.gantry.tck.ProgrammableContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

class LabAcceleratorTest extends AcceleratorContract<LabAccelerator> {
    @Override
    protected Class<LabAccelerator> driver() {
        return LabAccelerator.class;
    }

    @Override
    protected LabAccelerator open(DriverContext context) {
        return new LabAccelerator(new LabAccelerator.Options(2, List.of()), context);
    }

    @Nested
    class Programming extends ProgrammableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }

        @Override
        protected Path image(Path directory) throws IOException {
            return Files.writeString(directory.resolve("bitstream"), "LABFPGA1 and so on");
        }
    }

    @Nested
    class Partitioning extends PartitionableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }

        @Override
        protected int mostParts() {
            return 7;
        }
    }
}
