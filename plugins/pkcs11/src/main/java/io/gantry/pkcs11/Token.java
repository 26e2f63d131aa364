package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gantry.api.DriverException;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The token that the operator named. It logs in on first use, and once more when a login is lost in the middle.
final class Token {
    private static final long LIBRARY_MAY_LOCK = 2;

    private final Library library;
    private final Pkcs11Options options;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable Connection connection;
    /// A PIN that was refused is not tried again: a few tries lock the token.
    private @Nullable CodeException refused;

    Token(Library library, Pkcs11Options options) {
        this.library = library;
        this.options = options;
    }

    /// What is done with the token.
    interface Use<T> {
        T of(Connection connection) throws CodeException;
    }

    /// @param what is done, for the message: "make a key for project p"
    <T> T use(String what, Use<T> use) {
        try {
            var current = connection();
            try {
                return use.of(current);
            } catch (CodeException failed) {
                if (!failed.code().lost()) {
                    throw failed;
                }
                drop(current);
                return use.of(connection());
            }
        } catch (CodeException failed) {
            throw new DriverException(failed.code().kind(), "Could not %s with the token of %s: %s. %s".formatted(what,
                    options.library(), failed.getMessage(), failed.code().advice()), failed);
        }
    }

    private Connection connection() throws CodeException {
        var open = connection;
        if (open != null) {
            return open;
        }
        connecting.lock();
        try {
            open = connection;
            if (open == null) {
                open = connect();
                connection = open;
            }
            return open;
        } finally {
            connecting.unlock();
        }
    }

    private Connection connect() throws CodeException {
        if (refused != null) {
            throw refused;
        }
        initialize(library);
        var slot = new Slots(library).find(options);
        var session = Session.open(library, slot, false);
        try {
            login(session);
            return new Connection(library, slot, session);
        } catch (CodeException failed) {
            session.close();
            throw failed;
        }
    }

    /// A library that is not told so must not be called by several threads.
    static void initialize(Library library) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var how = arena.allocateFrom(JAVA_LONG, 0, 0, 0, 0, LIBRARY_MAY_LOCK, 0);
            library.call(Call.INITIALIZE, how.address());
        } catch (CodeException failed) {
            if (!failed.is(Code.ALREADY_INITIALIZED)) {
                throw failed;
            }
        }
    }

    private void login(Session session) throws CodeException {
        var pin = options.pin().bytes();
        try {
            session.login(pin);
        } catch (CodeException failed) {
            if (!failed.is(Code.USER_ALREADY_LOGGED_IN)) {
                refused = failed.code().lost() ? null : failed;
                throw failed;
            }
        } finally {
            Arrays.fill(pin, (byte) 0);
        }
    }

    private void drop(Connection lost) {
        connecting.lock();
        try {
            if (connection == lost) {
                connection = null;
                lost.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    void close() {
        var open = connection;
        if (open != null) {
            drop(open);
        }
    }
}
