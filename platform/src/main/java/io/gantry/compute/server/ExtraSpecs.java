package io.gantry.compute.server;

import io.gantry.api.guest.VirtualDevice;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the extra specs of a flavor mean. Those that have a meaning here are checked when they are set; others are kept and have none.
public final class ExtraSpecs {
    /// Version of the TPM that each server gets.
    public static final String TPM_VERSION = "hw:tpm_version";
    /// Who can open the secret of that TPM.
    public static final String TPM_SECURITY = "hw:tpm_secret_security";
    static final String TPM_MODEL = "hw:tpm_model";
    static final String PROFILE = "accel:device_profile";
    /// What comes after it is a property of the guest, for its hypervisor driver.
    static final String PROPERTY = "gantry:";

    private static final Map<String, List<String>> WORDS = Map.of(TPM_VERSION, List.of("2.0"), TPM_MODEL,
            List.of("tpm-tis", "tpm-crb"), TPM_SECURITY, List.of("user", "host", "deployment"));
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9 ._:-]{1,255}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int LONGEST = 255;
    private static final int MOST = 128;
    private static final String TPM = "hw:tpm_";

    private ExtraSpecs() {}

    /// @throws Problem INVALID naming the spec and what it may be
    static void check(Map<String, String> specs) {
        if (specs.size() > MOST) {
            throw Problem.invalid("A flavor has at most " + MOST + " extra specs.");
        }
        specs.forEach(ExtraSpecs::check);
    }

    private static void check(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw Problem.invalid("Invalid key '%s' of an extra spec: 1 to 255 letters, digits, spaces and . _ : -"
                    .formatted(JsonBody.cut(key)));
        }
        if (value.length() > LONGEST) {
            throw Problem.invalid("The value of extra spec '%s' is longer than %d characters.".formatted(key, LONGEST));
        }
        var words = WORDS.get(key);
        if (words != null && !words.contains(value)) {
            throw Problem.invalid("Validation failed; extra spec '%s' is one of %s, not '%s'.".formatted(key,
                    String.join(", ", words), JsonBody.cut(value)));
        }
        if (words == null && key.startsWith(TPM)) {
            throw Problem.invalid("Validation failed; there is no extra spec '%s'%s.".formatted(JsonBody.cut(key),
                    Suggestion.text(key, List.copyOf(WORDS.keySet()))));
        }
        if (key.equals(PROFILE) && !NAME.matcher(value).matches()) {
            throw Problem.invalid("Validation failed; extra spec '%s' is the name of a device profile.".formatted(key));
        }
    }

    /// The TPM that they ask for.
    ///
    /// @throws Problem INVALID if they say what it is like and not that there is one
    static Optional<VirtualDevice> tpm(Map<String, String> specs) {
        var version = Optional.ofNullable(specs.get(TPM_VERSION));
        if (version.isEmpty() && (specs.containsKey(TPM_MODEL) || specs.containsKey(TPM_SECURITY))) {
            throw Problem.invalid("The flavor says %s or %s, but not %s, without which there is no TPM."
                    .formatted(TPM_MODEL, TPM_SECURITY, TPM_VERSION));
        }
        return version.map(text -> new VirtualDevice.Tpm("tpm0", text, specs.getOrDefault(TPM_MODEL, "tpm-tis")));
    }

    /// Who can open the TPM's secret; empty where there is none.
    static Optional<String> security(Map<String, String> specs) {
        return specs.containsKey(TPM_VERSION)
                ? Optional.of(specs.getOrDefault(TPM_SECURITY, "user"))
                : Optional.empty();
    }

    static Optional<String> profile(Map<String, String> specs) {
        return Optional.ofNullable(specs.get(PROFILE));
    }

    /// What they say to the hypervisor driver.
    static Map<String, String> properties(Map<String, String> specs) {
        var found = new TreeMap<String, String>();
        specs.forEach((key, value) -> {
            if (key.startsWith(PROPERTY)) {
                found.put(key.substring(PROPERTY.length()), value);
            }
        });
        return found;
    }
}
