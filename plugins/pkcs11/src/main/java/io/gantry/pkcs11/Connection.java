package io.gantry.pkcs11;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/// One login at the token. Its sessions and the handles of keys are worth nothing once it is lost.
final class Connection {
    private final Library library;
    private final long slot;
    /// Stays open, because the token logs out with the last session.
    private final Session first;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private final ConcurrentLinkedDeque<Session> lost = new ConcurrentLinkedDeque<>();
    private final ConcurrentMap<ProjectKey, Long> handles = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ProjectKey> newest = new ConcurrentHashMap<>();
    private final ReentrantLock making = new ReentrantLock();

    Connection(Library library, long slot, Session first) {
        this.library = library;
        this.slot = slot;
        this.first = first;
    }

    /// What is done in a session.
    interface Use<T> {
        T of(Session session) throws CodeException;
    }

    /// A session in which something failed is not used again, since a begun operation may hang about in it. One that is lost is closed
    /// together with the others, before its number can be another one's.
    <T> T use(Use<T> use) throws CodeException {
        var waiting = idle.pollFirst();
        var session = waiting == null ? Session.open(library, slot, false) : waiting;
        try {
            var result = use.of(session);
            idle.addFirst(session);
            return result;
        } catch (CodeException failed) {
            if (failed.code().lost()) {
                lost.add(session);
            } else {
                session.close();
            }
            throw failed;
        }
    }

    Optional<Long> handle(ProjectKey key) throws CodeException {
        var known = handles.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        var found = use(session -> session.find(Template.named(ProjectKey.label(key.project(), key.generation()))
                .bytes(Template.ID, bytes(key.id()))));
        found.stream().findFirst().ifPresent(handle -> handles.put(key, handle));
        return found.stream().findFirst();
    }

    /// The key under which new secrets of the project are sealed; made if there is none.
    ProjectKey newest(String project, int generation, SecureRandom random) throws CodeException {
        var known = newest.get(project);
        if (known != null) {
            return known;
        }
        making.lock();
        try {
            var found = find(project, generation);
            var key = found.isPresent() ? found.get() : make(project, generation, random);
            newest.put(project, key);
            return key;
        } finally {
            making.unlock();
        }
    }

    /// The same one in all hosts, should two have made one.
    private Optional<ProjectKey> find(String project, int generation) throws CodeException {
        return use(session -> {
            var keys = new TreeMap<ProjectKey, Long>(Comparator.comparingLong(ProjectKey::id));
            for (var handle : session.find(Template.named(ProjectKey.label(project, generation)))) {
                var id = session.attribute(handle, Template.ID, 255);
                if (id.length == Long.BYTES) {
                    keys.put(new ProjectKey(project, generation, ByteBuffer.wrap(id).getLong()), handle);
                }
            }
            handles.putAll(keys);
            return Optional.ofNullable(keys.firstEntry()).map(Map.Entry::getKey);
        });
    }

    private ProjectKey make(String project, int generation, SecureRandom random) throws CodeException {
        var session = Session.open(library, slot, true);
        try {
            var key = new ProjectKey(project, generation, random.nextLong());
            var template = Template.named(ProjectKey.label(project, generation)).made(bytes(key.id()));
            handles.put(key, session.make(template));
            return key;
        } finally {
            session.close();
        }
    }

    private static byte[] bytes(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    void close() {
        idle.forEach(Session::close);
        lost.forEach(Session::close);
        first.close();
    }
}
