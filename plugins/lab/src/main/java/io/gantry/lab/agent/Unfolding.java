package io.gantry.lab.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Writes a qcow2 file to a disk while it is read from its beginning to its end.
final class Unfolding {
    private final Qcow2 image;
    private final InputStream in;
    /// What was read last, since compressed clusters may begin in the sector in which the one before ends.
    private byte[] window = new byte[0];
    private long end;

    /// @param in the file, whose end is an error if its sum is wrong
    Unfolding(Qcow2 image, InputStream in) {
        this.image = image;
        this.in = in;
    }

    /// @param out where on the disk what goes
    void onto(Disk.Pieces out) throws IOException, InterruptedException {
        var zeros = new byte[image.cluster()];
        for (var hole : image.holes()) {
            out.put(zeros, image.lengthAt(hole), hole);
        }
        for (var extent : image.extents()) {
            var bytes = read(extent);
            out.put(extent.compressed() ? inflated(bytes) : bytes, image.lengthAt(extent.target()), extent.target());
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    private byte[] read(Qcow2.Extent extent) throws IOException {
        var start = end - window.length;
        if (extent.at() < start) {
            throw AgentError.write("the clusters of the qcow2 image overlap", null);
        }
        if (extent.at() > end) {
            in.skipNBytes(extent.at() - end);
            end = extent.at();
            window = new byte[0];
            start = end;
        }
        var known = Arrays.copyOfRange(window, (int) (extent.at() - start), window.length);
        var bytes = Arrays.copyOf(known, Math.max(known.length, extent.length()));
        var read = known.length < extent.length()
                ? in.readNBytes(bytes, known.length, extent.length() - known.length)
                : 0;
        if (!extent.compressed() && known.length + read < extent.length()) {
            throw new EOFException("the qcow2 image ended at byte " + (end + read));
        }
        window = Arrays.copyOf(bytes, known.length + read);
        end += read;
        return bytes;
    }

    private byte[] inflated(byte[] packed) {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(packed);
            var bytes = new byte[image.cluster()];
            for (var done = 0; done < bytes.length;) {
                var more = inflater.inflate(bytes, done, bytes.length - done);
                if (more == 0) {
                    throw AgentError.write("a cluster of the qcow2 image is damaged", null);
                }
                done += more;
            }
            return bytes;
        } catch (DataFormatException damaged) {
            throw AgentError.write("a cluster of the qcow2 image is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
