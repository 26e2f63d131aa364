package io.gantry.identity.http;

import io.gantry.base.RequestId;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Gives a controller the id of the request as a parameter.
@Singleton
final class RequestIdBinder implements TypedRequestArgumentBinder<RequestId> {
    @Override
    public Argument<RequestId> argumentType() {
        return Argument.of(RequestId.class);
    }

    @Override
    public BindingResult<RequestId> bind(ArgumentConversionContext<RequestId> context, HttpRequest<?> request) {
        return () -> Optional.of(new RequestId(Marks.id(request)));
    }
}
