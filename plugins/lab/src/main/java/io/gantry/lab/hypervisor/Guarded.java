package io.gantry.lab.hypervisor;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.memory.RefusedException;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one change at a time happen to a guest, and puts what goes wrong into the words of the contract.
final class Guarded {
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
        } catch (RefusedException e) {
            throw new DriverException(Kind.BUSY, "guest " + guest + " refuses: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED, "guest " + guest + ": " + e.getMessage(), e);
        }
    }
}
