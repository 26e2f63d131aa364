/// The deploy interface `anaconda`: an installer of an operating system does the work, as its [io.gantry.deploy.anaconda.Kickstart] says.
@NullMarked
package io.gantry.deploy.anaconda;

import org.jspecify.annotations.NullMarked;
