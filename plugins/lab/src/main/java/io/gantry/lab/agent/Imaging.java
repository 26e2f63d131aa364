package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Puts images on the machine's disk.
final class Imaging {
    private static final int MOST_CONFIG_DRIVE = 64 << 20;

    private final Machine machine;
    private final Disk disk;
    private String cached = "";

    Imaging(Machine machine, Disk disk) {
        this.machine = machine;
        this.disk = disk;
    }

    /// What is on the disk already is not written again; the config drive is, where there is one.
    String prepare(Parameters parameters, Command.Tally tally) throws IOException, InterruptedException {
        var info = ImageInfo.of(parameters.inner("image_info"));
        if (!cached.equals(info.id() + info.checksum())) {
            cached = "";
            write(info, tally);
            cached = info.id() + info.checksum();
        }
        var drive = parameters.text("configdrive").or(() -> parameters.inner("image_info").text("configdrive"));
        if (drive.isPresent()) {
            addConfigDrive(drive.get());
        }
        return "image (" + info.id() + ") written to device " + disk.file();
    }

    private void write(ImageInfo info, Command.Tally tally) throws IOException, InterruptedException {
        try (var source = Source.open(info.address(), info.headers());
                var verified = new Verified(source, info.id(), info.algorithm(), info.checksum());
                var plain = Unpacked.of(verified)) {
            if (info.format().equals("qcow2")) {
                var image = Qcow2.read(position -> Source.from(info.address(), info.headers(), position));
                disk.write(new Unfolding(image, new Tailed(plain, verified))::onto, image.size(), tally);
            } else {
                // Read to its end, so that a sum that is wrong shows before the first block is written.
                var packed = !(plain instanceof BufferedInputStream);
                disk.write(new Tailed(plain, verified), packed ? 0 : source.length(), tally);
            }
        } catch (IOException failed) {
            disk.wipeEnds();
            throw AgentError.download(info.id(), failed.toString(), failed);
        }
    }

    /// Writes it near the end of the disk and notes where; unlike a real ramdisk the lab makes no partition for it.
    void addConfigDrive(String drive) throws IOException {
        var text = drive;
        if (drive.matches("https?://.*")) {
            text = new String(Http.get(URI.create(drive), Map.of()).body(), US_ASCII);
        }
        byte[] bytes;
        try (var in = new GZIPInputStream(Base64.getMimeDecoder()
                .wrap(new ByteArrayInputStream(
                        text.getBytes(US_ASCII))))) {
            bytes = in.readNBytes(MOST_CONFIG_DRIVE);
        } catch (IOException broken) {
            throw AgentError.badParameters("The config drive is not gzip in base64: " + broken);
        }
        machine.note("config-drive", "at=" + disk.writeNearTheEnd(bytes) + "\nbytes=" + bytes.length + "\n");
    }

    /// Ends only when the bytes behind it have ended as well, and their sum was right.
    private static final class Tailed extends FilterInputStream {
        private final Verified behind;

        Tailed(InputStream in, Verified behind) {
            super(in);
            this.behind = behind;
        }

        @Override
        public int read(byte[] buffer, int offset, int most) throws IOException {
            var read = in.read(buffer, offset, most);
            if (read < 0) {
                behind.finish();
            }
            return read;
        }
    }
}
