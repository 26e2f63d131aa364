package io.gantry.plugin;

import java.util.List;

/// The driver instances that are open now. What it hands out are revocable proxies: after an instance was closed or replaced they answer
/// [io.gantry.api.DriverException.Kind#UNREACHABLE], so keeping one is safe, if useless.
public interface Drivers {
    /// The open instance of that name.
    ///
    /// @param role a kind of driver or a role
    /// @throws io.gantry.base.Problem NOT_FOUND if no such instance is configured, UNAVAILABLE with the cause if it is not open,
    ///     UNSUPPORTED if it has not that role
    <T> Handle<T> get(Class<T> role, String instance);

    /// Every open instance that has the role, in the order of the operator's file.
    <T> List<Handle<T>> all(Class<T> role);
}
