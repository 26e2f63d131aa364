package io.gantry.api;

import org.pf4j.ExtensionPoint;

/// One way to drive one kind of hardware or service.
///
/// The permitted kinds are all a plugin can bring. A class implements exactly one of them and says more by adding role interfaces of that
/// kind. The host builds an instance for each entry in the operator's file that names the driver's [DriverId]; the constructor is the
/// factory: when it returns the driver is ready, when it throws there is no driver.
public sealed interface Driver extends ExtensionPoint, AutoCloseable
        permits AcceleratorDriver, DeployInterface, HardwareDriver, HypervisorDriver, KeyStore, TransferStrategy {

    /// Releases what the constructor acquired. Called once, after the last call has returned.
    @Override
    default void close() {}
}
