package io.gantry.qemu.transfer;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Free TCP ports.
final class Ports {
    private Ports() {}

    /// One that is free now, at least as this process sees the address; where it cannot have the address, any.
    static int free(String address) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (BindException e) {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
