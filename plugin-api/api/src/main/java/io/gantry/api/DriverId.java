package io.gantry.api;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.pf4j.Extension;

/// Names a [Driver] in the operator's file, in the API and in the database. Never change one, never use one again for something else.
@Documented
@Extension
@Retention(RUNTIME)
@Target(TYPE)
public @interface DriverId {
    /// Lower case words joined by dashes, at most 64 characters, by custom `vendor-model`: `acme-fpga`.
    String value();

    /// One sentence that tells an operator what the driver is for.
    String description();
}
