package io.gantry.api;

import io.gantry.api.deploy.Deployment;

/// Puts an image on a bare metal node and takes it off again.
public non-sealed interface DeployInterface extends Driver {
    /// Asked in the operator's order when a node's deploy interface is `autodetect`.
    Fit fit(Deployment deployment);

    /// Returns when the node's disk holds the image and the image's checksum has been compared with what was read from the source.
    /// Idempotent. If it fails, the disk must not look like a finished one.
    void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException;

    /// Makes what [#deploy] wrote unusable; idempotent, and fine on a node that was never deployed.
    void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException;
}
