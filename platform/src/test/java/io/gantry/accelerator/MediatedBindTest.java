package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vGPU is made for a request on a card in a tree of files, in which the test plays the kernel.
class MediatedBindTest {
    private static final String CARD = "0000:3b:00.0";

    @TempDir
    Path directory;

    @Test
    void aVgpuIsMadeUnderItsHandleGivenToTheGuestAndRemoved() throws Exception {
        var sys = card(directory.resolve("sys"));
        var create = sys.resolve("bus/pci/devices/" + CARD + "/mdev_supported_types/nvidia-222/create");
        try (var host = TestHost.start(directory, HostFile.of("gpu: { driver: gpu, host: cmp1, root: '" + sys
                + "', vgpu-types: [ { address: '" + CARD + "', type: nvidia-222 } ] }"))) {
            var client = new AcceleratorClient(host.uri(),
                    TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
            var part = part(client);
            assertEquals("cmp1_" + CARD + "/nvidia-222", part.path("name").asText());
            assertEquals(4, part.path("num_accelerators").asInt());
            client.profile("vgpu", "'resources:VGPU': '1', 'trait:CUSTOM_NVIDIA_1EB8_T4_1B': 'required'");
            var arq = client.request("vgpu").getFirst();
            client.bind(arq, part, UUID.randomUUID().toString()).is(202);
            var bound = client.await(arq, "Bound");
            var handle = bound.path("attach_handle_uuid").asText();
            assertEquals("MDEV", bound.path("attach_handle_type").asText());
            assertEquals("nvidia-222", bound.path("attach_handle_info").path("asked_type").asText());
            assertEquals("3b", bound.path("attach_handle_info").path("bus").asText());
            assertEquals(handle, Files.readString(create).strip(), "made under the id of the handle");
            var guest = client.get("/gantry/v1/accelerator-requests/" + arq).json().path("guest_device");
            assertEquals("vfio-pci,id=accel-" + handle + ",sysfsdev=/sys/bus/mdev/devices/" + handle,
                    guest.path("arguments").path(1).asText());
            assertTrue(guest.path("xml").asText().contains("type='mdev'"), guest::toString);
            var remove = sys.resolve("bus/mdev/devices/" + handle + "/remove");
            Files.createDirectories(remove.getParent());
            Files.writeString(remove, "");
            client.delete("accelerator_requests?arqs=" + arq).is(204);
            client.awaitNone();
            assertEquals("1", Files.readString(remove).strip());
        }
    }

    private static JsonNode part(AcceleratorClient client) throws IOException, InterruptedException {
        client.get("/gantry/v1/devices").is(200);
        return client.get("deployables").is(200).json().path("deployables").path(0);
    }

    private static Path card(Path sys) throws IOException {
        var card = Files.createDirectories(sys.resolve("bus/pci/devices/" + CARD));
        Files.writeString(card.resolve("vendor"), "0x10de\n");
        Files.writeString(card.resolve("device"), "0x1eb8\n");
        Files.writeString(card.resolve("class"), "0x030200\n");
        var type = Files.createDirectories(card.resolve("mdev_supported_types/nvidia-222"));
        Files.writeString(type.resolve("name"), "GRID T4-1B\n");
        Files.writeString(type.resolve("available_instances"), "4\n");
        Files.writeString(type.resolve("create"), "");
        return sys;
    }
}
