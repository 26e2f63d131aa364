package io.gantry.compute;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.guest.VirtualDevice;
import jakarta.inject.Singleton;

/// How the values of a guest that are of several kinds are written as JSON: with the word for their kind in `kind`. The contract itself knows no JSON.
@Singleton
final class GuestJson extends SimpleModule {
    private static final long serialVersionUID = 1L;

    GuestJson() {
        super("guest");
        setMixInAnnotation(VirtualDevice.class, DeviceKinds.class);
        setMixInAnnotation(Attachment.class, AttachmentKinds.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = VirtualDevice.Disk.class, name = "disk"),
            @JsonSubTypes.Type(value = VirtualDevice.SharedDisk.class, name = "shared-disk"),
            @JsonSubTypes.Type(value = VirtualDevice.Adapter.class, name = "adapter"),
            @JsonSubTypes.Type(value = VirtualDevice.Accelerator.class, name = "accelerator"),
            @JsonSubTypes.Type(value = VirtualDevice.Tpm.class, name = "tpm")})
    private interface DeviceKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Attachment.Pci.class, name = "pci"),
            @JsonSubTypes.Type(value = Attachment.Mediated.class, name = "mediated")})
    private interface AttachmentKinds {}
}
