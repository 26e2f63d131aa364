package io.gantry.deploy.anaconda;

import io.gantry.api.deploy.Image;

/// What the installer is to do. A template may hold `{{ liveimg_url }}` and `{{ liveimg_checksum }}`, and what the host fills in.
final class Kickstart {
    private static final String USUAL = """
            lang C.UTF-8
            keyboard us
            timezone UTC --utc
            text
            cmdline
            reboot
            selinux --enforcing
            firewall --enabled
            firstboot --disabled
            rootpw --lock
            bootloader
            zerombr
            clearpart --all --initlabel
            autopart
            liveimg --url="{{ liveimg_url }}"{{ liveimg_checksum }}

            %pre
            {{ report start installation started }}
            %end

            %onerror
            {{ report error installation failed }}
            %end

            %post --nochroot
            {{ report end installation finished }}
            %end
            """;

    private Kickstart() {}

    static String of(Image image) {
        return of(USUAL, image);
    }

    /// Each `{{ report STATUS MESSAGE }}` becomes the command that tells the host.
    static String of(String template, Image image) {
        var checksum = image.checksum().startsWith("sha256:")
                ? " --checksum=" + image.checksum().substring("sha256:".length())
                : "";
        return template.replace("{{ liveimg_url }}", image.source().toString())
                .replace("{{ liveimg_checksum }}", checksum)
                .replaceAll("\\{\\{ report (start|end|error) ([A-Za-z0-9 ]+?) }}",
                        "curl -sS -X POST -H 'Content-Type: application/json' -H 'X-OpenStack-Ironic-API-Version: 1.72'"
                                + " --data '{\"callback_url\": \"\", \"agent_token\": \"{{ agent_token }}\","
                                + " \"agent_status\": \"$1\", \"agent_status_message\": \"$2\"}' {{ heartbeat_url }}");
    }
}
