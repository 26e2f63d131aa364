package io.gantry.cli;

import io.gantry.base.Release;
import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() { return new String[]{"gantry " + Release.version()}; }
}
