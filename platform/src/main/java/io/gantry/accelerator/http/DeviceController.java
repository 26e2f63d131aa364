package io.gantry.accelerator.http;

import io.gantry.accelerator.Devices;
import io.gantry.accelerator.Discovery;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

@Controller("/gantry/v1/devices")
@ExecuteOn(TaskExecutors.BLOCKING)
class DeviceController {
    private final Devices devices;

    DeviceController(Devices devices) {
        this.devices = devices;
    }

    @Get
    Found list(Optional<String> instance) throws InterruptedException {
        var found = devices.discover(instance);
        return new Found(found.devices().stream().map(DeviceView::of).toList(), found.problems());
    }

    record Found(List<DeviceView> devices, List<Discovery.Trouble> problems) {}
}
