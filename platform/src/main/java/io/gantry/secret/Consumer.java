package io.gantry.secret;

import java.time.Instant;

/// Who needs a secret, so that it is not deleted by accident: a volume, a guest, a load balancer.
///
/// @param service type of the service: `compute`
/// @param resourceType what of it: `server`
/// @param resourceId which one
/// @param project of whoever said so
public record Consumer(String service, String resourceType, String resourceId, String project, Instant created) {}
