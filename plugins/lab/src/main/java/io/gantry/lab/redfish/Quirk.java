package io.gantry.lab.redfish;

import java.util.Arrays;
import java.util.Locale;

/// A way in which a real controller differs from the specification, or in which it fails. Written in kebab case.
public enum Quirk {
    /// Resets do not say which types they take.
    NO_ALLOWABLE_VALUES,
    /// A PATCH without `If-Match` is answered with 428, one with another tag with 412.
    ETAG_REQUIRED,
    /// The first two resets of type `On` are answered with 409, as iDRAC 10 does.
    CONFLICT_ON_ON,
    /// A reset is answered with 204, and nothing happens.
    STUCK_POWER,
    /// Virtual media have no actions and are changed by PATCH, as Lenovo's.
    PATCH_ONLY_MEDIA,
    /// Virtual media hang under the manager alone.
    MANAGER_MEDIA,
    /// Ejecting wants a body, if only `{}`.
    BODY_REQUIRED,
    /// `Inserted` stays true after ejecting, without an image.
    STALE_INSERTED,
    /// Ejecting is answered with 500, and done.
    EJECT_FAILS,
    /// Inserting is answered with 500 twice.
    INSERT_FAILS,
    /// Inserting wants to know the protocol, then the method, then user and password.
    MEDIA_PARAMETERS,
    /// What to start from is set on the settings object alone.
    SETTINGS_OBJECT,
    /// A start can be chosen once, and not for all times.
    NO_CONTINUOUS,
    /// The first two changes of the boot override are refused, since the machine tests itself.
    IN_POST,
    /// What to start from is set with all three keys or not at all, as AMI's.
    ALL_BOOT_KEYS,
    /// The virtual CD is `UsbCd`, and `BootSourceOverrideEnabled` must never be left out.
    SUPERMICRO,
    /// There are no sessions, only HTTP Basic.
    NO_SESSIONS,
    /// A token is good for three requests.
    EXPIRING_SESSIONS,
    /// The next three requests are answered with 503.
    UNAVAILABLE,
    /// Answers are not JSON.
    GARBAGE,
    /// Answers are endless.
    ENDLESS,
    /// What a reset takes stands in another resource, and is not `On`.
    ACTION_INFO,
    /// Actions are answered before they are done, with the address of a monitor.
    TASK_MONITORS,
    /// The same with the address of a task.
    TASK_RESOURCES,
    /// Answers come a second late.
    LATE,
    /// There are no answers.
    SILENT,
    /// Systems are to be found on another host.
    REDIRECT_AWAY;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The quirk of that name.
    ///
    /// @throws IllegalArgumentException with the names that there are
    public static Quirk of(String word) {
        return Arrays.stream(values())
                .filter(quirk -> quirk.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no quirk '%s', but %s".formatted(word,
                        Arrays.stream(values()).map(Quirk::word).toList())));
    }
}
