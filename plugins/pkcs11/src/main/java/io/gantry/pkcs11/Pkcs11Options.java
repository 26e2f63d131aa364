package io.gantry.pkcs11;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// What the operator sets.
///
/// @param generation counts the keys of each project
/// @param sessions how many calls the token is given at once
public record Pkcs11Options(
        @Option(value = "The PKCS#11 library of the token.", example = "/usr/lib/softhsm/libsofthsm2.so") Path library,
        @Option(value = "The label of the token; left out, any token in the slot will do.", example = "gantry") Optional<String> token,
        @Option(value = "The number of the slot with the token; left out, the first slot with the label is taken.", example = "0") Optional<Long> slot,
        @Option(value = "The PIN of the token's user.", example = "credential:hsm-pin") Secret pin,
        @Option(value = "Raise it by one to have new secrets sealed under new keys.", fallback = "1", min = "1", max = "1000000") int generation,
        @Option(value = "How many calls the token works on at once.", fallback = "4", min = "1", max = "64") int sessions) {}
