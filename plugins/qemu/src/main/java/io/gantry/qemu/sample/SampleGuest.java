package io.gantry.qemu.sample;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// What a guest with the property `sample` boots: a kernel of this machine, and busybox with a program that fills memory, keeps writing to it, checks it, beats on the
/// console, and does there what it is told. The property's text has its settings: `fill=64 dirty=32 rate=20 beat=200`, MiB, MiB, MiB a second and
/// milliseconds; with `tpm=5` it makes an index and a sealed object in its TPM and checks them every five seconds.
///
/// @param kernel to boot
/// @param initrd its first file system
/// @param commandLine of the kernel
public record SampleGuest(Path kernel, Path initrd, String commandLine) {
    /// Name of the property.
    public static final String PROPERTY = "sample";

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final Path TPM_TOOLS = Path.of("/usr/bin/tpm2");
    private static final String SETTINGS = "( *(fill|dirty|rate|beat|tpm)=[0-9]{1,6})* *";

    /// Makes its files in that directory, unless they are there.
    public static SampleGuest of(String settings, Path directory) {
        if (!settings.matches(SETTINGS)) {
            throw new DriverException(Kind.INVALID, "property 'sample' is '" + settings
                    + "'; it has settings such as 'fill=64 dirty=32 rate=20 beat=200'");
        }
        try {
            var initrd = directory.resolve("sample.initrd");
            if (!Files.exists(initrd)) {
                var next = directory.resolve("sample.initrd.next");
                write(next);
                Files.move(next, initrd, StandardCopyOption.ATOMIC_MOVE);
            }
            // With pti each entry into the kernel empties the cache of translations. QEMU below 9.0, when it emulates, forgets to, and loses writes of a guest that is moved.
            return new SampleGuest(findKernel(), initrd,
                    "console=ttyS0 quiet panic=-1 pti=on "
                            + settings.strip().replaceAll("(fill|dirty|rate|beat|tpm)=", "g.$1="));
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED, "cannot make the sample guest: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(Kind.FAILED, "was interrupted while the sample guest was made", e);
        }
    }

    /// What is missing on this machine, in words; empty if nothing is.
    public static Optional<String> missing() {
        if (!Files.isExecutable(BUSYBOX)) {
            return Optional.of("busybox: install busybox-static");
        }
        return kernels().isEmpty()
                ? Optional.of(
                        "a kernel that can be read: put one at /boot/vmlinuz, or under .cache/gantry/kernel/boot of the home directory")
                : Optional.empty();
    }

    private static Path findKernel() {
        return missing().<Path>map(what -> {
            throw new DriverException(Kind.UNSUPPORTED, "the sample guest needs " + what);
        }).orElseGet(() -> kernels().getFirst());
    }

    /// Those of clouds first, which have all that is needed built in.
    private static List<Path> kernels() {
        return Stream
                .of(Path.of(System.getProperty("user.home"), ".cache", "gantry", "kernel", "boot"), Path.of("/boot"))
                .filter(Files::isDirectory)
                .flatMap(SampleGuest::kernels)
                .sorted(Comparator.comparing((Path file) -> !file.toString().contains("cloud"))
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
    }

    private static Stream<Path> kernels(Path directory) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("vmlinuz"))
                    .filter(Files::isReadable)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file) throws IOException, InterruptedException {
        try (var archive = new Archive(new GZIPOutputStream(Files.newOutputStream(file)));
                var script = SampleGuest.class.getResourceAsStream("init")) {
            for (var directory : new String[]{"bin", "dev", "proc", "sys", "mem", "tmp", "usr", "usr/bin"}) {
                archive.directory(directory);
            }
            archive.file("bin/busybox", Files.readAllBytes(BUSYBOX));
            archive.file("init", script == null ? new byte[0] : script.readAllBytes());
            if (Files.isExecutable(TPM_TOOLS)) {
                Libraries.copy(TPM_TOOLS, archive);
            }
        }
    }
}
