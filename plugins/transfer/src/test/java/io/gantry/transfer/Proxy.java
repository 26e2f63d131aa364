package io.gantry.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between sender and receiver and does one bad thing to what the sender says, once.
final class Proxy implements AutoCloseable {
    /// What happens to the byte at the place.
    enum Deed {
        FLIP, CUT, STALL
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final InetSocketAddress to;
    private final Deed deed;
    private final long place;

    /// @param place of a byte in what the first connection says, from 0
    Proxy(InetSocketAddress to, Deed deed, long place) throws IOException {
        this.to = to;
        this.deed = deed;
        this.place = place;
        Thread.startVirtualThread(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void accept() {
        try {
            for (var first = true;; first = false) {
                var near = server.accept();
                var far = new Socket(to.getAddress(), to.getPort());
                sockets.addAll(List.of(near, far));
                var harm = first;
                Thread.startVirtualThread(() -> pass(near, far, harm));
                Thread.startVirtualThread(() -> pass(far, near, false));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket onto, boolean harm) {
        try (from; onto; var in = from.getInputStream(); var out = onto.getOutputStream()) {
            if (harm) {
                harm(in, out);
            }
            in.transferTo(out);
        } catch (IOException e) {
            // One side is gone, so the other goes too.
        }
    }

    private void harm(InputStream in, OutputStream out) throws IOException {
        for (var at = 0L; at < place;) {
            var some = in.readNBytes((int) Math.min(1 << 16, place - at));
            out.write(some);
            at += some.length;
        }
        var victim = in.read();
        switch (deed) {
            case FLIP -> out.write(victim ^ 0x10);
            case CUT -> throw new IOException("cut");
            case STALL -> {
                while (in.read() >= 0) {
                    // Swallowed.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
