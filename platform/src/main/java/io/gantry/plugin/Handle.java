package io.gantry.plugin;

import java.util.Set;

/// An open driver instance.
///
/// @param instance its name in the operator's file
/// @param driver the id of its driver
/// @param host the machine that it is for
/// @param roles the simple names of the roles it has besides its kind
/// @param call the guarded proxy through which it is called
public record Handle<T>(String instance, String driver, String host, Set<String> roles, T call) {}
