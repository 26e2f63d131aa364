package io.gantry.lab;

import io.gantry.api.DriverContext;
import io.gantry.tck.DeployContract;
import java.util.List;

class LabDeployTest extends DeployContract<LabDeploy> {
    @Override
    protected Class<LabDeploy> driver() {
        return LabDeploy.class;
    }

    @Override
    protected LabDeploy open(DriverContext context) {
        return new LabDeploy(new LabDeploy.Options(List.of()));
    }
}
