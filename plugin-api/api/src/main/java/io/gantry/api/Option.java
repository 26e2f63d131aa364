package io.gantry.api;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/// Describes one component of a record of options. The JSON schema, the checks of the operator's file and the table in the driver's guide
/// come from it.
///
/// The operator writes the component's name in kebab case: `maxFlows` is `max-flows`. A component may be a `String`, `boolean`, `int`,
/// `long`, `double`, [java.time.Duration] (`500ms`, `30s`, `5m`, `2h`), [java.nio.file.Path], [java.net.URI], an enum (in kebab case), a
/// [io.gantry.api.secret.Secret] (by reference: `file:PATH`, `env:NAME` or `credential:NAME`), another record of options, or a `List` or `Map<String, ...>` of these.
/// A component of type `Optional` may be left out and then is empty; a `List` or `Map` that is left out is empty.
@Documented
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
public @interface Option {
    /// One sentence for the operator.
    String value();

    /// What holds when the operator sets nothing, written as he would write it; empty means that the option is required.
    String fallback() default "";

    /// Smallest value allowed, for numbers and durations, written as the operator would; empty means no limit.
    String min() default "";

    /// Largest value allowed, for numbers and durations; empty means no limit.
    String max() default "";

    /// A value as an operator might write it, for the guide; empty means that the fallback or the type shows enough.
    String example() default "";
}
