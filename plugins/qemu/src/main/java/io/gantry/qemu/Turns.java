package io.gantry.qemu;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.qmp.QmpError;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one thing at a time happen to a guest, for its monitor takes one conversation at a time, and puts what goes wrong into the words of the contract.
final class Turns {
    /// What is done to a guest.
    @FunctionalInterface
    interface Action {
        void run() throws IOException, InterruptedException;
    }

    /// What is asked of a guest.
    @FunctionalInterface
    interface Question<T> {
        T answer() throws IOException, InterruptedException;
    }

    private final ConcurrentMap<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    void change(String guest, Action action) throws InterruptedException {
        locked(guest, () -> {
            action.run();
            return true;
        });
    }

    <T> T locked(String guest, Question<T> question) throws InterruptedException {
        var lock = locks.computeIfAbsent(guest, name -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            return get(guest, question);
        } finally {
            lock.unlock();
        }
    }

    static <T> T get(String guest, Question<T> question) throws InterruptedException {
        try {
            return question.answer();
        } catch (SocketTimeoutException e) {
            throw new DriverException(Kind.UNREACHABLE, "guest " + guest + ": " + e.getMessage(), e);
        } catch (QmpError e) {
            throw new DriverException(Kind.FAILED, "QEMU refuses for guest " + guest + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED, "guest " + guest + ": " + e.getMessage(), e);
        }
    }
}
