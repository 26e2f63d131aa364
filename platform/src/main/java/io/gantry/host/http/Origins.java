package io.gantry.host.http;

import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out under which URL the caller sees the host: the one that the operator set, else the one that the request names.
@Singleton
final class Origins implements TypedRequestArgumentBinder<Origin> {
    private static final Pattern HOST = Pattern
            .compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]{2,45}](:[0-9]{1,5})?");

    private final Optional<Origin> set;

    Origins(@Value("${gantry.url:}") String url) {
        this.set = url.isEmpty() ? Optional.empty() : Optional.of(new Origin(url));
    }

    /// @throws Problem INVALID if the request names a host that can be none
    Origin of(HttpRequest<?> request) {
        return set.orElseGet(() -> {
            var address = request.getServerAddress();
            var host = Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
                    .orElseGet(() -> address.getHostString() + ":" + address.getPort());
            if (!HOST.matcher(host).matches()) {
                throw Problem.invalid("The header Host does not name a host and a port.");
            }
            return new Origin((request.isSecure() ? "https://" : "http://") + host);
        });
    }

    @Override
    public Argument<Origin> argumentType() {
        return Argument.of(Origin.class);
    }

    @Override
    public BindingResult<Origin> bind(ArgumentConversionContext<Origin> context, HttpRequest<?> request) {
        var origin = of(request);
        return () -> Optional.of(origin);
    }
}
