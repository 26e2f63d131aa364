package io.gantry.pkcs11;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The real library, except that one function fails or hangs when the test says so.
final class FaultyLibrary implements Library {
    private final Library real = new NativeLibrary(SoftHsm.library());
    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Call call;
    private volatile long code;
    private volatile boolean hangs;

    FaultyLibrary(Call call, long code) {
        this.call = call;
        this.code = code;
    }

    void fail(Call next, long with) {
        call = next;
        code = with;
    }

    int failures() {
        return failures.get();
    }

    void hang() {
        hangs = true;
    }

    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    void release() {
        hangs = false;
        released.countDown();
    }

    @Override
    public long answer(Call now, long... arguments) {
        if (now == call && hangs) {
            hanging.countDown();
            try {
                released.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        if (now == call && code != 0) {
            failures.incrementAndGet();
            return code;
        }
        return real.answer(now, arguments);
    }
}
