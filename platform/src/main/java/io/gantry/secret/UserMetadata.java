package io.gantry.secret;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/// What users note beside a secret: names and values of their own. Names are kept in lower case.
@Singleton
public class UserMetadata {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int LONGEST = 255;
    private static final int MOST = 100;

    private final Secrets secrets;
    private final MetadataRecords records;

    UserMetadata(Secrets secrets, MetadataRecords records) {
        this.secrets = secrets;
        this.records = records;
    }

    public Map<String, String> all(Caller caller, UUID secret) {
        secrets.find(caller, secret);
        return records.all(secret);
    }

    /// One of them.
    public String find(Caller caller, UUID secret, String name) {
        var value = all(caller, secret).get(name);
        if (value == null) {
            throw unknown(secret, name);
        }
        return value;
    }

    /// Puts these in place of all that there are.
    @Transactional
    public void replace(Caller caller, UUID secret, Map<String, String> metadata) {
        secrets.owned(caller, secret);
        var checked = new TreeMap<String, String>();
        metadata.forEach((name, value) -> checked.put(checked(name, value), value));
        if (checked.size() > MOST) {
            throw Problem.invalid("A secret has at most " + MOST + " names of user metadata.");
        }
        records.replace(secret, checked);
    }

    /// Adds one; CONFLICT if there is one of that name.
    ///
    /// @return the name as it is kept
    @Transactional
    public String add(Caller caller, UUID secret, String name, String value) {
        secrets.owned(caller, secret);
        var kept = checked(name, value);
        var before = records.all(secret);
        if (before.containsKey(kept)) {
            throw Problem.conflict("Conflict. Key in request is already in the secret metadata: '" + kept
                    + "' of secret " + secret + "; change it with PUT.");
        }
        if (before.size() >= MOST) {
            throw Problem.invalid("A secret has at most " + MOST + " names of user metadata.");
        }
        records.put(secret, kept, value);
        return kept;
    }

    /// Changes one that there is.
    @Transactional
    public void change(Caller caller, UUID secret, String name, String value) {
        secrets.owned(caller, secret);
        var kept = checked(name, value);
        if (!records.all(secret).containsKey(kept)) {
            throw unknown(secret, name);
        }
        records.put(secret, kept, value);
    }

    /// Removes one that there is.
    @Transactional
    public void remove(Caller caller, UUID secret, String name) {
        secrets.owned(caller, secret);
        if (!records.remove(secret, name)) {
            throw unknown(secret, name);
        }
    }

    private static String checked(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.invalid(
                    "Invalid Key. Key must be URL safe: 1 to 255 letters, digits, dashes and underscores.");
        }
        if (value.length() > LONGEST) {
            throw Problem.invalid("The value of '" + name + "' is longer than " + LONGEST + " characters.");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static Problem unknown(UUID secret, String name) {
        return Problem.notFound("Secret metadata not found: secret " + secret + " has none named '" + name + "'.");
    }
}
