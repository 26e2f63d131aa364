package io.gantry.deploy.direct;

import io.gantry.api.DriverContext;
import io.gantry.tck.DeployContract;

class DirectDeployTest extends DeployContract<DirectDeploy> {
    @Override
    protected Class<DirectDeploy> driver() {
        return DirectDeploy.class;
    }

    @Override
    protected DirectDeploy open(DriverContext context) {
        return new DirectDeploy(new DirectOptions(1));
    }
}
