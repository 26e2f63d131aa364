package io.gantry.deploy.anaconda;

import io.gantry.api.Option;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the operator sets.
///
/// @param disc of the installer, made to ask this host for its kickstart
/// @param template of the kickstart
public record AnacondaOptions(
        @Option(value = "URL of the installer's disc, made with inst.ks=URL/baremetal/v1/kickstart and inst.ks.sendmac.", example = "http://images.example.org/installer.iso") Optional<URI> disc,
        @Option(value = "File with a kickstart that is used instead of the plugin's own.", example = "/etc/gantry/node.ks") Optional<Path> template) {}
