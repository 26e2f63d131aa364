package io.gantry.local;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of all projects, unwrapped. Finding one costs no lock and no file; the first key of a project is written before it is used.
final class ProjectKeys {
    private final Vault home;
    private final byte[] master;
    private final SecureRandom random;
    private final ReentrantLock writing = new ReentrantLock();
    /// Of each project, the newest last.
    private final ConcurrentMap<String, List<ProjectKey>> projects = new ConcurrentHashMap<>();

    /// @param keys of a project the newest last
    ProjectKeys(Vault home, byte[] master, List<ProjectKey> keys, SecureRandom random) {
        this.home = home;
        this.master = master;
        this.random = random;
        keys.forEach(this::add);
    }

    private void add(ProjectKey key) {
        var all = new ArrayList<>(projects.getOrDefault(key.project(), List.of()));
        all.add(key);
        projects.put(key.project(), List.copyOf(all));
    }

    /// The key under which the project's next secret is sealed.
    ProjectKey newest(String project) throws InterruptedException {
        var keys = projects.get(project);
        return keys == null ? first(project) : keys.getLast();
    }

    private ProjectKey first(String project) throws InterruptedException {
        writing.lockInterruptibly();
        try {
            var made = projects.get(project);
            if (made != null) {
                return made.getLast();
            }
            var key = ProjectKey.make(project, random);
            var all = new ArrayList<ProjectKey>();
            projects.values().forEach(all::addAll);
            all.add(key);
            KeyFile.write(home, master, all, random);
            add(key);
            return key;
        } finally {
            writing.unlock();
        }
    }

    Optional<ProjectKey> find(String project, long number) {
        for (var key : projects.getOrDefault(project, List.of())) {
            if (key.number() == number) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    void wipe() {
        projects.values().forEach(keys -> keys.forEach(ProjectKey::wipe));
        projects.clear();
        Arrays.fill(master, (byte) 0);
    }
}
